/** What SvelteKit's own code does that this page may not. */
const CHANGES = [
  // It hides what it tells to screen readers by a style attribute, which a strict policy refuses; base.css hides it.
  { file: /\/generated\/root\.svelte$/, from: / style="[^"]*"/g, to: '' },
  // It remembers every address for as long as the page is open, with the key behind the `#`.
  { file: /\/kit\/src\/runtime\/client\/client\.js$/, from: /reroute_cache\.set\(href, promise\);/g, to: '' },
];

/** A Vite plugin that makes these changes; a build in which one finds nothing to change fails. */
export function strictFramework() {
  const made = new Set();
  return {
    name: 'strict framework',
    enforce: 'pre',
    transform(code, id) {
      const change = CHANGES.find(({ file }) => file.test(id));
      if (change === undefined || code.search(change.from) < 0) return undefined;
      made.add(change);
      return code.replace(change.from, change.to);
    },
    buildEnd(error) {
      const missed = CHANGES.filter((change) => !made.has(change)).map(({ file }) => file.source);
      if (error === undefined && this.environment.name === 'client' && missed.length > 0)
        this.error(`SvelteKit is not as it was: nothing to change in ${missed.join(', ')}`);
    },
  };
}
