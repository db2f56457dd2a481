/* What Enter does while a story is typed, where the hero's alt text begins, that nothing
   typed early is lost, that a press of Publish waits for the autosave under way, that the
   pointer leaves the menu of blocks alone, and what that button does under an embargo. */

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
  let suggested = chooser.getState()?.default_alt_text || '';
  chooser.addEventListener('chosen', ({ detail }) => {
    if (!alt.value || alt.value === suggested) {
      alt.value = detail.default_alt_text || '';
      alt.dispatchEvent(new Event('change', { bubbles: true }));
    }
    suggested = detail.default_alt_text || '';
  });
}

/** A form sent while its autosave is under way waits for it.

    Else the first autosave of a new story, which adds the page, takes the slug from the
    form that publishes it; a later one brings an older text upon what was published. For
    the same reason none begins after the press, until something is typed again. */
function sendAfterAutosave() {
  let saving = null;
  let saved;
  let sent = false;
  document.addEventListener('w-autosave:save', (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    saving ||= new Promise((done) => {
      saved = done;
      setTimeout(done, 5000); // a press is never lost, whatever becomes of the autosave
    }).then(() => (saving = null));
  });
  for (const end of ['w-autosave:success', 'w-autosave:error']) {
    document.addEventListener(end, () => saved?.());
  }
  document.addEventListener(
    'submit',
    (event) => {
      if (!event.target.matches('[data-edit-form]')) return;
      sent = true;
      if (!saving) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { target: form, submitter } = event;
      saving.then(() => {
        submitter?.removeAttribute('disabled'); // a disabled button would not be sent
        form.requestSubmit(submitter);
      });
    },
    { capture: true },
  );
  const goOn = () => (sent = false);
  for (const name of ['input', 'change']) document.addEventListener(name, goOn, true);
}

/** What is typed in the first two seconds is a change, too.

    Wagtail notes only then what the unchanged form holds, more than once. */
function watchFromTheStart() {
  // What is pasted or dropped into the body makes no input event.
  const typing = ['input', 'paste', 'cut', 'drop'];
  let typed = false;
  const note = ({ isTrusted, target }) => {
    typed ||= isTrusted && target.closest('[data-edit-form]') !== null;
  };
  const differ = ({ target }) => {
    const watch = window.wagtail.app.queryController('w-unsaved');
    if (typed && watch.element === target) watch.initialFormData = 'typed before';
  };
  for (const name of typing) document.addEventListener(name, note, true);
  document.addEventListener('w-unsaved:watch-edits', differ);
  document.addEventListener(
    'w-unsaved:add',
    () => {
      for (const name of typing) document.removeEventListener(name, note, true);
      document.removeEventListener('w-unsaved:watch-edits', differ);
    },
    { once: true },
  );
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

document.addEventListener('keydown', goOnWriting);
document.addEventListener('click', openTheTiming);
for (const name of ['input', 'change']) {
  document.addEventListener(name, ({ target }) => {
    if (/^id_(embargo_until|go_live_at)$/.test(target.id)) sayWhatPublishDoes();
  });
}
sendAfterAutosave();
watchFromTheStart();
ignoreTheRestingPointer();
window.addEventListener('load', () => {
  prefillHeroAlt();
  skipCommentButtons();
  sayWhatPublishDoes();
  const form = document.querySelector('[data-edit-form]');
  if (form) {
    new MutationObserver(skipCommentButtons).observe(form, {
      childList: true,
      subtree: true,
    });
  }
});
