/* Fills the hero picture's alt text with the picture's own when one is chosen, unless the
   editor has already written another. */

document.addEventListener('DOMContentLoaded', () => {
  const chooser = document.getElementById('id_hero_image');
  const alt = document.getElementById('id_hero_alt');
  if (!chooser || !alt) return;
  let suggested = '';
  chooser.addEventListener('chosen', ({ detail }) => {
    if (!alt.value || alt.value === suggested) {
      alt.value = detail?.default_alt_text || '';
      alt.dispatchEvent(new Event('change', { bubbles: true }));
    }
    suggested = detail?.default_alt_text || '';
  });
});
