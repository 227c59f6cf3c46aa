// The documents of the site, once TypeDoc has read them: their titles, and what their links lead to.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { MinimalSourceFile } from 'typedoc';
import { DocumentReflection, ReflectionKind } from 'typedoc/models';
import { findSections, fromRoot, SAME_AS_START } from './pages.js';
import { ROOT } from '../process.js';
import { fileOf } from './router.js';

const IMAGES = new Set(['.png', '.svg', '.jpg', '.webp']);
/** The languages of endings whose name is another one, or none. */
const LANGUAGES = { '': 'text', '.c': 'c', '.py': 'python', '.txt': 'text' };

/** All files that are pages, for TypeDoc's option. */
export const projectDocuments = () =>
  findSections().flatMap(({ pages }) => pages.map(({ file }) => join(ROOT, file)));

/** Gives a project's documents their titles, and its links pages to lead to. */
export function completeDocuments(project, converter) {
  for (const document of project.documents ?? [])
    document.name = takeTitle(document.content, fileOf(document));
  for (const module of project.children ?? []) if (module.readme) takeTitle(module.readme, module.name);
  nameEntries(project);
  project.siteTitle = takeTitle(project.readme, 'the start');
  for (const path of SAME_AS_START) project.files.registerReflectionPath(join(ROOT, path), project);
  addLinked(project, converter);
}

/** Takes the first heading off a text: the page has its own. */
function takeTitle(parts, where) {
  let line = '';
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    const end = part.kind === 'text' ? part.text.indexOf('\n') : -1;
    line += end < 0 ? part.text : part.text.slice(0, end);
    if (end < 0) continue;
    parts.unshift({ ...part, text: part.text.slice(end + 1) });
    break;
  }
  if (!line.startsWith('# ')) throw new Error(`${where} does not begin with a heading of the first level`);
  return line.slice(2).replaceAll('`', '').trim();
}

/** Entries of a package are called what one imports. */
function nameEntries(project) {
  for (const module of project.children) {
    const entries = module.children.filter((child) => child.kindOf(ReflectionKind.Module));
    for (const entry of entries)
      entry.name = entry.name === 'index' ? module.name : `${module.name}/${entry.name}`;
  }
}

/** What else is linked gets a page: other Markdown, a folder, and any text. Pictures are copied. */
function addLinked(project, converter) {
  const pictures = new Set();
  // One at a time: what is added may link to more, and be what another path leads to.
  const next = () => project.files.getMediaPaths().find((path) => !pictures.has(path));
  for (let path = next(); path !== undefined; path = next()) {
    if (!addLink(project, converter, path)) pictures.add(path);
  }
}

/** Gives a path the page that a link to it leads to, which for a folder is that of its README; false for a picture. */
function addLink(project, converter, path) {
  const readme = join(path, 'README.md');
  const isFolder = statSync(path).isDirectory();
  if (isFolder && existsSync(readme)) {
    const { target } = project.files.registerAbsolute(readme);
    if (typeof project.files.resolve(target, project) === 'string') addLink(project, converter, readme);
    project.files.registerReflectionPath(path, project.files.resolve(target, project));
    return true;
  }
  const content = isFolder ? listOf(project, path) : contentOf(project, converter, path);
  if (content === undefined) return false;
  const name = path.endsWith('.md') ? takeTitle(content, fromRoot(path)) : fromRoot(path);
  const document = new DocumentReflection(name, project, content, {});
  project.addChild(document);
  project.registerReflection(document, undefined, path);
  return true;
}

function contentOf(project, converter, path) {
  const ending = extname(path);
  const text = IMAGES.has(ending) ? '\0' : readFileSync(path, 'utf8');
  if (text.includes('\0')) return undefined;
  if (ending === '.md')
    return converter.parseRawComment(new MinimalSourceFile(text, path), project.files).content;
  const language = LANGUAGES[ending] ?? ending.slice(1);
  return [{ kind: 'code', text: `\`\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\`\n` }];
}

/** The files of a folder as a list of links. */
function listOf(project, folder) {
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.startsWith('.'),
  );
  return files.flatMap(({ name }) => [
    { kind: 'text', text: `- [${name}](` },
    { kind: 'relative-link', text: name, target: project.files.registerAbsolute(join(folder, name)).target },
    { kind: 'text', text: ')\n' },
  ]);
}
