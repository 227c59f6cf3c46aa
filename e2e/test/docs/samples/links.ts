import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { ROOT, type Document } from './markdown.js';

/** A target may be in `<…>`, have one pair of brackets in it, and a title behind it. */
const TARGET = String.raw`<?([^()\s>]+(?:\([^()]*\)[^()\s>]*)?)>?`;
const TITLE = String.raw`(?:\s+"[^"]*")?`;
const FORMS = [
  new RegExp(String.raw`\[(?:[^[\]]|\[[^\]]*\])*\]\(${TARGET}${TITLE}\)`, 'g'),
  new RegExp(String.raw`!\[[^\]]*\]\(${TARGET}${TITLE}\)`, 'g'),
  new RegExp(String.raw`^\[[^\]]+\]:\s*${TARGET}${TITLE}$`, 'gm'),
  /<(?:a|img|source)\b[^>]*?\b(?:href|src|srcset)="([^"]+)"/g,
];

const NO_HEADING = 'has no such heading';

/** A target, and the line that its link begins in. */
interface Link {
  readonly line: number;
  readonly target: string;
}

/** What is wrong with the links of a document; those to other hosts are looked at, and not followed. */
export function faultsOfLinks(document: Document, documents: ReadonlyMap<string, Document>): string[] {
  return linksIn(document.prose).flatMap(({ line, target }) => {
    const fault = faultOf(target, document, documents);
    return fault === undefined ? [] : [`${document.file}:${line} ${target}: ${fault}`];
  });
}

/** Every link of some lines: inline, by reference, of a picture, and as HTML; a link may go on in the next line. */
function linksIn(lines: readonly string[]): Link[] {
  const text = lines.join('\n');
  const found = FORMS.flatMap((form) =>
    Array.from(text.matchAll(form), ({ index, 1: target = '' }) => ({
      line: text.slice(0, index).split('\n').length,
      target,
    })),
  );
  // A picture is a link with a mark before it: where it is in no other link, two forms find it.
  return Array.from(new Map(found.map((link) => [`${link.line} ${link.target}`, link])).values());
}

function faultOf(
  target: string,
  document: Document,
  documents: ReadonlyMap<string, Document>,
): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return URL.canParse(target) ? undefined : 'is no address';
  const [path = '', anchor] = target.split('#');
  if (path.startsWith('/')) return 'begins at the root, which is another one on every site';
  if (path === '') return document.anchors.has(decodeURIComponent(anchor ?? '')) ? undefined : NO_HEADING;
  const file = normalize(join(dirname(document.file), decodeURI(path)));
  if (file.startsWith('..')) return 'leads out of the repository';
  if (!existsSync(join(ROOT, file))) return 'is not there';
  return anchor === undefined ? undefined : faultOfAnchor(anchor, file, documents);
}

function faultOfAnchor(
  anchor: string,
  file: string,
  documents: ReadonlyMap<string, Document>,
): string | undefined {
  const path = statSync(join(ROOT, file)).isDirectory() ? join(file, 'README.md') : file;
  const target = documents.get(path);
  if (target === undefined) return 'has an anchor into what is no document';
  return target.anchors.has(decodeURIComponent(anchor)) ? undefined : NO_HEADING;
}
