/* Keys that lead through a story: from section to section, to a picture, to Publish. */

const form = () => document.querySelector('[data-edit-form]');
const FIELDS =
  'input:not([type=hidden], :disabled), textarea:not(:disabled), select:not(:disabled), ' +
  '[contenteditable=true], button.chooser__choose-button, [data-chooser-action-choose], ' +
  'button[id$=-ADD], button[id$=-OPEN_MODAL]';
const isShown = (element) => element.checkVisibility({ visibilityProperty: true });

/** The sections of the tab that is open, in their order. */
function sections() {
  const tab = [...form().querySelectorAll('[role=tabpanel]')].find(isShown) ?? form();
  return [...tab.querySelectorAll('section.w-panel')].filter(
    (section) => isShown(section) && !section.parentElement.closest('section.w-panel'),
  );
}

/** Alt with Page Down or Page Up leads to the first field of the next section or the last. */
function turnTheSection(event) {
  const all = sections();
  const here = all.findIndex((section) => section.contains(document.activeElement));
  const before = all.slice(0, here < 0 ? all.length : here).reverse();
  const ahead = event.key === 'PageDown' ? all.slice(here + 1) : before;
  const fields = ahead.map((section) => [...section.querySelectorAll(FIELDS)].find(isShown));
  const field = fields.find(Boolean); // some sections only tell something
  if (!field) return;
  event.preventDefault();
  event.stopPropagation();
  field.focus();
  field.closest('section.w-panel').scrollIntoView({ block: 'nearest' });
}

/** Publish as a press of its button does; nothing for whom it is not there. */
function publish(event) {
  const button = form().querySelector('[name="action-publish"]');
  if (!button) return;
  event.preventDefault();
  event.stopPropagation();
  if (!event.repeat) button.click();
}

function act(event) {
  if (!form() || !window.wagtailConfig?.KEYBOARD_SHORTCUTS_ENABLED) return;
  if (event.isComposing || event.target.closest?.('[role=dialog]')) return;
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (!altKey || shiftKey) return;
  if (/^Page(Down|Up)$/.test(key) && !ctrlKey && !metaKey) turnTheSection(event);
  if (key === 'Enter' && ctrlKey !== metaKey) publish(event);
}

/** A row that was added is typed into at once: Wagtail gives the focus to the row. */
function typeIntoTheRow({ target }) {
  if (!/^inline_child_.*-panel-content$/.test(target.id)) return;
  [...target.querySelectorAll(FIELDS)].find(isShown)?.focus();
}

/** Say the key where its button is. */
function nameTheKeys() {
  form()
    ?.querySelector('[name="action-publish"]')
    ?.setAttribute('aria-keyshortcuts', 'Control+Alt+Enter Meta+Alt+Enter');
}

document.addEventListener('keydown', act, true);
document.addEventListener('focusin', typeIntoTheRow);
window.addEventListener('load', () => {
  nameTheKeys();
  // A new story begins with its headline.
  if (location.pathname.includes('/add/')) document.getElementById('id_title')?.focus();
});
