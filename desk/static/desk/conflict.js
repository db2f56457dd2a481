/* One word on a newer version, not two: a press of Save or Publish goes to the server,
   which shows both versions (desk/conflicts.py). Wagtail's own dialog would only ask
   first whether to go on; it still speaks of a network that is away. */

const BUTTONS = 'button[type=submit], button[data-workflow-action-name]';

document.addEventListener(
  'click',
  ({ target }) => {
    if (!target.closest?.('#page-edit-form')?.contains(target.closest(BUTTONS))) return;
    const session = document.querySelector('[data-controller~="w-session"]');
    if (session?.dataset.wSessionInterceptValue === 'conflict') {
      session.dataset.wSessionInterceptValue = '';
    }
  },
  { capture: true },
);
