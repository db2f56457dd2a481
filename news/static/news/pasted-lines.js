/* What is pasted as lines of text: which words are bold, italic or a link, and what each
   line is. Nothing else of the clipboard's HTML is kept; it is never put into a page. */

const NOISE = new Set(
  `script style noscript template head title meta link base iframe object embed svg math
   canvas video audio picture img map nav aside footer button form input select textarea
   dialog del`.split(/\s+/),
);
const BLOCKS = new Set(
  `address article aside blockquote body caption center dd details div dl dt fieldset
   figure footer h1 h2 h3 h4 h5 h6 header hgroup hr li main ol p pre section summary
   table tbody td tfoot th thead tr ul`.split(/\s+/),
);
const FURNITURE = /(^|[\s_-])(ads?|advert\w*|share|sharing|social|promo\w*|newsletter|breadcrumbs?|toolbar|sponsor\w*|cookies?|paywall|byline-actions|MsoCommentReference)(?=$|[\s_-])/i;
const FURNITURE_ROLES = /^(navigation|complementary|button|toolbar|search|banner|menu)$/;
const TRACKING = /^(utm_|mc_[ce]id$|fbclid$|gclid$|dclid$|msclkid$|igshid$|yclid$)/i;
const ORDERED = /^\s*\(?(\d+|[a-z]|[ivxlc]+)[.)]/i;
// A share bar or an advertisement is short; a story below such a name is not.
const LONGEST_FURNITURE = 400;

const styleOf = (element) => (element.getAttribute('style') || '').toLowerCase();

/** The quote of the figure whose caption this is: the caption says whose words they are. */
const quoteBeside = (caption) => caption.closest('figure')?.querySelector('blockquote');

function isNoise(element) {
  const tag = element.localName;
  if (element.matches('[hidden], [aria-hidden=true]')) return true;
  const style = styleOf(element);
  if (/display:\s*none|mso-list:\s*ignore|mso-element:\s*comment/.test(style)) return true;
  if (tag === 'aside') return !element.querySelector('blockquote');
  if (tag === 'figcaption') return !quoteBeside(element);
  if (NOISE.has(tag)) return true;
  if (FURNITURE_ROLES.test(element.getAttribute('role') || '')) return true;
  const names = `${element.getAttribute('class') || ''} ${element.id}`;
  return FURNITURE.test(names) && element.textContent.length < LONGEST_FURNITURE;
}

/** An address that a story may link to, without what only tracks readers; or ''. */
export function linkTo(href) {
  let address;
  try {
    address = new URL(href);
  } catch {
    return '';
  }
  if (address.hostname === 'www.google.com' && address.pathname === '/url') {
    return linkTo(address.searchParams.get('q') || address.searchParams.get('url') || '');
  }
  if (!['http:', 'https:', 'mailto:'].includes(address.protocol)) return '';
  const tracking = [...address.searchParams.keys()].filter((name) => TRACKING.test(name));
  for (const name of tracking) address.searchParams.delete(name);
  return address.href;
}

/** Text without invisible marks; of its no-break spaces, those that typography asks for. */
function plain(text) {
  return text
    .replace(/[\u200b\ufeff\u00ad\u0000-\u0008\u000b\u000e-\u001f]/g, '')
    .replace(/(.?)\u00a0(?=(.?))/gsu, (noise, before, after) =>
      before === '«' || /[?!:;»%€]/.test(after) || (/\d/.test(before) && /\d/.test(after))
        ? noise
        : `${before} `,
    );
}

function emphasis(element, around) {
  const { localName: tag } = element;
  const style = styleOf(element);
  const weight = style.match(/(?:^|;)\s*font-weight:\s*(\w+)/)?.[1];
  const slant = style.match(/(?:^|;)\s*font-style:\s*(\w+)/)?.[1];
  const bold = weight
    ? /bold/.test(weight) || Number(weight) >= 600
    : around.bold || tag === 'b' || tag === 'strong';
  const italic = slant
    ? /italic|oblique/.test(slant)
    : around.italic || tag === 'i' || tag === 'em';
  const link = tag === 'a' ? linkTo(element.getAttribute('href')) : around.link;
  return { ...around, bold, italic, link };
}

/** Whether this names, inside a quote, who said it. */
const isSpeaker = ({ localName }) => /^(cite|footer|figcaption)$/.test(localName);

/** What a block's lines are, by the elements or the word processor's own names. */
function kindOf(element, around) {
  const tag = element.localName;
  const names = element.getAttribute('class') || '';
  if (around.kind === 'quote') return isSpeaker(element) ? { kind: 'attribution' } : {};
  if (tag === 'figcaption') return { kind: 'attribution', group: quoteBeside(element) };
  if (/^h[1-6]$/.test(tag) || element.getAttribute('role') === 'heading') {
    const level = Number(tag[1]) || Number(element.getAttribute('aria-level')) || 2;
    return { kind: level > 2 ? 'h3' : 'h2', group: element };
  }
  if (/\bMsoTitle\b/.test(names)) return { kind: 'h2', group: element };
  if (/\bMso(Intense)?Quote\b/.test(names)) return { kind: 'quote', group: 'word' };
  if (tag === 'blockquote') return { kind: 'quote', group: element };
  if (/mso-list:\s*l\d/.test(styleOf(element))) {
    const marker = element.querySelector('[style*="mso-list:Ignore" i]');
    const kind = ORDERED.test(marker?.textContent || '') ? 'ol' : 'ul';
    return { kind, group: 'word' };
  }
  if ((tag === 'ul' || tag === 'ol') && !/^[uo]l$/.test(around.kind)) {
    return { kind: tag, group: element };
  }
  return {};
}

