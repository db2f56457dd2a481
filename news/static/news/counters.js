/* How long a headline is while it is typed. It counts what readers see as one character,
   and advises: nothing is cut off or refused. The same count as news/text.py: length(). */

const segmenter = new Intl.Segmenter();
const length = (text) => [...segmenter.segment(text.normalize('NFC'))].length;
// Screen readers hear of it in a pause, once the end is this near.
const NEAR = 10;
const PAUSE = 1000;

function element(tag, attributes) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function count(field) {
  const most = Number(field.dataset.countTo);
  const id = `${field.id}-count`;
  const counter = element('p', { class: 'counter', id });
  const status = element('span', { class: 'w-sr-only', role: 'status' });
  const described = field.getAttribute('aria-describedby');
  field.setAttribute('aria-describedby', described ? `${described} ${id}` : id);
  field.after(counter, status);

  let speaking;
  function show() {
    const typed = length(field.value.trim());
    const over = typed - most;
    counter.textContent =
      over > 0 ? `${typed} of ${most} characters: ${over} too many` : `${typed} of ${most} characters`;
    counter.classList.toggle('counter--over', over > 0);
    clearTimeout(speaking);
    const said = over >= -NEAR ? counter.textContent : '';
    speaking = setTimeout(() => (status.textContent = said), PAUSE);
  }
  field.addEventListener('input', show);
  field.addEventListener('change', show);
  show();
  clearTimeout(speaking); // opening the story says nothing
}

for (const field of document.querySelectorAll('[data-count-to]')) count(field);
