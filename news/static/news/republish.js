/* Publish asks, of a story that readers have seen, what they are told. The answer is
   what the fields of the tab Corrections say: without this script they ask by themselves. */

const MISSING = 'Write what readers are to see, or choose Minor fix.';
const ask = () => document.getElementById('republish-dialog');
const chosen = () => ask().querySelector('[name=republish-kind]:checked').value;
const note = () => document.getElementById('republish-dialog-note');
let pressed = null; // the button whose press is asked about
let answered = false;

/** The form's own field of that choice, for every kind. */
const kinds = () => document.querySelectorAll('[data-edit-form] [name=republish_as]');
const noteField = () => document.getElementById('id_republish_note');

function showTheNote() {
  const told = chosen() !== 'minor';
  ask().querySelector('[data-republish-note]').hidden = !told;
  document.getElementById('republish-dialog-error').textContent = '';
}

function open() {
  const kind = [...kinds()].find((field) => field.checked)?.value || 'minor';
  ask().querySelector(`[name=republish-kind][value=${kind}]`).checked = true;
  note().value = noteField().value;
  showTheNote();
  ask().dispatchEvent(new CustomEvent('w-dialog:show'));
  setTimeout(() => ask().querySelector('[name=republish-kind]:checked').focus());
}

function take(field, change) {
  change(field);
  for (const name of ['input', 'change']) {
    field.dispatchEvent(new Event(name, { bubbles: true }));
  }
}

function answer() {
  const kind = chosen();
  if (kind !== 'minor' && !note().value.trim()) {
    document.getElementById('republish-dialog-error').textContent = MISSING;
    note().focus();
    return;
  }
  const field = [...kinds()].find(({ value }) => value === kind);
  take(field, () => (field.checked = true));
  take(noteField(), (text) => (text.value = kind === 'minor' ? '' : note().value));
  ask().dispatchEvent(new CustomEvent('w-dialog:hide'));
  answered = true;
  pressed.click();
  answered = false;
}

// Before all others, which wait for an autosave and say 'Publishing…'.
window.addEventListener(
  'click',
  (event) => {
    const button = event.target.closest?.('[data-edit-form] button[name=action-publish]');
    if (!button || answered || !ask() || !kinds().length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed = button;
    open();
  },
  true,
);
/** To the button, or to what opens the menu that it lies in, which closes by itself. */
function goBack() {
  const menu = pressed.closest('[data-controller~=w-dropdown]');
  (menu?.querySelector('[data-w-dropdown-target=toggle]') ?? pressed).focus();
}

document.addEventListener('w-dialog:hidden', ({ target }) => {
  if (target === ask()) setTimeout(goBack); // the dialog keeps focus until then
});
document.addEventListener('change', ({ target }) => {
  if (target.name === 'republish-kind') showTheNote();
});
// The dialog lies beside the story's form, so that its own form is none of a form's.
document.addEventListener('submit', (event) => {
  if (!event.target.matches('[data-republish]')) return;
  event.preventDefault();
  answer();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.target.name !== 'republish-kind') return;
  event.preventDefault();
  answer();
});
