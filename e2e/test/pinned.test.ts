import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('what is pinned', () => {
  it('is every dependency, by an exact version, the catalog or the workspace', async () => {
    const folders = ['packages', 'apps', 'examples'].map(async (parent) =>
      (await readdir(join(ROOT, parent))).map((name) => `${parent}/${name}`),
    );
    const candidates = ['.', 'bench', 'e2e', 'runtimes', ...(await Promise.all(folders)).flat()];
    const texts = await Promise.all(
      candidates.map((path) => readFile(join(ROOT, path, 'package.json'), 'utf8').catch(() => undefined)),
    );
    const ranges = texts
      .filter((text) => text !== undefined)
      .flatMap((text) => {
        const manifest = JSON.parse(text) as Record<string, Record<string, string> | undefined>;
        const fields = ['dependencies', 'devDependencies', 'optionalDependencies'];
        return fields.flatMap((field) => Object.values(manifest[field] ?? {}));
      });
    expect(ranges.length).toBeGreaterThan(50);
    expect(
      ranges.filter((range) => !/^(catalog:|workspace:[\^~*]|(npm:.+@)?\d+\.\d+\.\d+[^ ]*$)/.test(range)),
    ).toEqual([]);
  });

  it('is every version of the catalog', async () => {
    const text = await readFile(join(ROOT, 'pnpm-workspace.yaml'), 'utf8');
    const [, catalog = ''] = /^catalog:\n((?: {2}.*\n)+)/m.exec(text) ?? [];
    const versions = Array.from(catalog.matchAll(/^ {2}[^#\s].*: (.+)$/gm), ([, version = '']) => version);
    expect(versions.length).toBeGreaterThan(40);
    expect(versions.filter((version) => !/^(npm:.+@)?\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))).toEqual([]);
  });

  it('is every package of the lockfile, by a SHA-512 hash', async () => {
    const text = await readFile(join(ROOT, 'pnpm-lock.yaml'), 'utf8');
    const section = text.slice(text.indexOf('\npackages:\n'), text.indexOf('\nsnapshots:\n'));
    const entries = section.split(/^ {2}(?=\S)/m).slice(1);
    expect(entries.length).toBeGreaterThan(500);
    expect(entries.filter((entry) => !/integrity: sha512-[\w+/]{86}==/.test(entry))).toEqual([]);
  });

  it('is every action of the workflows, by its commit, and pnpm by the version of package.json', async () => {
    const folderOfWorkflows = join(ROOT, '.github/workflows');
    const names = await readdir(folderOfWorkflows);
    const texts = await Promise.all(names.map((name) => readFile(join(folderOfWorkflows, name), 'utf8')));
    const uses = Array.from(texts.join('\n').matchAll(/uses: (.+)/g), ([, action = '']) => action);
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual(
      [],
    );
    const { packageManager } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
      packageManager: string;
    };
    const managers = texts.join('\n').match(/pnpm@[\d.]+/g) ?? [];
    expect([...new Set(managers)]).toEqual([packageManager]);
  });
});
