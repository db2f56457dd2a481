/* Pasting from a word processor or a page makes the story's own blocks. */

import { say } from './notice.js';
import { blocksOf, richText } from './pasted-blocks.js';

const { EditorState, Modifier, SelectionState, convertFromRaw } = window.DraftJS || {};
const UNDO_ENDS = ['Enter', 'Backspace', 'Delete'];

const storyBody = () =>
  window.wagtail?.editHandler?.getPanelByName('body')?.getBoundWidget();
// What the last paste changed, until something else is changed.
let lastPaste = null;

/** The rich text editor around an element; null elsewhere. */
function editorAt(element) {
  const wrapper = element.closest?.('[data-draftail-editor-wrapper]');
  const inputs = wrapper?.parentElement.querySelectorAll(':scope > input') ?? [];
  return [...inputs].find((input) => input.draftailEditor)?.draftailEditor ?? null;
}

const firstBlockType = (state) =>
  state.getCurrentContent().getBlockForKey(state.getSelection().getStartKey()).getType();

/** The state with these lines in place of what is selected. */
function withLines(state, lines) {
  const fragment = convertFromRaw(richText(lines, firstBlockType(state))).getBlockMap();
  const content = Modifier.replaceWithFragment(
    state.getCurrentContent(),
    state.getSelection(),
    fragment,
  );
  return EditorState.push(state, content, 'insert-fragment');
}

/** The state without what is selected in it. */
function withoutSelection(state) {
  const selection = state.getSelection();
  if (selection.isCollapsed()) return state;
  const content = Modifier.removeRange(state.getCurrentContent(), selection, 'backward');
  return EditorState.push(state, content, 'remove-range');
}

const atEnd = (state) => EditorState.moveSelectionToEnd(state);

function atStart(state) {
  const first = state.getCurrentContent().getFirstBlock().getKey();
  return EditorState.acceptSelection(state, SelectionState.createEmpty(first));
}

const isBlank = (state) => !state.getCurrentContent().getPlainText().trim();

function insert(body, place, { type, value, lines, item }) {
  const raw = () => JSON.stringify(richText(lines, item));
  const state = { type, value: lines ? raw() : value, id: crypto.randomUUID() };
  return body.insert(state, place, { animate: false, focus: false });
}

/** Put blocks of several kinds where the cursor is in a paragraph of the body. */
function pasteBlocks(body, paragraph, blocks) {
  const before = paragraph.block.getState();
  const origin = { place: paragraph.index, before, child: paragraph };
  let parts = window.draftail.splitState(withoutSelection(before));
  const rest = isBlank(parts.stateAfter) ? null : parts.stateAfter;
  if (rest) paragraph.split(parts.stateBefore, rest, parts.shouldMoveCommentFn);
  const added = rest ? [body.children[origin.place + 1]] : [];
  const head = rest ? paragraph.block.getState() : withoutSelection(before);
  const opens = blocks[0].type === 'paragraph';
  if (opens) paragraph.block.setState(withLines(atEnd(head), blocks[0].lines));
  else if (!rest) paragraph.block.setState(head);
  const between = opens ? blocks.slice(1) : [...blocks];
  const closing = rest && between.at(-1)?.type === 'paragraph' ? between.pop() : null;
  between.forEach((block, index) => {
    added.splice(index, 0, insert(body, origin.place + 1 + index, block));
  });
  if (closing) {
    const last = added.at(-1).block;
    last.setState(withLines(atStart(last.getState()), closing.lines));
  }
  if (!opens && isBlank(head)) {
    body.deleteBlock(paragraph.index, { animate: false });
    origin.child = null;
  }
  added.at(-1)?.focus();
  lastPaste = { body, origin, added };
}

function paste(event) {
  const editor = editorAt(event.target);
  const html = event.clipboardData?.getData('text/html') ?? '';
  const text = event.clipboardData?.getData('text/plain') ?? '';
  // What was copied from the editor itself comes with its links to pages and documents.
  if (!editor || html.includes('data-draftjs-conductor-fragment')) return;
  // An address pasted upon words is Wagtail's to make a link of.
  if (!html && !/[\r\n\u00a0]/.test(text)) return;
  if (/^\S+$/.test(text) && URL.canParse(text)) return;
  const blocks = blocksOf({ html, text });
  lastPaste = null;
  event.preventDefault();
  event.stopPropagation();
  if (!blocks) {
    say('That is too much to paste at once: nothing was pasted. Paste it in parts.');
    return;
  }
  if (!blocks.length) return;
  const body = storyBody();
  const paragraph = body?.children.find(
    (child) => child.type === 'paragraph' && child.element.contains(event.target),
  );
  if (paragraph && (blocks.length > 1 || blocks[0].type !== 'paragraph')) {
    pasteBlocks(body, paragraph, blocks);
  } else {
    editor.onChange(withLines(editor.getEditorState(), allLines(blocks)));
  }
}

/** Where only text can stand, a block is its lines. */
function allLines(blocks) {
  return blocks.flatMap(({ lines, value }) => {
    if (lines) return lines;
    const texts = value.rows
      ? [value.columns.map(({ heading }) => heading), ...value.rows.map(({ values }) => values)].map((cells) => cells.join(' '))
      : value.text.split('\n\n');
    return texts.filter((text) => text.trim()).map((text) => ({ text, marks: [] }));
  });
}

/** Take back a paste of several blocks as one step, until something else is changed. */
function undoPaste(event) {
  const { body, origin, added } = lastPaste;
  lastPaste = null;
  event.preventDefault();
  event.stopPropagation();
  for (const child of added) body.deleteBlock(child.index, { animate: false });
  if (origin.child) origin.child.block.setState(origin.before);
  else {
    const state = { type: 'paragraph', value: origin.before, id: crypto.randomUUID() };
    origin.child = body.insert(state, origin.place, { animate: false, focus: false });
  }
  origin.child.focus();
}

function watchTheUndo(event) {
  if (!lastPaste) return;
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  const command = ctrlKey || metaKey;
  if (command && key.toLowerCase() === 'z' && !shiftKey && !altKey) {
    if (lastPaste.body.container[0].contains(event.target)) undoPaste(event);
  } else if ((key.length === 1 && !command) || UNDO_ENDS.includes(key)) {
    lastPaste = null;
  }
}

const forget = () => {
  lastPaste = null;
};

if (EditorState) {
  document.addEventListener('paste', paste, true);
  document.addEventListener('keydown', watchTheUndo, true);
  for (const name of ['cut', 'drop', 'click']) document.addEventListener(name, forget, true);
}
