import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIMIT_MS = 60_000;

interface Component {
  readonly 'bom-ref': string;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses?: readonly object[];
  readonly externalReferences?: readonly {
    readonly type: string;
    readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  }[];
}

interface Bom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly serialNumber: string;
  readonly version: number;
  readonly metadata: { readonly timestamp?: string; readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function script(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const file = join(ROOT, 'scripts/supply-chain', name);
  const options = {
    cwd: ROOT,
    timeout: LIMIT_MS,
    env: { ...process.env, SOURCE_DATE_EPOCH: undefined, ...env },
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [file, ...args], options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

let folder: string;
const inFolder = (name: string): string => join(folder, name);
const read = async (path: string): Promise<Bom> => JSON.parse(await readFile(path, 'utf8')) as Bom;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pug-supply-chain-'));
  const written = await script('sbom.js', [`--out=${inFolder('one')}`]);
  expect(written).toMatchObject({ code: 0, stderr: '' });
}, LIMIT_MS);
afterAll(() => rm(folder, { recursive: true, force: true }));

const PUBLISHED = ['client-sdk', 'conformance', 'embed', 'protocol', 'server', 'server-core'];
const ALL = [...PUBLISHED, 'workspace'];
const bomOf = (name: string): Promise<Bom> => read(inFolder(`one/${name}.cdx.json`));
const purlsOf = ({ components }: Bom): string[] => components.map(({ purl }) => purl);

describe('SBOMs', () => {
  it('are there for each published package and for the workspace', async () => {
    const names = await readdir(inFolder('one'));
    expect(names.sort()).toEqual(ALL.map((name) => `${name}.cdx.json`).sort());
  });

  it.each(ALL)('have the required fields: %s', async (name) => {
    const { bomFormat, specVersion, serialNumber, version, metadata, components } = await bomOf(name);
    expect([bomFormat, specVersion, version]).toEqual(['CycloneDX', '1.6', 1]);
    expect(serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(metadata.timestamp).toBeUndefined();
    for (const component of [metadata.component, ...components]) {
      expect(component.type).toMatch(/^(library|application)$/);
      expect(component.purl).toMatch(/^pkg:npm\/(%40[^/@]+\/)?[^/@]+@\d+\.\d+\.\d+/);
      expect(component.purl.endsWith(`${component.name}@${component.version}`)).toBe(true);
      expect(component.licenses).not.toHaveLength(0);
    }
  });

  it.each(ALL)('have a graph that names each component once and nothing else: %s', async (name) => {
    const { metadata, components, dependencies } = await bomOf(name);
    const refs = [metadata.component, ...components].map((component) => component['bom-ref']);
    expect(dependencies.map(({ ref }) => ref).sort()).toEqual([...new Set(refs)].sort());
    expect(dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.includes(ref))).toEqual(
      [],
    );
  });

  it('have the hash that the lockfile has of each component from the registry', async () => {
    const lockfile = await readFile(join(ROOT, 'pnpm-lock.yaml'), 'utf8');
    const { components } = await bomOf('workspace');
    const fromRegistry = components.filter(({ purl }) => !purl.includes('%40pug-network'));
    expect(fromRegistry.length).toBeGreaterThan(500);
    for (const { externalReferences = [] } of fromRegistry) {
      const hash = externalReferences.find(({ type }) => type === 'distribution')?.hashes?.[0];
      const integrity = Buffer.from(hash?.content ?? '', 'hex').toString('base64');
      expect(hash?.alg).toBe('SHA-512');
      expect(lockfile).toContain(`integrity: sha512-${integrity}`);
    }
  });

  it('list what a user gets, without tools and optional peers', async () => {
    expect(purlsOf(await bomOf('server-core'))).toEqual([
      expect.stringMatching(/^pkg:npm\/%40pug-network\/protocol@/),
      expect.stringMatching(/^pkg:npm\/ws@/),
    ]);
    expect(purlsOf(await bomOf('protocol'))).toEqual([]);
  });

  it('list what the web client imports in that of the server, which has a copy', async () => {
    const sources = await readdir(join(ROOT, 'apps/web/src'), { recursive: true });
    const texts = sources
      .filter((path) => /\.(ts|svelte)$/.test(path))
      .map((path) => readFile(join(ROOT, 'apps/web/src', path), 'utf8'));
    const imports = (await Promise.all(texts)).flatMap((text) =>
      Array.from(text.matchAll(/(?:from |import\()'((?:@[^/']+\/)?[a-z][^/']*)/g), ([, name = '']) => name),
    );
    const purls = purlsOf(await bomOf('server')).join('\n');
    expect(imports).toContain('lean-qr');
    for (const name of imports) expect(purls).toContain(`pkg:npm/${name.replace('@', '%40')}@`);
  });

  it(
    'are the same each time, and have the time only of SOURCE_DATE_EPOCH',
    async () => {
      await script('sbom.js', [`--out=${inFolder('again')}`]);
      await script('sbom.js', [`--out=${inFolder('dated')}`], { SOURCE_DATE_EPOCH: '86400' });
      for (const name of ALL) {
        const file = `${name}.cdx.json`;
        expect(await readFile(inFolder(`again/${file}`), 'utf8')).toBe(
          await readFile(inFolder(`one/${file}`), 'utf8'),
        );
        expect((await read(inFolder(`dated/${file}`))).metadata.timestamp).toBe('1970-01-02T00:00:00.000Z');
      }
    },
    LIMIT_MS,
  );
});

describe('the licence check', () => {
  it(
    'passes for this workspace',
    async () => {
      const { code, stdout } = await script('licenses.js', []);
      expect(stdout).toContain('All licences are allowed.');
      expect(code).toBe(0);
    },
    LIMIT_MS,
  );

  const withLicence = (name: string, id?: string): object => ({
    name,
    version: '1.0.0',
    purl: `pkg:npm/${name}@1.0.0`,
    ...(id && { licenses: [{ license: { id } }] }),
  });

  async function checkPlanted(shipped: object, tool: object): Promise<Ended> {
    const planted = await mkdtemp(inFolder('planted-'));
    const plant = (file: string, components: readonly object[]) =>
      writeFile(
        join(planted, `${file}.cdx.json`),
        JSON.stringify({ metadata: { component: withLicence('own', 'MIT') }, components }),
      );
    await plant('product', [shipped]);
    await plant('workspace', [shipped, tool]);
    return script('licenses.js', [`--from=${planted}`]);
  }

  it('passes for a tool what it does not for a shipped package', async () => {
    const fine = await checkPlanted(withLicence('a', 'ISC'), withLicence('b', 'MPL-2.0'));
    expect(fine).toMatchObject({ code: 0, stderr: '' });
    const { code, stderr } = await checkPlanted(withLicence('a', 'MPL-2.0'), withLicence('b', 'ISC'));
    expect(code).toBe(1);
    expect(stderr.trim()).toBe('✗ pkg:npm/a@1.0.0: MPL-2.0 (shipped)');
  });

  it('fails for a tool with a licence that is not on the list, and for one without any', async () => {
    const foreign = await checkPlanted(withLicence('a', 'MIT'), withLicence('b', 'AGPL-3.0-only'));
    const missing = await checkPlanted(withLicence('a', 'MIT'), withLicence('b'));
    expect([foreign.code, missing.code]).toEqual([1, 1]);
    expect(foreign.stderr).toContain('pkg:npm/b@1.0.0: AGPL-3.0-only');
    expect(missing.stderr).toContain('pkg:npm/b@1.0.0: none');
  });
});

describe('the audit', () => {
  const ADVISORY = { github_advisory_id: 'GHSA-1', module_name: 'a', severity: 'high', title: 'bad' };
  const ACCEPTED = { id: 'GHSA-1', reason: 'not reached', until: '9999-12-31' };

  async function audit(report: string, accepted: readonly object[]): Promise<Ended> {
    const files = await mkdtemp(inFolder('audit-'));
    await writeFile(join(files, 'report.json'), report);
    await writeFile(join(files, 'accepted.json'), JSON.stringify(accepted));
    return script('audit.js', [`--report=${files}/report.json`, `--accepted=${files}/accepted.json`]);
  }

  it.each([
    ['nothing is reported', {}, [], 0],
    ['an advisory is not accepted', { 1: ADVISORY }, [], 1],
    ['an advisory is accepted', { 1: ADVISORY }, [ACCEPTED], 0],
    ['the day is past', { 1: ADVISORY }, [{ ...ACCEPTED, until: '2020-01-01' }], 1],
    ['there is no reason', { 1: ADVISORY }, [{ ...ACCEPTED, reason: '' }], 1],
    ['what is accepted is no longer reported', {}, [ACCEPTED], 1],
  ])('when %s', async (_, advisories, accepted, code) => {
    expect((await audit(JSON.stringify({ advisories }), accepted)).code).toBe(code);
  });

  it('says that nothing was checked when there is no answer', async () => {
    const { code, stderr } = await audit('{"error":{"code":"ERR"}}', []);
    expect(code).toBe(2);
    expect(stderr).toContain('Nothing was checked');
  });
});
