import { JSX } from 'typedoc';
import { ReflectionKind } from 'typedoc/models';
import { BEFORE_API, findSections } from './pages.js';
import { fileOf, isSource } from './router.js';

const { createElement: h } = JSX;

const SECTIONS = findSections();
const ALL = SECTIONS.flatMap(({ title, pages }) => pages.map((page) => ({ ...page, section: title })));

/** The section of a document, or what it is that is in none. */
export const sectionOf = (document) =>
  ALL.find(({ file }) => file === fileOf(document))?.section ?? (isSource(document) ? 'Source' : 'More');

function link(context, target, text) {
  const isCurrent = context.page.model === target && context.page.url !== 'index.html';
  return h('a', { href: context.urlTo(target) || '#', 'aria-current': isCurrent ? 'page' : undefined }, text);
}

/** Every page of the site: the documents by section, and of the packages the one that the page is in. */
export function siteNavigation(context, project) {
  const documents = new Map(project.documents.map((document) => [fileOf(document), document]));
  const sections = SECTIONS.map(({ title, pages }) => {
    const items = pages.map(({ file, label }) =>
      h('li', null, link(context, documents.get(file), label ?? documents.get(file).name)),
    );
    return section(
      title,
      pages.some(({ file }) => file === fileOf(context.page.model)),
      h('ul', null, ...items),
    );
  });
  const index = SECTIONS.findIndex(({ title }) => title === BEFORE_API);
  sections.splice(index + 1, 0, apiSection(context, project));
  return sections;
}

/** The guides are always open, the others where the page is in them. */
const section = (title, isWithin, content) =>
  h(
    'details',
    { open: isWithin || title === SECTIONS[0].title || title === BEFORE_API },
    h('summary', null, title),
    content,
  );

const isWithin = (reflection, container) => {
  for (let part = reflection; part; part = part.parent) if (part === container) return true;
  return false;
};

function apiSection(context, project) {
  const { model, url } = context.page;
  const packages = project.children.map((child) => branch(context, child));
  const isOpen = url !== 'index.html' && !model.isDocument();
  return section(
    'API reference',
    isOpen,
    h('ul', null, h('li', null, link(context, project, 'All packages')), ...packages),
  );
}

/** What of a package an entry is, where the package has several. */
const entryLabel = (module, entry) =>
  entry.name === module.name ? 'Main entry' : entry.name.slice(module.name.length + 1);

/** Text that may break where a name's next word begins. */
const breakable = (text) =>
  text
    .split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[_/])/)
    .flatMap((word, index) => (index === 0 ? [word] : [h('wbr'), word]));

/** A module, and below it what is in it where the page is too. */
function branch(context, module, label = module.name) {
  const isOpen = isWithin(context.page.model, module);
  const entries = module.children.filter((child) => child.kindOf(ReflectionKind.Module));
  const members = isOpen && entries.length === 0 ? groupsOf(context, module) : [];
  const content = isOpen
    ? [...entries.map((entry) => branch(context, entry, entryLabel(module, entry))), ...members]
    : [];
  return h('li', null, link(context, module, label), content.length > 0 && h('ul', null, ...content));
}

const groupsOf = (context, module) =>
  (module.groups ?? []).map((group) =>
    h(
      'li',
      null,
      h('span', { class: 'kind' }, group.title),
      h(
        'ul',
        null,
        ...group.children.map((child) => h('li', null, link(context, child, breakable(child.name)))),
      ),
    ),
  );

/** The headings of the page, for those who want to see all of it at once; nothing for a page with fewer than two. */
export function pageContents(page) {
  const headings = page.pageSections.flatMap(({ title, headings: below }) => [
    ...(title === '' ? [] : [{ text: title, isTitle: true }]),
    ...below.filter(({ level = 3 }) => level <= 3),
  ]);
  if (headings.filter(({ link: target }) => target).length < 2) return undefined;
  const items = headings.map(({ text, link: target, level = 3, isTitle }) =>
    isTitle
      ? h('li', { class: 'kind' }, text)
      : h('li', level > 2 && { class: 'below' }, h('a', { href: target }, breakable(text))),
  );
  return h(
    'nav',
    { class: 'contents', 'aria-labelledby': 'site-contents-title' },
    h('p', { id: 'site-contents-title' }, 'On this page'),
    h(
      'button',
      { type: 'button', class: 'unfold', 'aria-expanded': 'false', 'aria-controls': 'site-contents' },
      'On this page',
    ),
    h('ul', { id: 'site-contents' }, ...items),
  );
}

/** The document before and the one after, in the section of this one. */
export function neighbours(context, project) {
  const index = ALL.findIndex(({ file }) => file === fileOf(context.page.model));
  const at = (position) => {
    const page = index < 0 ? undefined : ALL[position];
    return page?.section === ALL[index]?.section ? page : undefined;
  };
  const documents = new Map(project.documents.map((document) => [fileOf(document), document]));
  const step = (page, rel, words) =>
    page &&
    h(
      'a',
      { rel, href: context.urlTo(documents.get(page.file)) },
      h('span', null, words),
      page.label ?? documents.get(page.file).name,
    );
  const [before, after] = [at(index - 1), at(index + 1)];
  if (!before && !after) return undefined;
  return h(
    'nav',
    { class: 'neighbours', 'aria-label': 'Next and previous page' },
    step(before, 'prev', 'Previous'),
    step(after, 'next', 'Next'),
  );
}
