// Chooses the theme before the first paint. A file of its own because the content policy forbids inline scripts.
(function () {
  let theme = 'system';
  try {
    theme = JSON.parse(localStorage.getItem('hecate.preferences') || '{}').theme || 'system';
  } catch {
    theme = 'system'; // storage is forbidden in this browser
  }
  if (/[?&]wall=1(&|$)/.test(location.search)) theme = 'dark';
  const asked = /[?&]theme=(light|dark)(&|$)/.exec(location.search);
  if (asked) theme = asked[1];
  if (theme !== 'light' && theme !== 'dark') {
    theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  document.documentElement.setAttribute('data-theme', theme);
  document.documentElement.style.colorScheme = theme;
})();
