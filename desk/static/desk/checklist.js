/* The number beside the checklist's button follows it; a jump shows what it leads to. */

const panel = () => document.querySelector('[data-side-panel="checklist"]');

function countWhatIsOpen() {
  const open = panel()?.querySelector('[data-checklist-open]')?.dataset.checklistOpen;
  const counter = document.querySelector(
    '[data-side-panel-toggle="checklist"] [data-side-panel-toggle-counter]',
  );
  if (!counter || open === undefined) return;
  counter.textContent = open;
  counter.hidden = open === '0';
}

/** On a small screen the checklist lies over the story: a jump puts it away. */
function putAwayOnSmallScreens({ target }) {
  if (!panel()?.contains(target)) return;
  if (matchMedia('(width < 50em)').matches) {
    document.querySelector('[data-form-side-close-button]')?.click();
  }
}

document.addEventListener('w-autosave:success', countWhatIsOpen);
document.addEventListener('click', (event) => {
  if (event.target.closest?.('.checklist [data-controller~="w-focus"]')) {
    putAwayOnSmallScreens(event);
  }
});
