// Lists the licences of what is shipped and of the tools; exit code 1 if one is missing or not allowed. --from=FOLDER
// looks at the SBOMs in a folder (as scripts/supply-chain/sbom.js writes them) instead of at this workspace.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { endChildrenOnSignal } from '../process.js';
import { makeBoms, nameOf } from './bom.js';

/** What a user of a published package gets: licences that ask for no more than their own text to be kept. */
const SHIPPED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/** Tools are run here and given to nobody; MPL-2.0 (lightningcss, axe-core) obliges only who passes on its files. */
const TOOLS = [...SHIPPED, 'BlueOak-1.0.0', 'CC-BY-4.0', 'CC0-1.0', 'MPL-2.0', 'Python-2.0', 'Unlicense'];

/** Licences that were read by a person, where package.json has no identifier. */
const READ = { 'spawndamnit@3.0.1': 'MIT' };

const ENDING = '.cdx.json';

function readBoms(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith(ENDING));
  const boms = new Map(
    files.map((name) => [basename(name, ENDING), JSON.parse(readFileSync(join(folder, name), 'utf8'))]),
  );
  const workspace = boms.get('workspace');
  boms.delete('workspace');
  return { workspace, published: boms };
}

/** The SPDX expression of a component; undefined without a licence. */
function licenceOf(component) {
  const key = `${nameOf(component)}@${component.version}`;
  const parts = (component.licenses ?? []).map(
    ({ expression, license }) => expression ?? license?.id ?? license?.name,
  );
  return READ[key] ?? (parts.length > 0 ? parts.join(' AND ') : undefined);
}

/** Of alternatives (OR) one has to be allowed, of several licences (AND) all; AND binds closer. */
function isAllowed(licence, allowed) {
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((id) => allowed.includes(id)));
}

function groupByLicence(components) {
  const groups = new Map();
  for (const component of components) {
    const licence = licenceOf(component) ?? 'none';
    groups.set(licence, [...(groups.get(licence) ?? []), component]);
  }
  return groups;
}

/** Prints one group by licence, and gives back what is wrong in it. */
function checkGroup(title, components, allowed) {
  const groups = groupByLicence(components);
  console.log(`${title}: ${components.length}`);
  for (const licence of [...groups.keys()].sort()) console.log(`  ${licence}: ${groups.get(licence).length}`);
  return [...groups]
    .filter(([licence]) => !isAllowed(licence, allowed))
    .flatMap(([licence, found]) => found.map((component) => `${component.purl}: ${licence} (${title})`));
}

endChildrenOnSignal();
const { values } = parseArgs({ options: { from: { type: 'string' } } });
const { workspace, published } = values.from ? readBoms(values.from) : await makeBoms();

const shipped = new Map();
for (const { metadata, components } of published.values()) {
  for (const component of [metadata.component, ...components]) shipped.set(component.purl, component);
}
const tools = workspace.components.filter(({ purl }) => !shipped.has(purl));
const problems = [
  ...checkGroup('shipped', [...shipped.values()], SHIPPED),
  ...checkGroup('tools and private packages', tools, TOOLS),
];
for (const problem of problems) console.error(`✗ ${problem}`);
console.log(problems.length === 0 ? 'All licences are allowed.' : `${problems.length} not allowed`);
process.exitCode = problems.length === 0 ? 0 : 1;
