export type { TestPage } from './browser.js';
export { PageError } from './evaluation.js';
export { inEachBrowser } from './in-each-browser.js';
export { bundle, serveSite, type Site } from './site.js';
