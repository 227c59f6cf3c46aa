import { DefaultTheme, DefaultThemeRenderContext, JSX } from 'typedoc';
import { ReflectionKind } from 'typedoc/models';
import { bar, colours, packageList, searchDialog } from './page-parts.js';
import { neighbours, pageContents, sectionOf, siteNavigation } from './navigation.js';

const { createElement: h } = JSX;
const START = 'index.html';
const NOTHING = () => null;

/** TypeDoc's templates inside pages of our own: no inline script or style, no icon, nothing stored. */
class SiteContext extends DefaultThemeRenderContext {
  constructor(...args) {
    super(...args);
    this.defaultLayout = (template, page) => layout(this, template, page);
    this.reflectionIcon = NOTHING;
    // The contents beside the page say the same.
    this.index = NOTHING;
    if (this.page.url === START) {
      // The start shares its model with the page of the API reference, for which addresses would be made.
      this.urlTo = (target) => this.router.getFullUrl(target);
      this.relativeURL = (address) => address;
    }
    const { reflectionTemplate } = this;
    this.reflectionTemplate = (page) =>
      page.model.isProject() ? packageList(this, page.model) : reflectionTemplate(page);
  }

  get icons() {
    return new Proxy({}, { get: () => NOTHING });
  }
}

export class SiteTheme extends DefaultTheme {
  ContextClass = SiteContext;
}

function layout(context, template, page) {
  const title = titleOf(page);
  const main = h(
    'main',
    {
      id: 'site-content',
      tabindex: '-1',
      class: page.model.isDocument() || page.url === START ? 'text' : 'api',
    },
    heading(context, page, title),
    template(page),
    neighbours(context, page.project),
  );
  // After the page's content, which tells of its headings.
  const contents = pageContents(page);
  return h(
    'html',
    { lang: 'en', 'data-base': context.relativeURL('./') },
    head(context, page, title),
    h(
      'body',
      null,
      h('a', { class: 'skip', href: '#site-content' }, 'Skip to the content'),
      bar(context, page.project),
      h(
        'div',
        { class: 'columns' },
        h(
          'nav',
          { id: 'site-navigation', class: 'site', 'aria-label': 'Documentation' },
          siteNavigation(context, page.project),
          colours(),
        ),
        contents,
        main,
      ),
      h('footer', null, `${page.project.name} ${page.project.packageVersion ?? ''}`.trim(), ', MIT licensed'),
      searchDialog(),
    ),
  );
}

/** The heading of a page. */
export function titleOf({ model, project, url }) {
  if (url === START) return project.siteTitle;
  if (model.isProject()) return 'API reference';
  return model.name === model.parent.name ? `Main entry of ${model.name}` : model.name;
}

function head(context, { project, url }, title) {
  const asset = (name) => context.relativeURL(`assets/${name}`);
  return h(
    'head',
    null,
    h('meta', { charset: 'utf-8' }),
    h('title', null, url === START ? `${project.name}: ${title}` : `${title} | ${project.name}`),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('link', { rel: 'icon', href: asset('icon.svg') }),
    h('link', { rel: 'stylesheet', href: asset('highlight.css') }),
    h('link', { rel: 'stylesheet', href: asset('site.css') }),
    h('script', { type: 'module', src: asset('site.js') }),
  );
}

/** Where the page is, and what it is called. */
function heading(context, { model, url }, title) {
  const trail = url === START || model.isProject() ? [] : trailOf(context, model);
  return h(
    'header',
    { class: 'heading' },
    trail.length > 0 &&
      h('p', { class: 'trail' }, ...trail.flatMap((step, index) => (index > 0 ? [' / ', step] : [step]))),
    h(
      'h1',
      model.isDeprecated() && { class: 'deprecated' },
      title,
      !model.isDocument() && !model.isProject() && context.reflectionFlags(model),
    ),
  );
}

function trailOf(context, model) {
  if (model.isDocument()) return [sectionOf(model)];
  const steps = [];
  for (let part = model.parent; part && !part.isProject(); part = part.parent) {
    if (part.name !== part.parent.name) steps.unshift(h('a', { href: context.urlTo(part) }, part.name));
  }
  const kind = model.kindOf(ReflectionKind.Module) ? [] : [ReflectionKind.singularString(model.kind)];
  return [h('a', { href: context.urlTo(model.project) }, 'API reference'), ...steps, ...kind];
}