/** Reads a parsed document; ``lines`` are all that is in it, in its order. */
class Reader {
  lines = [];
  texts = [];
  marks = []; // for each character of the line: what it looks like
  last = ' '; // the character before

  /** Browsers nest no deeper than 512 elements, whatever the HTML says. */
  read(node, around) {
    if (node.nodeType === Node.TEXT_NODE) {
      this.add(plain(node.data).replace(/[ \t\r\n\f]+/g, ' '), around);
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.localName === 'br') {
      this.add('\n', around);
      return;
    }
    if (isNoise(node) && !(around.kind === 'quote' && isSpeaker(node))) return;
    const table = node.localName === 'table' && tableOf(node);
    if (table) {
      this.end(around);
      this.lines.push({ kind: 'table', group: node, table });
      return;
    }
    const within = { ...emphasis(node, around), ...kindOf(node, around) };
    const apart = BLOCKS.has(node.localName) && !isInItem(node, around);
    if (apart || within.kind !== around.kind) this.end(around);
    else if (BLOCKS.has(node.localName)) this.add(' ', around);
    for (const child of node.childNodes) this.read(child, within);
    if (apart || within.kind !== around.kind) this.end(within);
  }

  add(text, { bold, italic, link }) {
    const joined = /\S/.test(this.last) ? text : text.replace(/^ +/, '');
    if (!joined) return;
    const mark = { bold, italic, link };
    this.texts.push(joined);
    this.last = joined.at(-1);
    for (let place = 0; place < joined.length; place += 1) this.marks.push(mark);
  }

  end({ kind, group }) {
    const text = this.texts.join('');
    const { marks } = this;
    this.texts = [];
    this.marks = [];
    this.last = ' ';
    // Two line breaks are what some programs write for a new paragraph.
    for (const { 0: part, index } of text.matchAll(/(?:[^\n]|\n(?! *\n))+/g)) {
      const from = index + part.search(/\S|$/);
      const to = index + part.trimEnd().length;
      if (to <= from) continue;
      const line = { text: text.slice(from, to), marks: marks.slice(from, to) };
      this.lines.push({ kind, group, ...line });
    }
  }
}

/** A paragraph inside an item is part of it; a nested list's item is one of its own. */
function isInItem(element, { kind }) {
  return /^[uo]l$/.test(kind) && !/^(li|ul|ol)$/.test(element.localName);
}

const LONGEST_CELL = 500;
const MOST_CELLS = 2000;

/** The cells of a table of figures, row by row; null for one that only lays out. */
function tableOf(table) {
  if (table.querySelector('table, ul, ol, h1, h2, h3, h4')) return null;
  const rows = [...table.rows].map((row) => [...row.cells].flatMap(cellTexts));
  const width = Math.max(0, ...rows.map((row) => row.length));
  const isData =
    rows.length > 1 &&
    width > 1 &&
    width * rows.length <= MOST_CELLS &&
    rows.flat().every((text) => text.length <= LONGEST_CELL);
  if (!isData) return null;
  const whole = rows.map((row) => [...row, ...Array(width - row.length).fill('')]);
  const headed = table.tHead || [...table.rows[0].cells].every(isHeading);
  return {
    headings: headed ? whole[0] : Array(width).fill(''),
    rows: headed ? whole.slice(1) : whole,
    caption: table.caption ? textOf(table.caption) : '',
  };
}

const isHeading = (cell) =>
  cell.localName === 'th' || cell.querySelector('b, strong, [style*="font-weight:700"]');

/** A cell's text, and an empty one for each further column that it spans. */
function cellTexts(cell) {
  return [textOf(cell), ...Array(Math.min(cell.colSpan, 50) - 1).fill('')];
}

function textOf(element) {
  const reader = new Reader();
  const within = { kind: 'p' };
  for (const child of element.childNodes) reader.read(child, within);
  reader.end(within);
  return reader.lines.map((line) => line.text.replace(/\s+/g, ' ')).join(' ');
}

/** The lines of the clipboard's HTML: each its kind, text and marks, in their order.

    Kinds: p, h2, h3, quote, attribution, ul, ol and table, which has cells instead. Lines
    of one quote or list share their group. Parsing so runs no script and loads nothing. */
export function linesOfHtml(html) {
  const reader = new Reader();
  const around = { kind: 'p' };
  reader.read(new DOMParser().parseFromString(html, 'text/html').body, around);
  reader.end(around);
  return reader.lines;
}

/** The lines of plain text: each that is not empty is a paragraph. */
export function linesOfText(text) {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => plain(line).replace(/[ \t]+/g, ' ').trim())
    .filter(Boolean)
    .map((line) => ({ kind: 'p', text: line, marks: [] }));
}
