/* One press makes a chip of a hashtag that the text names; the chips say so. */

document.addEventListener('click', ({ target }) => {
  const button = target.closest?.('[data-known-hashtag]');
  const chips = document.querySelector('hashtag-chips');
  if (!button || !chips) return;
  const offer = button.closest('li');
  const next = (offer.nextElementSibling ?? offer.previousElementSibling)?.querySelector('button');
  chips.add(button.dataset.knownHashtag);
  offer.remove();
  (next ?? document.getElementById('id_hashtags'))?.focus();
});
