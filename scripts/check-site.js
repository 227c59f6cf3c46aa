// Looks at the documentation as it was built: every link within it leads somewhere, and it works under the policy that the
// relay serves pages with. Links to other sites are not followed. `node scripts/check-site.js [folder]`
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { partsOf } from './docs/html.js';
import { linksOf, policyCheck, styleFaults } from './docs/page-rules.js';
import { ROOT } from './process.js';

const START = 'index.html';
/** Where the relay serves the site, on a host that is none. */
const ROOT_URL = new URL('https://site.invalid/docs/');
const MOST_SHOWN = 50;

const folder = process.argv[2] ?? join(ROOT, 'docs/site');

function filesOf(root) {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return entries.map(({ parentPath, name }) => relative(root, join(parentPath, name)).split(sep).join('/'));
}

/** What a page has and what is wrong with it by itself. */
function readPage(path) {
  const page = { path, ids: new Set(), links: [], faults: [], headings: 0 };
  const refusals = policyCheck();
  for (const part of partsOf(readFileSync(join(folder, path), 'utf8'))) {
    if (part.type === 'open') readTag(page, part);
    page.faults.push(...refusals(part));
  }
  if (page.headings !== 1) page.faults.push(`has ${page.headings} headings of the first level`);
  return page;
}

function readTag(page, { name, attributes }) {
  const id = attributes.get('id');
  if (id !== undefined && page.ids.has(id)) page.faults.push(`has the id ${id} twice`);
  if (id !== undefined) page.ids.add(id);
  if (name === 'h1') page.headings += 1;
  page.links.push(...linksOf(name, attributes));
}

/** Where a link of a page leads within the site; nothing where it leaves it, and a fault where it may not. */
function follow(page, { address, isResource, rel }) {
  const base = new URL(page.path, ROOT_URL);
  if (!URL.canParse(address, base)) return { fault: `has the malformed address ${address}` };
  const url = new URL(address, base);
  if (url.origin === base.origin) {
    if (!url.pathname.startsWith(ROOT_URL.pathname))
      return { fault: `leads to ${address}, which is outside` };
    return {
      path: decodeURIComponent(url.pathname.slice(ROOT_URL.pathname.length)) || START,
      anchor: decodeURIComponent(url.hash.slice(1)),
    };
  }
  const isLocal = url.protocol === 'http:' && url.hostname === 'localhost';
  if (isResource) return { fault: `loads ${address} from another origin` };
  if (url.protocol !== 'https:' && !isLocal) return { fault: `links to ${address}, which is no https` };
  return rel.includes('noopener') ? {} : { fault: `links to ${address} without noopener` };
}

function checkLinks(page, pages, files) {
  const reached = [];
  for (const link of page.links) {
    const { fault, path, anchor } = follow(page, link);
    if (fault !== undefined) page.faults.push(fault);
    if (path === undefined) continue;
    if (!files.has(path)) page.faults.push(`leads to ${link.address}, which is not there`);
    else if (anchor !== '' && !pages.get(path)?.ids.has(anchor) && path.endsWith('.html'))
      page.faults.push(`leads to ${link.address}, which has no such anchor`);
    else reached.push(path);
  }
  return reached;
}

/** The pages that nothing leads to from the start on. */
function unreached(reachedFrom) {
  const seen = new Set([START]);
  for (const path of seen) for (const next of reachedFrom.get(path) ?? []) seen.add(next);
  return [...reachedFrom.keys()].filter((path) => !seen.has(path));
}

function checkSite() {
  const files = new Set(filesOf(folder));
  const pages = new Map(
    [...files].filter((path) => path.endsWith('.html')).map((path) => [path, readPage(path)]),
  );
  const reached = new Map([...pages].map(([path, page]) => [path, checkLinks(page, pages, files)]));
  const faults = [...pages.values()].flatMap(({ path, faults: own }) =>
    own.map((fault) => `${path} ${fault}`),
  );
  if (!pages.has(START)) faults.push(`${START} is missing`);
  for (const path of unreached(reached)) faults.push(`${path} is reached from nowhere`);
  for (const path of files) {
    if (/\.(css|svg|js)$/.test(path))
      faults.push(
        ...styleFaults(path, readFileSync(join(folder, path), 'utf8')).map((fault) => `${path} ${fault}`),
      );
  }
  const links = [...pages.values()].reduce((sum, page) => sum + page.links.length, 0);
  return { faults: [...new Set(faults)], counts: `${pages.size} pages, ${links} links` };
}

const { faults, counts } = checkSite();
for (const fault of faults.slice(0, MOST_SHOWN)) console.error(fault);
if (faults.length > MOST_SHOWN) console.error(`… and ${faults.length - MOST_SHOWN} more`);
console.log(`${counts}, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
