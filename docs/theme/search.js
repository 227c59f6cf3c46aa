import { excerptOf, find, piecesOf, wordsOf } from './find.js';

const byId = (id) => document.getElementById(id);
const root = new URL(document.documentElement.dataset.base, location.href);

let loading;

/** All that can be found, asked for when the search is opened for the first time. */
function load() {
  loading ??= fetch(new URL('assets/search.json', root))
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`status ${answer.status}`))))
    .then(({ documents, api }) => [...documents.map((entry) => ({ ...entry, isDocument: true })), ...api])
    .catch((error) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

function textElement(name, className, text, words) {
  const element = document.createElement(name);
  element.className = className;
  for (const { piece, isWord } of piecesOf(text, words)) {
    const mark = isWord ? document.createElement('mark') : undefined;
    if (mark) mark.textContent = piece;
    element.append(mark ?? piece);
  }
  return element;
}

function resultElement({ url, title, place, text }, words) {
  const link = document.createElement('a');
  link.href = new URL(url, root).href;
  link.append(textElement('span', 'title', title, words), textElement('span', 'place', place, words));
  const excerpt = excerptOf(text, words);
  if (excerpt !== '') link.append(textElement('span', 'excerpt', excerpt, words));
  const item = document.createElement('li');
  item.append(link);
  return item;
}

async function show() {
  const query = byId('site-search-words').value;
  const entries = await load().catch(() => undefined);
  // Another letter may have been typed since.
  if (query !== byId('site-search-words').value) return;
  const found = entries ? find(entries, query) : [];
  byId('site-search-results').replaceChildren(...found.map((entry) => resultElement(entry, wordsOf(query))));
  byId('site-search-status').textContent = statusOf(entries, query, found.length);
}

function statusOf(entries, query, count) {
  if (entries === undefined) return 'The search could not be loaded. Try again in a moment.';
  if (query.trim() === '') return '';
  if (count === 0) return 'Nothing found.';
  return count === 1 ? '1 result' : `${count} results`;
}

function open() {
  byId('site-search').showModal();
  byId('site-search-words').select();
  void show();
}

/** Up and down go through the results, and back to the words above them; Escape closes, whatever is in the field. */
function step(event) {
  if (event.key === 'Escape') {
    event.preventDefault();
    byId('site-search').close();
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const stops = [byId('site-search-words'), ...byId('site-search-results').querySelectorAll('a')];
  const next = stops.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
  event.preventDefault();
  stops[Math.min(Math.max(next, 0), stops.length - 1)].focus();
}

const isField = (target) => target.closest('input, select, textarea, [contenteditable]') !== null;

/** Makes the button, the keys `/` and Ctrl+K and the dialog work. */
export function startSearch() {
  const dialog = byId('site-search');
  byId('site-search-open').addEventListener('click', open);
  byId('site-search-close').addEventListener('click', () => dialog.close());
  byId('site-search-words').addEventListener('input', () => void show());
  byId('site-search-words').addEventListener('keydown', (event) => {
    if (event.key === 'Enter') byId('site-search-results').querySelector('a')?.click();
  });
  dialog.addEventListener('keydown', step);
  dialog.addEventListener('click', ({ target }) => {
    // The backdrop is the dialog itself; a link to a place in this very page leaves the dialog open otherwise.
    if (target === dialog || target.closest('a')) dialog.close();
  });
  document.addEventListener('keydown', (event) => {
    const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !isField(event.target);
    const isCtrlK = event.key === 'k' && (event.ctrlKey || event.metaKey);
    if (dialog.open || (!isSlash && !isCtrlK)) return;
    event.preventDefault();
    open();
  });
}
