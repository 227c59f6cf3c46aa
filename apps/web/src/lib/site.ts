/** What the operator says about this deployment; plain text and http(s) links. */
export interface Site {
  readonly name: string;
  readonly notice: string;
  readonly links: readonly { readonly label: string; readonly href: string }[];
  /** Origins of the sites whose pages may show the chat in a frame. */
  readonly embedOrigins: readonly string[];
}

export const UNNAMED_SITE: Site = { name: 'Pug Network', notice: '', links: [], embedOrigins: [] };

/** The operator's words, from the server's configuration; the project's own where there are none. */
export async function askSite(): Promise<Site> {
  try {
    const response = await fetch('/site.json');
    return response.ok ? siteOf(await response.json()) : UNNAMED_SITE;
  } catch {
    return UNNAMED_SITE;
  }
}

/** Takes what has its form, and leaves out the rest. */
export function siteOf(answer: unknown): Site {
  const { name, notice, links, embedOrigins } = fieldsOf(answer);
  return {
    name: isText(name) && name !== '' ? name : UNNAMED_SITE.name,
    notice: isText(notice) ? notice : '',
    links: (Array.isArray(links) ? links : []).flatMap((link) => {
      const { label, href } = fieldsOf(link);
      return isText(label) && isText(href) && /^https?:\/\//i.test(href) ? [{ label, href }] : [];
    }),
    embedOrigins: (Array.isArray(embedOrigins) ? embedOrigins : []).filter(isText),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
