import { ConfigError } from '@pug-network/server-core';

/** What the operator says about the deployment, shown by the web client. */
export interface Site {
  readonly name: string;
  readonly notice: string;
  /** Each `Label=https://…`. */
  readonly links: readonly string[];
}

/** Where the web client asks for it. */
export const SITE_PATH = '/site.json';

const LONGEST_NAME = 60;
const LONGEST_NOTICE = 500;
const LONGEST_LABEL = 40;
const MOST_LINKS = 6;
const CONTROL = /\p{Cc}/u;
const LINK = /^([^=]+)=(https?:\/\/\S+)$/i;

/** Fills in the defaults. Throws a `ConfigError` that names what cannot be. */
export function resolveSite({ name = 'Pug Network', notice = '', links = [] }: Partial<Site>): Site {
  text('site.name', name, 1, LONGEST_NAME);
  text('site.notice', notice, 0, LONGEST_NOTICE);
  if (links.length > MOST_LINKS || links.some((link) => linkOf(link) === undefined)) {
    const form = `Label=https://… by commas, each label up to ${LONGEST_LABEL} characters`;
    throw new ConfigError('site.links', `must be at most ${MOST_LINKS} of the form ${form}`);
  }
  return { name, notice, links };
}

/** The file that the web client reads; in a frame it takes messages from pages of `embedOrigins` alone. */
export const siteJson = ({ name, notice, links }: Site, embedOrigins: readonly string[]): string =>
  JSON.stringify({ name, notice, links: links.map(linkOf), embedOrigins });

function text(setting: string, value: string, shortest: number, longest: number): void {
  if (value.length >= shortest && value.length <= longest && !CONTROL.test(value)) return;
  const length = shortest > 0 ? `${shortest} to ${longest}` : `at most ${longest}`;
  throw new ConfigError(setting, `must be ${length} characters of plain text in one line`);
}

function linkOf(link: string): { readonly label: string; readonly href: string } | undefined {
  const [, label = '', href = ''] = LINK.exec(link) ?? [];
  const isGood =
    label.length > 0 && label.length <= LONGEST_LABEL && !CONTROL.test(link) && URL.canParse(href);
  return isGood ? { label, href } : undefined;
}
