/* What Enter does while a story is typed, and where the hero's alt text begins. */

const panel = (name) => window.wagtail?.editHandler?.getPanelByName(name);
const NEXT_FIELD = { id_title: 'id_standfirst' };

/** Enter in a one-line field goes on writing; Wagtail's would save and reload the page. */
function goOnWriting(event) {
  const field = event.target;
  const isLine = field.matches?.('input[type=text], input[type=url]');
  if (event.key !== 'Enter' || event.isComposing || event.defaultPrevented || !isLine) {
    return;
  }
  if (NEXT_FIELD[field.id]) {
    event.preventDefault();
    document.getElementById(NEXT_FIELD[field.id])?.focus();
    return;
  }
  const body = panel('body')?.getBoundWidget();
  const block = body?.children.find((child) => child.element.contains(field));
  if (!block || block.type === 'table') return;
  event.preventDefault();
  block.addSibling({ type: 'paragraph' });
}

/** A chosen picture's own alt text is taken, unless the editor has written another. */
function prefillHeroAlt() {
  const chooser = panel('hero_image')?.getBoundWidget();
  const alt = document.getElementById('id_hero_alt');
  if (!chooser || !alt) return;
  let suggested = chooser.getState()?.default_alt_text || '';
  chooser.addEventListener('chosen', ({ detail }) => {
    if (!alt.value || alt.value === suggested) {
      alt.value = detail.default_alt_text || '';
      alt.dispatchEvent(new Event('change', { bubbles: true }));
    }
    suggested = detail.default_alt_text || '';
  });
}

document.addEventListener('keydown', goOnWriting);
window.addEventListener('load', prefillHeroAlt);
