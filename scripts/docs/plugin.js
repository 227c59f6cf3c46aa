// What TypeDoc is told beyond typedoc.json: documents, addresses, pages, assets. The pages work under the policy that the
// relay serves pages with: no inline script or style, nothing from elsewhere, nothing stored.
import { join } from 'node:path';
import { Application, IndexEvent, PageEvent, RendererEvent } from 'typedoc';
import { writeAssets } from './assets.js';
import { completeDocuments, projectDocuments } from './documents.js';
import { SiteTheme, titleOf } from './layout.js';
import { loadRules } from './markdown.js';
import { addressOf, SPECIFICATION } from './pages.js';
import { anchorOf, fileOf, SiteRouter } from './router.js';
import { entriesOfApi, entriesOfDocument } from './search-index.js';

/** Gives headings that leave out a level the one below the heading that they stand under. */
function closeRanks(html) {
  const above = [];
  return html.replace(/<(\/?)h([1-6])(?=[\s>])/g, (_tag, slash, digit) => {
    if (slash === '') {
      while (above.length > 0 && above.at(-1) >= digit) above.pop();
      above.push(digit);
    }
    return `<${slash}h${above.length}`;
  });
}

/** Groups of members are sections: a heading that folds could hold no link to itself. */
function unfolded(html) {
  const open = [];
  return html.replace(
    /<details([^>]*)>|<\/(details)>|<\/?summary( class="tsd-accordion-summary[^>]*)?>/g,
    (tag, attributes, closing) => {
      if (closing !== undefined) return open.pop() ? '</section>' : tag;
      if (attributes === undefined) return open.at(-1) ? '' : tag;
      open.push(attributes.includes('tsd-panel-group'));
      return open.at(-1) ? '<section class="tsd-panel-group">' : tag;
    },
  );
}

/** Links that leave the site hand over no window. */
const withoutOpener = (html) => html.replaceAll(' target="_blank"', ' rel="noopener noreferrer"');

/** Where the specification is from a page, and the anchors of its headings by their numbers. */
function specificationOf({ url, project }) {
  const document = project.documents.find((candidate) => fileOf(candidate) === SPECIFICATION);
  const address = `${'../'.repeat(url.split('/').length - 1)}${addressOf(SPECIFICATION)}.html`;
  const text = document.content.map((part) => part.text).join('');
  const numbered = [...text.matchAll(/^#+ ((\d)\. .*)$/gm)].map(([, heading, number]) => [
    number,
    anchorOf(heading),
  ]);
  return { address, anchors: new Map(numbered) };
}

const isText = ({ model, url }) => model.isDocument() || url === 'index.html' || model.readme?.length > 0;

export function load(app) {
  let entries = [];
  let page;
  app.renderer.defineTheme('site', SiteTheme);
  app.renderer.defineRouter('site', SiteRouter);
  app.on(Application.EVENT_BOOTSTRAP_END, () => {
    app.options.setValue('theme', 'site');
    app.options.setValue('router', 'site');
    app.options.setValue('projectDocuments', projectDocuments());
    app.options.setValue('markdownItLoader', (markdown) =>
      loadRules(markdown, {
        picture: (address) => page.project.files.getNameToAbsoluteMap().get(address.split('/').at(-1)),
        specification: () => specificationOf(page),
      }),
    );
  });
  app.on(Application.EVENT_PROJECT_REVIVE, (project) => completeDocuments(project, app.converter));
  // Searched is what is gathered here instead.
  app.renderer.on(IndexEvent.PREPARE_INDEX, (event) => event.searchResults.splice(0));
  app.renderer.on(PageEvent.BEGIN, (begun) => (page = begun));
  app.renderer.on(PageEvent.END, () => {
    page.contents = withoutOpener(unfolded(closeRanks(page.contents)));
    if (isText(page)) entries.push(...entriesOfDocument(page, titleOf(page)));
  });
  app.renderer.on(RendererEvent.END, ({ outputDirectory }) => {
    writeAssets(join(outputDirectory, 'assets'), {
      documents: entries,
      api: entriesOfApi(app.renderer.router),
    });
    entries = [];
  });
}
