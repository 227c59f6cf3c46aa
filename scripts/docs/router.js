import { BaseRouter, Slugger } from 'typedoc';
import { ReflectionKind } from 'typedoc/models';
import { addressOf, fromRoot } from './pages.js';

/** The anchor of a heading as GitHub makes it, so that one link is good in both places. */
export function anchorOf(heading) {
  const kept = heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '');
  return kept.replaceAll(' ', '-') || '_';
}

class GitHubSlugger extends Slugger {
  constructor() {
    super({ lowercase: true });
  }

  serialize(value) {
    return anchorOf(value);
  }
}

const nameOf = ({ name }) => name.replace(/[^\w.-]+/g, '-');

/** `@pug-network/client-sdk/testing` lies in `client-sdk/testing`; the main entry of a package in the package's folder. */
const folderOf = ({ name }) => name.replace(/^@[^/]+\//, '');

/** The file that a document was read from, or that a page of source shows; else nothing. */
export const fileOf = (reflection) => {
  const path = reflection.project.files.getReflectionPath(reflection);
  return path === undefined ? undefined : fromRoot(path);
};

/** Whether a document is the text of a program that another document links to. */
export const isSource = (reflection) => reflection.isDocument() && !fileOf(reflection)?.endsWith('.md');

/** Addresses that stay the same whatever a heading says: guides/sdk.html, api/protocol/encodeMessage.html. */
export class SiteRouter extends BaseRouter {
  #sluggers = new Map();

  buildPages(project) {
    this.#sluggers.clear();
    const pages = super.buildPages(project);
    // Its own page is that of the API reference.
    this.fullUrls.set(project, 'api/index.html');
    return pages.map((page) => (page.url === 'modules.html' ? { ...page, url: 'api/index.html' } : page));
  }

  getIdealBaseName(reflection) {
    if (reflection.isDocument()) {
      const file = fileOf(reflection);
      return isSource(reflection) ? `source/${file}` : addressOf(file);
    }
    let module = reflection;
    while (!module.kindOf(ReflectionKind.Module)) module = module.parent;
    const folder = `api/${folderOf(module)}`;
    if (module !== reflection) return `${folder}/${nameOf(reflection)}`;
    // The main entry of a package that has several is called as the package, whose page is the index.
    return `${folder}/${module.parent.name === module.name ? 'exports' : 'index'}`;
  }

  getSlugger(target) {
    let page = target;
    while (!this.hasOwnDocument(page)) page = page.parent;
    if (!this.#sluggers.has(page)) this.#sluggers.set(page, new GitHubSlugger());
    return this.#sluggers.get(page);
  }
}
