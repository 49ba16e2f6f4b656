// Before the first paint, so that nobody in the dark is dazzled. A file of its own: the page allows no
// inline script. The keys are those that Mantine and the language switch write.
(() => {
  let scheme = 'auto';
  let language = null;
  try {
    scheme = localStorage.getItem('mantine-color-scheme-value') ?? 'auto';
    language = localStorage.getItem('foyer-language');
  } catch {
    // Storage may be refused; then the system decides.
  }
  const isDark =
    scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
  if (language !== null) document.documentElement.lang = language;
})();
