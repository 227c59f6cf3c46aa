import { JSX } from 'typedoc';

const { createElement: h } = JSX;

/** The bar at the top of every page. */
export const bar = (context, project) =>
  h(
    'header',
    { class: 'bar' },
    h(
      'button',
      { type: 'button', class: 'unfold menu', 'aria-expanded': 'false', 'aria-controls': 'site-navigation' },
      'Menu',
    ),
    h(
      'a',
      { class: 'name', href: context.relativeURL('index.html') },
      project.name,
      h('span', null, ' documentation'),
    ),
    h(
      'button',
      { type: 'button', id: 'site-search-open', 'aria-haspopup': 'dialog' },
      'Search',
      h('kbd', null, '/'),
    ),
  );

/** The choice of colours, for the page that is open: nothing is stored. */
export const colours = () =>
  h(
    'p',
    { class: 'colours' },
    h('label', { for: 'site-colours' }, 'Colours of this page'),
    h(
      'select',
      { id: 'site-colours', autocomplete: 'off' },
      ...['As the system has them', 'Light', 'Dark'].map((text, index) =>
        h('option', { value: ['', 'light', 'dark'][index] }, text),
      ),
    ),
  );

/** What the search opens. */
export const searchDialog = () =>
  h(
    'dialog',
    { id: 'site-search', 'aria-label': 'Search' },
    h(
      'div',
      { class: 'field' },
      h('input', {
        type: 'search',
        id: 'site-search-words',
        'aria-label': 'Search the documentation',
        placeholder: 'Guides, specification, API',
        autocomplete: 'off',
        spellcheck: 'false',
        maxlength: '100',
      }),
      h('button', { type: 'button', id: 'site-search-close' }, 'Close'),
    ),
    h('p', { id: 'site-search-status', role: 'status' }),
    h('ol', { id: 'site-search-results' }),
  );

/** The page of the API reference: what each package is for, in the words of its README. */
export const packageList = (context, project) =>
  h(
    'dl',
    { class: 'packages' },
    ...project.children.map((module) =>
      h(
        'div',
        null,
        h('dt', null, h('a', { href: context.urlTo(module) }, module.name)),
        h('dd', null, h(JSX.Raw, { html: context.markdown(firstParagraph(module.readme)) })),
      ),
    ),
  );

/** The parts of a text up to its first empty line. */
function firstParagraph(parts = []) {
  const paragraph = [];
  for (const part of parts) {
    const text = paragraph.length === 0 ? part.text.trimStart() : part.text;
    const [begin, ...rest] = part.kind === 'text' ? text.split('\n\n') : [text];
    if (begin !== '') paragraph.push({ ...part, text: begin });
    if (rest.length > 0) break;
  }
  return paragraph;
}
