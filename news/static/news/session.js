/* A session that ended while a story was written: nothing typed is lost.

   The editor says so, offers to sign in in a new tab, and saves once that is done. A press
   of Save or Publish asks first who is there. Wagtail's autosave only says 'a server
   error', and a press would leave the story for the sign-in page. */

import { hush, say } from './notice.js';

// The hidden field that knows who opened the form, and where to ask who is there now.
const opened = () => document.querySelector('[data-edit-form] [data-signed-in]')?.dataset;
// The indicator in the header has a controller of that name, too.
const autosave = () =>
  window.wagtail.app.getControllerForElementAndIdentifier(
    document.querySelector('[data-edit-form]'),
    'w-autosave',
  );
// Whether the editor has said that it cannot save.
let interrupted = false;
// The button that was pressed meanwhile, if any.
let pressed = null;
// Milliseconds for which an answer is waited for, and after which what could not be reached
// is asked again: nobody has to type anything for that.
const PATIENCE = 5000;
const AGAIN = 4000;
let again = null;

/** Ask the server: 'same', with a fresh token taken over, 'other', 'nobody', 'unreachable'. */
async function whoIsThere() {
  let answer;
  try {
    answer = await fetch(opened().signedIn, {
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE),
      headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' },
    });
  } catch {
    return { is: 'unreachable' };
  }
  if (answer.status >= 500) return { is: 'unreachable' };
  if (!answer.ok) return { is: 'nobody' };
  const { user, name, token } = await answer.json();
  if (String(user) !== opened().user) return { is: 'other', user, name };
  // Signing in changes the token that each form must bring.
  window.wagtailConfig.CSRF_TOKEN = token;
  for (const field of document.querySelectorAll('[name=csrfmiddlewaretoken]')) {
    field.value = token;
  }
  return { is: 'same' };
}

function signInLink(words) {
  const link = document.createElement('a');
  link.className = 'button button-small';
  link.target = '_blank';
  link.href = `${opened().signIn}?next=${encodeURIComponent(opened().signedIn)}`;
  link.textContent = words;
  return link;
}

/** Let somebody else go on with the story, who has said so. */
function takeOver(user) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-small';
  button.textContent = 'Save it as this user';
  button.addEventListener('click', () => {
    opened().user = user;
    lookAgain();
  });
  return button;
}

/** Say once why nothing can be saved; and again at each press, whose keys go on there. */
function explain({ is, user, name }, atPress = false) {
  const already = interrupted === is && !atPress;
  clearTimeout(again);
  if (is === 'unreachable') again = setTimeout(lookAgain, AGAIN);
  interrupted = is;
  if (already) return;
  const held = pressed ? `'${pressed}' was not sent. ` : '';
  if (is === 'unreachable') {
    say(
      `${held}The newsroom cannot be reached, or cannot save just now. Your story is still ` +
        'here, and is saved once that is over: leave this page open.',
    );
  } else if (is === 'nobody') {
    const link = signInLink('Sign in in a new tab');
    say(
      `You have been signed out. ${held}Your story is still here; it is saved as soon as you ` +
        'are signed in again.',
      link,
    );
    if (atPress) link.focus();
  } else {
    say(
      `${name} is signed in here now, and did not open this story. ${held}Nothing is saved ` +
        'until you sign in again, or choose to save it as this user.',
      takeOver(user),
    );
  }
}

// How a save of Wagtail's autosave ends, or autosave itself.
const ENDS = ['success', 'error', 'deactivated'].map((end) => `w-autosave:${end}`);
// What is so again, by what interrupted the saving.
const BACK = {
  nobody: 'You are signed in again',
  other: 'You go on with this story',
  unreachable: 'The newsroom can be reached again',
};

/** Once the story can be saved again, save it and say so. */
function goOn() {
  const now = BACK[interrupted];
  const held = pressed ? ` Press '${pressed}' again.` : '';
  interrupted = false;
  pressed = null;
  const controller = autosave();
  if (!controller?.activeValue) {
    say(`${now}: save your story now.${held}`);
    return;
  }
  const back = new CustomEvent('newsclip:back');
  const tell = ({ type, detail }) => {
    const ended = type === 'w-autosave:deactivated';
    if (detail.trigger !== back && !ended && !interrupted) {
      controller.save(back); // the other was sent before, and says nothing of now
      return;
    }
    for (const each of ENDS) document.removeEventListener(each, tell);
    if (interrupted) return;
    if (type === 'w-autosave:success') say(`${now}, and your story is saved.${held}`);
    else if (ended) say(`${now}: save your story now.${held}`);
    else say(`${now}, but your story is not saved yet.${held}`);
  };
  for (const each of ENDS) document.addEventListener(each, tell);
  controller.save(back);
}

let looking = false;

/** See whether the session is there; tell what changed. */
async function lookAgain() {
  if (!opened() || looking) return;
  looking = true;
  const there = await whoIsThere();
  looking = false;
  if (there.is !== 'same') explain(there);
  else if (interrupted) goOn();
}

/** Whether the form may be sent; if not, ``submitter`` is as before, and it is said why. */
export async function maySend(submitter) {
  const there = await whoIsThere();
  if (there.is === 'same') {
    if (interrupted) hush();
    interrupted = false;
    pressed = null;
    return true;
  }
  // Wagtail shows that the button is at work; its own word is back with the value.
  submitter?.removeAttribute('data-w-progress-loading-value');
  submitter?.removeAttribute('disabled');
  await new Promise((done) => setTimeout(done));
  const label = submitter?.querySelector('[data-w-progress-target=label]') ?? submitter;
  pressed = label?.textContent.trim() ?? null;
  explain(there, true);
  return false;
}

document.addEventListener('w-autosave:error', ({ detail }) => {
  if (['server_error', 'network_error'].includes(detail.type)) lookAgain();
});
document.addEventListener('w-swap:error', ({ target }) => {
  if (target.closest?.('.w-editing-sessions')) lookAgain();
});
document.addEventListener('w-autosave:success', () => interrupted && lookAgain());
new BroadcastChannel('newsclip-signed-in').addEventListener('message', lookAgain);
// The window's own focus, not that of a field: the latter would ask at each Tab.
for (const name of ['focus', 'visibilitychange']) {
  window.addEventListener(name, () => {
    if (interrupted && document.visibilityState === 'visible') lookAgain();
  });
}
