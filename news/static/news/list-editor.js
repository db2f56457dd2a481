/* A rich text editor that is always one list: every line is an item, Enter on the empty
   last item goes on with a paragraph below, where the block stands in a stream. */

const { EditorState } = window.DraftJS;
const { DraftUtils, DraftailRichTextArea } = window.draftail;
const ITEM_TYPES = ['unordered-list-item', 'ordered-list-item'];

/** The state with every block an item of the given type: pasted lines are paragraphs. */
function withItemsOnly(state, itemType) {
  const content = state.getCurrentContent();
  const blocks = content.getBlockMap();
  if (blocks.every((block) => block.getType() === itemType)) return state;
  const items = blocks.map((block) => block.set('type', itemType));
  return EditorState.set(state, { currentContent: content.set('blockMap', items) });
}

class ListEditor extends DraftailRichTextArea {
  render(container, name, id, initialState, parentCapabilities, options = {}) {
    const itemType = this.options.blockTypes
      .map((blockType) => blockType.type)
      .find((type) => ITEM_TYPES.includes(type));
    const widget = super.render(
      container,
      name,
      id,
      initialState,
      parentCapabilities,
      {
        ...options,
        plugins: [{ onChange: (state) => withItemsOnly(state, itemType) }],
      },
    );
    container.addEventListener(
      'keydown',
      (event) => this.leaveOnEnter(event, widget),
      true,
    );
    return widget;
  }

  /** Enter on the last item, while it is empty, removes it and opens a paragraph. */
  leaveOnEnter(event, widget) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    const addSibling = widget.capabilities.get('addSibling');
    const state = widget.getState();
    const block = DraftUtils.getSelectedBlock(state);
    const last = state.getCurrentContent().getLastBlock();
    if (!addSibling?.enabled || block.getText() || block !== last) return;
    event.preventDefault();
    event.stopPropagation();
    if (state.getCurrentContent().getBlockMap().size > 1) {
      const shorter = DraftUtils.removeBlock(state, block.getKey());
      widget.setState(EditorState.moveSelectionToEnd(shorter));
    }
    addSibling.fn({ type: 'paragraph' });
  }
}

window.telepath.register('newsclip.ListEditor', ListEditor);
