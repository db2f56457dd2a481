/* How a story is sent: a press waits for the autosave under way, and asks first whether
   the session is still there; what is typed before Wagtail watches is not lost. */

import { maySend } from './session.js';

/** A form sent while its autosave is under way waits for it.

    Else the first autosave of a new story, which adds the page, takes the slug from the
    form that publishes it; a later one brings an older text upon what was published. For
    the same reason none begins after the press, until something is typed again. */
function sendAfterAutosave() {
  let saving = null;
  let saved;
  let sent = false;
  let held = '';
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
    async (event) => {
      if (!event.target.matches('[data-edit-form]:has([data-signed-in])')) return;
      if (held === 'may be sent') {
        held = '';
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (held) return;
      held = 'asking';
      sent = true;
      const { target: form, submitter } = event;
      const may = await maySend(submitter);
      await saving;
      sent = may;
      held = may ? 'may be sent' : '';
      if (!may) return;
      submitter?.removeAttribute('disabled'); // a disabled button would not be sent
      form.requestSubmit(submitter);
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

/** A form that autosave has saved is on that version: its press conflicts with nobody.

    Wagtail tells the form so once, when a new story gets its page. */
function keepUpWithAutosave({ target, detail: { data } }) {
  const opened = {
    loaded_revision_id: data?.revision_id,
    loaded_revision_created_at: data?.revision_created_at,
  };
  for (const [name, value] of Object.entries(opened)) {
    const field = target.elements?.namedItem(name);
    if (field && value) field.value = value;
  }
}

document.addEventListener('w-autosave:success', keepUpWithAutosave);
sendAfterAutosave();
watchFromTheStart();
