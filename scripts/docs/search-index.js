import { ReflectionKind } from 'typedoc/models';
import { partsOf } from './html.js';
import { sectionOf } from './navigation.js';
import { isSource } from './router.js';

/** What is on every page, or says nothing of it. */
const LEFT_OUT = new Set(['header', 'button', 'nav']);
/** Where the README of a package ends, and the list of what is in it begins; that has entries of its own. */
const END_OF_README = /<section class="tsd-panel-group/;
const NOT_FOUND_BY_NAME = ReflectionKind.SomeModule | ReflectionKind.TypeLiteral | ReflectionKind.Constructor;

/** What breaks no word. */
const INLINE = new Set('a b code em i kbd mark span strong wbr'.split(' '));

const plain = (text) => text.replace(/\s+/g, ' ').trim();

/** The texts of a page between its headings: for each the anchor and the heading, both empty for what is before the first. */
function sectionsOf(html) {
  const sections = [{ anchor: '', heading: '', text: '' }];
  let leftOut = 0;
  let isHeading = false;
  for (const { type, name, text, attributes } of partsOf(html)) {
    if (LEFT_OUT.has(name)) leftOut += type === 'open' ? 1 : -1;
    else if (type === 'open' && /^h[2-4]$/.test(name) && attributes.has('id')) {
      sections.push({ anchor: `#${attributes.get('id')}`, heading: '', text: '' });
      isHeading = true;
    } else if (type === 'close' && /^h[2-4]$/.test(name)) isHeading = false;
    else if (type === 'text' && leftOut === 0) sections.at(-1)[isHeading ? 'heading' : 'text'] += text;
    else if (type !== 'text' && leftOut === 0 && !INLINE.has(name))
      sections.at(-1)[isHeading ? 'heading' : 'text'] += ' ';
  }
  return sections;
}

const mainOf = (html) => html.slice(html.indexOf('<main'), html.indexOf('</main>'));

/** What a document says, an entry for each of its sections: where it is, its heading, in which document, and the text. */
export function entriesOfDocument({ url, contents, model }, title) {
  if (model.isDocument() && isSource(model)) return [];
  const [main] = mainOf(contents).split(END_OF_README);
  const place = model.isDocument() ? sectionOf(model) : 'Guides';
  const group = model.isDeclaration() ? 'API reference' : place;
  return sectionsOf(main.slice(main.indexOf('>') + 1)).map(({ anchor, heading, text }) => ({
    url: url + anchor,
    title: plain(heading) || title,
    place: plain(heading) === '' ? group : `${group}: ${title}`,
    text: plain(text),
  }));
}

/** What can be found by its name in the API: functions, types and their members, with their summaries. */
export function entriesOfApi(router) {
  return router
    .getLinkTargets()
    .filter(
      (target) =>
        target.isDeclaration?.() && !target.kindOf(NOT_FOUND_BY_NAME) && !target.name.startsWith('__'),
    )
    .map((target) => {
      const owner = ownerOf(target);
      return {
        url: router.getFullUrl(target),
        title: owner.kindOf(ReflectionKind.SomeModule) ? target.name : `${owner.name}.${target.name}`,
        place: `${ReflectionKind.singularString(target.kind)}, ${packageOf(target)}`,
        text: plain(summaryOf(target)),
      };
    });
}

/** What a member belongs to, by a name that somebody gave. */
function ownerOf({ parent }) {
  return parent.name.startsWith('__') ? ownerOf(parent) : parent;
}

function packageOf(reflection) {
  let part = reflection;
  while (!part.parent.isProject()) part = part.parent;
  return part.name;
}

function summaryOf({ comment, signatures, type }) {
  const own = comment ?? signatures?.[0]?.comment ?? type?.declaration?.signatures?.[0]?.comment;
  return (own?.summary ?? [])
    .map(({ text }) => text)
    .join('')
    .replaceAll('`', '');
}
