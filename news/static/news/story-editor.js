/* What Enter does while a story is typed, where the hero's alt text begins, that the pointer
   leaves the menu of blocks alone, and what Publish does under an embargo. */

import './keys.js';
import './pasting.js';
import { goOnAfter } from './picture-chooser.js';
import './sending.js';

const panel = (name) => window.wagtail?.editHandler?.getPanelByName(name);
const NEXT_FIELD = {
  id_title: '#id_standfirst',
  id_standfirst: '[data-contentpath=body] [contenteditable=true]',
};

/** Enter in a one-line field, or on an empty last line, goes on with a paragraph below.

    Wagtail's would save the story and load the page anew. */
function goOnWriting(event) {
  const field = event.target;
  // The rich text editor sends its slash menu's keys to a text field of its own.
  if (
    event.key !== 'Enter' ||
    event.isComposing ||
    event.defaultPrevented ||
    !field.matches?.('input[type=text], input[type=url], textarea') ||
    field.closest('[data-draftail-editor-wrapper]')
  ) {
    return;
  }
  if (NEXT_FIELD[field.id]) {
    event.preventDefault();
    document.querySelector(NEXT_FIELD[field.id])?.focus();
    return;
  }
  const body = panel('body')?.getBoundWidget();
  const block = body?.children.find((child) => child.element.contains(field));
  if (!block || block.type === 'table') return;
  if (field.matches('textarea')) {
    if (!/(^|\n)$/.test(field.value) || field.selectionStart < field.value.length) return;
    field.value = field.value.trimEnd();
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  event.preventDefault();
  block.addSibling({ type: 'paragraph' });
}

/** Tab goes from field to field: a comment is one shortcut away (Ctrl+Alt+M). */
function skipCommentButtons() {
  document
    .querySelectorAll('[data-comment-add]:not([tabindex="-1"])')
    .forEach((button) => button.setAttribute('tabindex', '-1'));
}

/** A chosen picture's own alt text is taken, unless the editor has written another. */
function prefillHeroAlt() {
  const chooser = panel('hero_image')?.getBoundWidget();
  const alt = document.getElementById('id_hero_alt');
  if (!chooser || !alt) return;
  goOnAfter(chooser);
  let suggested = chooser.getState()?.default_alt_text || '';
  chooser.addEventListener('chosen', ({ detail }) => {
    if (!alt.value || alt.value === suggested) {
      alt.value = detail.default_alt_text || '';
      alt.dispatchEvent(new Event('change', { bubbles: true }));
    }
    suggested = detail.default_alt_text || '';
  });
}

/** A pointer at rest chooses nothing: the menu of blocks opens and shrinks below it.

    Wagtail's would take the typed block's highlight away, and Enter would do nothing. */
function ignoreTheRestingPointer() {
  let place;
  let movedAt;
  const look = (event) => {
    const now = `${event.screenX} ${event.screenY}`;
    if (now !== place) {
      place = now;
      movedAt = event.timeStamp; // what one move causes has the time of that move
    }
    if (event.timeStamp === movedAt) return;
    if (event.target.closest?.('[role=listbox]')) event.stopPropagation();
  };
  for (const name of ['mousemove', 'mouseover', 'mouseout']) {
    window.addEventListener(name, look, true);
  }
}

/** 'Set schedule' beside the story opens the tab on which its times are. */
function openTheTiming({ target }) {
  const field = document.querySelector('[data-edit-form] #id_go_live_at');
  const asked = target.closest?.('[data-a11y-dialog-show="schedule-publishing-dialog"]');
  if (!asked || !field || document.getElementById('schedule-publishing-dialog')) return;
  document.getElementById('tab-label-timing')?.click();
  setTimeout(() => field.focus()); // the tab takes focus first
}

/** Publish schedules, while a time to wait for is set. */
function sayWhatPublishDoes() {
  const button = '[name="action-publish"][value="action-publish"]';
  const label = document.querySelector(`${button} [data-w-progress-target="label"]`);
  if (!label || new URL(location).pathname.includes('/revisions/')) return;
  const times = ['id_embargo_until', 'id_go_live_at'].map((id) =>
    document.getElementById(id),
  );
  if (times.some((field) => !field?.dataset.timeZone)) return; // no story's form
  const waits = times.some(({ value, dataset: { timeZone } }) => {
    // Sweden writes times as the fields do, so that they compare as text.
    return value > new Date().toLocaleString('sv', { timeZone });
  });
  label.textContent = waits ? 'Schedule to publish' : 'Publish';
}

/** 'Lifted 10:00' beside an embargo that has passed; of another day, with the day. */
function sayThatTheEmbargoLifted() {
  const field = document.getElementById('id_embargo_until');
  const said = document.getElementById('embargo-lifted');
  if (!said || !field?.dataset.timeZone) return;
  const [, day, hour] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d)$/.exec(field.value) ?? [];
  const now = new Date().toLocaleString('sv', { timeZone: field.dataset.timeZone });
  const lifted = day && field.value <= now;
  said.textContent = lifted ? `Lifted ${now.startsWith(day) ? hour : field.value}. ` : '';
}

document.addEventListener('w-autosave:success', sayThatTheEmbargoLifted);
document.addEventListener('keydown', goOnWriting);
document.addEventListener('click', openTheTiming);
for (const name of ['input', 'change']) {
  document.addEventListener(name, ({ target }) => {
    if (/^id_(embargo_until|go_live_at)$/.test(target.id)) {
      sayWhatPublishDoes();
      sayThatTheEmbargoLifted();
    }
  });
}
ignoreTheRestingPointer();
window.addEventListener('load', () => {
  prefillHeroAlt();
  skipCommentButtons();
  sayWhatPublishDoes();
  sayThatTheEmbargoLifted();
  const form = document.querySelector('[data-edit-form]');
  if (form) {
    new MutationObserver(skipCommentButtons).observe(form, {
      childList: true,
      subtree: true,
    });
  }
});
