// Before the first paint: the theme that the reader chose, if not the system's.
try {
  if (localStorage.theme) document.documentElement.dataset.theme = localStorage.theme;
} catch { /* storage is refused: the system's theme it is */ }
