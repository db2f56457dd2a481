/* 'Already covered?': what of ours tells the same as what is being typed.

   Asked a moment after the last key, at once after a paste and when a story is opened.
   The notices stand beside the fields; nothing waits for them. */

const PAUSE = 400;
const HEADLINE = 'textarea[name=title], input[name=title]';
const ADDRESSES = 'input[name^=source_references-][name$=-url]';

const url = document.querySelector('script[data-already-covered]').dataset.alreadyCovered;
const headline = document.querySelector(`[data-edit-form] :is(${HEADLINE})`);
const sources = document.getElementById('id_source_references-FORMS');

/** A place for a notice after that element, which is read out when it fills. */
function placeAfter(element) {
  const place = document.createElement('div');
  place.className = 'covered';
  place.setAttribute('role', 'status');
  element.after(place);
  return place;
}

/** The addresses that are typed, less those of references that were taken out. */
function addresses() {
  const typed = [...sources.querySelectorAll(ADDRESSES)].filter((input) => {
    const child = input.closest('[data-inline-panel-child]');
    return !child?.querySelector('input[name$=-DELETE]')?.value;
  });
  return typed.map((input) => input.value.trim()).filter(Boolean);
}

function question() {
  const asked = new URLSearchParams();
  asked.set('headline', headline.value.trim().slice(0, 300));
  for (const address of addresses().slice(0, 10)) {
    if (address.length <= 2000) asked.append('address', address);
  }
  const [, pk] = window.location.pathname.match(/\/pages\/(\d+)\/edit\//) || [];
  if (pk) asked.set('story', pk);
  return asked.toString();
}

function askWhileTyping() {
  const places = {
    headline: placeAfter(headline.closest('.w-field') || headline),
    sources: placeAfter(sources),
  };
  let timer;
  let asked;
  let underWay;

  async function ask() {
    const now = question();
    if (now === asked) return;
    asked = now;
    underWay?.abort();
    underWay = new AbortController();
    try {
      const answer = await fetch(`${url}?${now}`, { signal: underWay.signal });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const [name, place] of Object.entries(places)) {
        const { content } = page.querySelector(`[data-place=${name}]`);
        // What says the same again is not to be read out again.
        if (place.textContent.trim() !== content.textContent.trim()) {
          place.replaceChildren(content);
        }
      }
    } catch {
      if (now === asked) asked = undefined; // asked again with the next key
    }
  }

  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  };
  const watched = ({ target }) =>
    target === headline || target.matches?.(ADDRESSES) || target.name?.endsWith('-DELETE');
  document.addEventListener('input', (event) => watched(event) && soon(PAUSE));
  document.addEventListener('change', (event) => watched(event) && soon(0));
  document.addEventListener('paste', (event) => watched(event) && soon(0));
  // The text is compared as it was saved; references taken out make no event.
  document.addEventListener('w-autosave:success', () => {
    asked = undefined;
    soon(0);
  });
  sources.addEventListener('click', () => soon(PAUSE));
  ask();
}

if (headline && sources) askWhileTyping();
