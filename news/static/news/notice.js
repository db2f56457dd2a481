/* A word to whoever types, which stays in sight beside the form until it is closed. */

let shown = null;

/** Show a message in place of the last one; ``parts`` are elements that follow it.

    Screen readers say it at once, whatever has the focus. */
export function say(text, ...parts) {
  hush();
  const form = document.querySelector('[data-edit-form]');
  if (!form) return;
  shown = document.createElement('div');
  shown.className = 'typing-notice help-block help-warning';
  shown.setAttribute('role', 'alert');
  const words = document.createElement('p');
  words.append(text);
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'button button-small button-secondary';
  close.textContent = 'Close';
  close.addEventListener('click', hush);
  shown.append(icon('warning'), words, ...parts, close);
  form.prepend(shown);
}

/** Take the message away. */
export function hush() {
  shown?.remove();
  shown = null;
}

function icon(name) {
  const drawing = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(drawing, 'svg');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(drawing, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}
