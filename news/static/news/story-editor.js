/* What Enter does while a story is typed, where the hero's alt text begins, and that a
   press of Publish waits for the autosave under way. */

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
    form that publishes it; a later one brings an older text upon what was published. */
function sendAfterAutosave() {
  let saving = null;
  let saved;
  document.addEventListener('w-autosave:save', () => {
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
      if (!saving || !event.target.matches('[data-edit-form]')) return;
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
}

document.addEventListener('keydown', goOnWriting);
sendAfterAutosave();
window.addEventListener('load', () => {
  prefillHeroAlt();
  skipCommentButtons();
  const form = document.querySelector('[data-edit-form]');
  if (form) {
    new MutationObserver(skipCommentButtons).observe(form, {
      childList: true,
      subtree: true,
    });
  }
});
