/* Choosing a picture without the mouse: its search box has the focus, Enter in it takes the
   first picture found, and typing goes on where the picture leads to. */

const CHOICE = 'a[data-chooser-modal-choice]';
const openDialog = () => document.querySelector('.modal-body');
const pictures = (dialog) => [...dialog.querySelectorAll(`${CHOICE}.image-choice`)];
const searchBox = (target) =>
  target.closest?.('form[data-chooser-modal-search]') && target.matches('#id_q')
    ? target
    : null;
// The words of the last search whose pictures are shown.
let found = '';
let waiting = false;

function hint(dialog, text) {
  let words = dialog.querySelector('.picture-hint');
  if (!words) {
    words = document.createElement('p');
    words.className = 'picture-hint';
    words.setAttribute('role', 'status');
    dialog.querySelector('#search-results')?.before(words);
  }
  if (words.textContent !== text) words.textContent = text;
}

/** Say which picture Enter takes, and mark it. */
function mark(dialog) {
  const box = dialog.querySelector('form[data-chooser-modal-search] #id_q');
  const [first] = pictures(dialog);
  first?.classList.toggle('image-choice--first', Boolean(box.value.trim()));
  const title = first?.querySelector('h3')?.textContent.trim();
  if (!box.value.trim()) hint(dialog, 'Type a word of the title: Enter takes the first picture.');
  else hint(dialog, first ? `Enter takes '${title}'.` : 'No picture found.');
}

function onLoaded(event, request, settings) {
  const dialog = openDialog();
  const box = dialog?.querySelector('form[data-chooser-modal-search] #id_q');
  if (!box || !settings.url.includes('/images/chooser/')) return;
  found = new URL(settings.url, location).searchParams.get('q') ?? '';
  if (!dialog.querySelector('.picture-hint')) box.focus();
  mark(dialog);
  if (waiting && found === box.value) {
    waiting = false;
    pictures(dialog)[0]?.click();
  }
}

function takeTheFirst(event) {
  const box = searchBox(event.target);
  const dialog = openDialog();
  if (!box || event.key !== 'Enter' || event.isComposing || !box.value.trim()) return;
  if (!dialog.querySelector(`${CHOICE}.image-choice`) && found === box.value) return;
  event.preventDefault();
  event.stopPropagation();
  waiting = found !== box.value;
  if (!waiting) pictures(dialog)[0]?.click();
}

/** After a hero is chosen, typing goes on in its alt text, if that is missing, or the body. */
export function goOnAfter(chooser) {
  chooser.addEventListener('chosen', () => {
    const alt = document.getElementById('id_hero_alt');
    const body = '[data-contentpath=body] [contenteditable=true]';
    // The dialog gives the focus back as it closes.
    const next = () => (alt.value ? document.querySelector(body) : alt)?.focus();
    window.jQuery('.modal').one('hidden.bs.modal', () => setTimeout(next));
  });
}

/** The dialog takes the focus once it has opened. */
const begin = ({ target }) =>
  target.querySelector('form[data-chooser-modal-search] #id_q')?.focus();

window.jQuery?.(document).on('ajaxSuccess', onLoaded).on('shown.bs.modal', begin);
document.addEventListener('keydown', takeTheFirst, true);
document.addEventListener('input', ({ target }) => {
  if (searchBox(target)) waiting = false;
});
