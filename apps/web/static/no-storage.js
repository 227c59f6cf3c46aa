// Nothing of a room may outlive its page. The framework would keep scroll positions in sessionStorage; here every store
// is refused, as in browsers that are set so, and what cannot be written cannot be found.
for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore']) {
  Object.defineProperty(window, name, { get: () => undefined });
}
