/* Pasted lines as the blocks of a story's body. */

import { linesOfHtml, linesOfText } from './pasted-lines.js';

const LONGEST_HEADING = 200;
const LONGEST_QUOTE = 2000;
const LONGEST_ATTRIBUTION = 200;
// The editor of one block redraws all its paragraphs at each key.
const MOST_PARAGRAPHS = 40;
// What the editor takes in some seconds; a long story has a quarter of it.
const MOST = { blocks: 150, lines: 1000, characters: 100_000, marks: 3000 };
const ITEM = { ul: 'unordered-list-item', ol: 'ordered-list-item' };
const LIST = { ul: 'bulleted_list', ol: 'numbered_list' };

/** Neighbouring lines that make one block. */
function groups(lines) {
  const together = [];
  for (const line of lines) {
    const last = together.at(-1);
    const joins =
      last &&
      last[0].group === line.group &&
      (last[0].kind === line.kind || line.kind === 'attribution') &&
      (line.kind !== 'p' || last.length < MOST_PARAGRAPHS);
    if (joins) last.push(line);
    else together.push([line]);
  }
  return together;
}

/** One block's kind, and what it holds: lines of rich text, or a value. */
function blockOf(lines) {
  const [{ kind, table }] = lines;
  const words = lines.filter((line) => line.kind === kind).map((line) => line.text);
  if (kind === 'table') return { type: 'table', value: tableValue(table) };
  if (LIST[kind]) return { type: LIST[kind], lines, item: ITEM[kind] };
  const text = words.join(kind === 'quote' ? '\n\n' : ' ').trim();
  if (/^h\d$/.test(kind) && text.length <= LONGEST_HEADING) {
    return { type: 'heading', value: { text: text.replace(/\s+/g, ' '), level: kind } };
  }
  if (kind === 'quote' && text.length <= LONGEST_QUOTE) {
    const said = lines.find((line) => line.kind === 'attribution')?.text || '';
    const attribution = said.replace(/^[\s—–-]+/, '').slice(0, LONGEST_ATTRIBUTION);
    return { type: 'quote', value: { text, attribution, source_url: '', style: 'block' } };
  }
  return { type: 'paragraph', lines };
}

function tableValue({ headings, rows, caption }) {
  return {
    columns: headings.map((heading) => ({ type: 'text', heading })),
    rows: rows.map((values) => ({ values })),
    caption,
  };
}

/** What the clipboard holds as blocks: each ``{type, value}`` or ``{type, lines}``.

    Null where it is too much to be pasted at once. */
export function blocksOf({ html, text }) {
  const lines = html ? linesOfHtml(html) : linesOfText(text);
  if (isTooMuch(lines)) return null;
  if (lines.length === 1) keepSpaces(lines[0], text);
  const blocks = groups(lines).map(blockOf);
  return blocks.length > MOST.blocks ? null : blocks;
}

/** Words copied out of a sentence bring the spaces around them. */
function keepSpaces(line, text) {
  if (line.kind !== 'p') return;
  if (/^\s/.test(text)) {
    line.text = ` ${line.text}`;
    line.marks.unshift({});
  }
  if (/\s$/.test(text)) line.text += ' ';
}

function isTooMuch(lines) {
  const total = (measure) => lines.reduce((sum, line) => sum + measure(line), 0);
  return (
    lines.length > MOST.lines ||
    total(({ text = '' }) => text.length) > MOST.characters ||
    total(({ marks = [] }) => marks.filter((mark, at) => mark !== marks[at - 1]).length) >
      MOST.marks
  );
}

/** The stretches of a line for which ``find`` gives the same, but for those without. */
function stretches(marks, find) {
  const found = [];
  marks.forEach((mark, offset) => {
    const value = find(mark);
    const last = found.at(-1);
    if (!value) return;
    if (last?.value === value && last.offset + last.length === offset) last.length += 1;
    else found.push({ value, offset, length: 1 });
  });
  return found;
}

/** For each place of a text, how many characters come before it.

    The editor counts characters; JavaScript counts one that lies beyond U+FFFF twice. */
function charactersBefore(text) {
  const before = [];
  let count = 0;
  for (const character of text) {
    for (const _ of character.split('')) before.push(count);
    count += 1;
  }
  return [...before, count];
}

/** Lines as the rich text editor keeps them, each a block of the given type. */
export function richText(lines, type = 'unstyled') {
  const entityMap = {};
  let entities = 0;
  const blocks = lines.map(({ text, marks }) => {
    const before = charactersBefore(text);
    const range = ({ offset, length }) => ({
      offset: before[offset],
      length: before[offset + length] - before[offset],
    });
    const styled = (style, find) =>
      stretches(marks, find).map((stretch) => ({ style, ...range(stretch) }));
    const entityRanges = stretches(marks, ({ link }) => link).map((stretch) => {
      const data = { url: stretch.value };
      entityMap[entities] = { type: 'LINK', mutability: 'MUTABLE', data };
      entities += 1;
      return { key: entities - 1, ...range(stretch) };
    });
    const inlineStyleRanges = [
      ...styled('BOLD', ({ bold }) => bold),
      ...styled('ITALIC', ({ italic }) => italic),
    ];
    const key = Math.random().toString(36).slice(2, 8);
    return { key, text, type, depth: 0, inlineStyleRanges, entityRanges, data: {} };
  });
  return { blocks, entityMap };
}
