import { posix } from 'node:path';

/**
 * A pnpm-lock.yaml (version 9). `packages`: by `name@version`, the integrity hash as it stands there (undefined without
 * one), what the package needs (`name@version` each, installed for it), and the names of the peers its user need not have.
 * `importers`: by a folder of the workspace ('.' is the root), what it needs to run, and of `tools` to be built and
 * tested: `name@version`, or the folder of another package here. Reads the layout pnpm writes, not YAML in general.
 */
export function readLockfile(text) {
  const packages = new Map();
  for (const [name, body] of entriesOf(text, 'packages')) {
    const [, integrity] = /\bintegrity: ([^,}\s]+)/.exec(body) ?? [];
    packages.set(name, { integrity, optionalPeers: optionalPeers(body), needs: [] });
  }
  for (const [name, body] of entriesOf(text, 'snapshots')) {
    const found = packages.get(withoutPeers(name));
    const needs = [...pairs(body, 'dependencies'), ...pairs(body, 'optionalDependencies')];
    found.needs = [...new Set([...found.needs, ...needs.map(([need, version]) => keyOf(need, version))])];
  }
  return { packages, importers: readImporters(text) };
}

/** `name: body` for each entry of a section; the body is what is indented below it, or stands after it. */
function entriesOf(text, section) {
  const [, lines = ''] = new RegExp(`^${section}:\\n((?:(?: .*)?\\n)*)`, 'm').exec(text) ?? [];
  return Array.from(
    lines.matchAll(/^ {2}'?([^ '\n]+?)'?:(?: \{\})?\n((?: {4}.*\n)*)/gm),
    ([, name, body]) => [name, body],
  );
}

/** The `name: value` pairs of a part of an entry. */
function pairs(body, part) {
  const [, lines = ''] = new RegExp(`^ {4}${part}:\\n((?: {6}.*\\n)*)`, 'm').exec(body) ?? [];
  return Array.from(lines.matchAll(/^ {6}'?([^ '\n]+?)'?: '?([^'\n]+)/gm), ([, name, value]) => [
    name,
    value,
  ]);
}

function optionalPeers(body) {
  const [, meta = ''] = /^ {4}peerDependenciesMeta:\n((?: {6}.*\n)*)/m.exec(body) ?? [];
  return Array.from(meta.matchAll(/^ {6}'?([^ '\n]+?)'?:\n {8}optional: true/gm), ([, name]) => name);
}

const withoutPeers = (key) => key.replace(/\(.*$/, '');

/** An alias has the name it stands for in its version. */
function keyOf(name, version) {
  const plain = withoutPeers(version);
  return plain.lastIndexOf('@') > 0 ? plain : `${name}@${plain}`;
}

function readImporters(text) {
  const needsOf = (folder, body, part) => {
    const [, lines = ''] = new RegExp(`^ {4}${part}:\\n((?: {6}.*\\n)*)`, 'm').exec(body) ?? [];
    const found = lines.matchAll(/^ {6}'?([^ '\n]+?)'?:\n {8}specifier: .*\n {8}version: '?([^'\n]+)/gm);
    return Array.from(found, ([, name, version]) =>
      version.startsWith('link:') ? posix.join(folder, version.slice('link:'.length)) : keyOf(name, version),
    );
  };
  return new Map(
    entriesOf(text, 'importers').map(([folder, body]) => [
      folder,
      {
        needs: ['dependencies', 'optionalDependencies'].flatMap((part) => needsOf(folder, body, part)),
        tools: needsOf(folder, body, 'devDependencies'),
      },
    ]),
  );
}
