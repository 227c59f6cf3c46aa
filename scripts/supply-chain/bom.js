import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../process.js';
import { pnpm } from '../workspace.js';
import { BUNDLED } from './bundled.js';
import { readLockfile } from './lockfile.js';
import { publishedFolders, readManifest } from '../published.js';

const LIMIT = { timeoutMs: 2 * 60_000 };
const COMMAND = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-spec-version', '1.6'];

/** The full name of a component, with its scope. */
export const nameOf = ({ group, name }) => (group ? `${group}/${name}` : name);

const keyOf = (component) => `${nameOf(component)}@${component.version}`;
const refOf = (component) => component['bom-ref'];
const compare = (one, other) => (one < other ? -1 : Number(one > other));

/** A package of the workspace that nothing depends on: pnpm leaves it out. */
function memberComponent({ name, version, license, description }) {
  const [last, group] = name.split('/').reverse();
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const named = { type: 'library', name: last, version, purl, 'bom-ref': purl, ...(group && { group }) };
  return { ...named, description, licenses: [{ license: { id: license } }] };
}

/**
 * pnpm's own SBOM of all that is installed, by `name@version`: components with licence, hash and addresses. Its graph is
 * not used: it changes from call to call.
 */
async function readComponents(manifests) {
  const { ok, output, stdout } = await pnpm(COMMAND, LIMIT);
  if (!ok) throw new Error(`pnpm sbom failed:\n${output}`);
  const { metadata, components, ...header } = JSON.parse(stdout);
  const found = [...manifests.map(memberComponent), metadata.component, ...components];
  const known = new Map(found.map(({ scope: _, ...component }) => [keyOf(component), component]));
  return { header, metadata, known };
}

/** What each package needs, as the lockfile says, by `name@version`: to run, and in `tools` to be built and tested. */
function readGraph() {
  const { packages, importers } = readLockfile(readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8'));
  const manifests = new Map(
    [...importers.keys()].map((folder) => [folder, readManifest(join(ROOT, folder))]),
  );
  const keyIn = (folder) => `${manifests.get(folder).name}@${manifests.get(folder).version}`;
  const resolve = (need) => (importers.has(need) ? keyIn(need) : need);
  const graph = new Map();
  for (const [key, { needs, optionalPeers }] of packages) {
    // A peer that its user need not have: this workspace has it, a user's does not.
    const isOptional = (need) => optionalPeers.includes(need.slice(0, need.lastIndexOf('@')));
    graph.set(key, { needs: needs.filter((need) => !isOptional(need)), tools: needs.filter(isOptional) });
  }
  for (const [folder, { needs, tools }] of importers) {
    graph.set(keyIn(folder), { needs: needs.map(resolve), tools: tools.map(resolve) });
  }
  return { graph, manifests: [...manifests.values()], members: [...importers.keys()].map(keyIn), keyIn };
}

/** A UUID made of a hash (RFC 9562, version 8), so that the same content has the same serial number. */
function uuidOf(text) {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * A document of the component with the key `root` and all that it leads to by `edges`. It is the same for the same
 * content: sorted, and with no time but SOURCE_DATE_EPOCH (seconds), if that is set.
 */
function documentOf({ header, metadata: source, known }, root, edges, type) {
  const next = (key) => edges(key).filter((need) => known.has(need));
  const reached = new Set([root]);
  for (const key of reached) for (const need of next(key)) reached.add(need);
  const refsOf = (keys) => [...new Set(keys.map((key) => refOf(known.get(key))))].sort(compare);
  const keys = [...reached].sort((one, other) => compare(refOf(known.get(one)), refOf(known.get(other))));
  const seconds = process.env.SOURCE_DATE_EPOCH;
  const timestamp = seconds ? new Date(Number(seconds) * 1000).toISOString() : undefined;
  const content = {
    version: 1,
    metadata: { ...source, timestamp, component: { ...known.get(root), type } },
    components: keys.filter((key) => key !== root).map((key) => known.get(key)),
    dependencies: keys.map((key) => ({ ref: refOf(known.get(key)), dependsOn: refsOf(next(key)) })),
  };
  const { $schema, bomFormat, specVersion } = header;
  const serialNumber = `urn:uuid:${uuidOf(JSON.stringify(content))}`;
  return { $schema, bomFormat, specVersion, serialNumber, ...content };
}

/** The keys of what a package holds copies of; throws if the workspace has none of one, or several versions. */
function bundledKeys(folder, { known }) {
  return (BUNDLED[folder] ?? []).map((name) => {
    const [key, ...others] = [...known.keys()].filter((found) => nameOf(known.get(found)) === name);
    if (!key || others.length > 0) throw new Error(`${name} is bundled: which version is not clear`);
    return key;
  });
}

function publishedBom(folder, source, { graph, keyIn }) {
  const root = keyIn(folder);
  const bundled = bundledKeys(folder, source);
  const edges = (key) => {
    // A copy has nothing installed for it: what it needs is a copy as well, or was left out of the bundle.
    const needs = graph.get(key)?.needs ?? [];
    const isCopy = bundled.includes(key);
    return key === root ? [...needs, ...bundled] : needs.filter((need) => !isCopy || bundled.includes(need));
  };
  return documentOf(source, root, edges, folder.startsWith('apps/') ? 'application' : 'library');
}

/**
 * CycloneDX 1.6 documents: that of the whole workspace, tools included, and of each published package what its user gets,
 * by the name of its folder. Components are as installed here: native tools are those of this platform.
 */
export async function makeBoms() {
  const described = readGraph();
  const { graph, manifests, members, keyIn } = described;
  const source = await readComponents(manifests);
  const all = (key) => {
    const { needs = [], tools = [] } = graph.get(key) ?? {};
    return [...needs, ...tools, ...(key === keyIn('.') ? members.filter((member) => member !== key) : [])];
  };
  const published = new Map();
  for (const folder of publishedFolders()) {
    published.set(folder.split('/').at(-1), publishedBom(folder, source, described));
  }
  return { workspace: documentOf(source, keyIn('.'), all, 'application'), published };
}
