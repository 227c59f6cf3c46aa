// Packs each package that gets published and looks at the tarball the way its users get it.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from './pack.js';
import { endChildrenOnSignal, ROOT } from './process.js';
import { publishedFolders, readManifest } from './published.js';
import { tool } from './workspace.js';

const LIMIT = { timeoutMs: 2 * 60_000 };

/** What is for us alone: sources, tests, configuration, build leftovers. */
const NOT_FOR_USERS =
  /^(src|test|tests|node_modules|\.turbo)\/|\.(test|spec|config)\.[cm]?[jt]s$|tsconfig.*\.json$|\.log$/;
const WORKSPACE_RANGE = /^(workspace|catalog|file|link|portal):/;
const DEPENDENCY_FIELDS = ['dependencies', 'optionalDependencies', 'peerDependencies', 'devDependencies'];

function checkFiles(content) {
  return readdirSync(content, { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => NOT_FOR_USERS.test(path))
    .map((path) => `${path} is in the tarball`);
}

function checkRanges(manifest) {
  return DEPENDENCY_FIELDS.flatMap((field) =>
    Object.entries(manifest[field] ?? {})
      .filter(([, range]) => WORKSPACE_RANGE.test(range))
      .map(([name, range]) => `${field}: ${name} is asked for as "${range}"`),
  );
}

async function checkWith(command) {
  const { ok, output } = await tool(command, LIMIT);
  return ok ? [] : [`${command[0]}:\n${output.trim()}`];
}

const hasRequire = (entry) => JSON.stringify(entry).includes('"require"');

/** attw is for packages with types; what has no `require` in its exports is ESM only, on purpose: a package or one entry. */
async function checkTypes(tarball, { types, exports = {} }) {
  if (!types) return [];
  const isEsmOnly = !hasRequire(exports);
  const entries = Object.entries(exports).filter(([path]) => path !== './package.json');
  const forBrowsers = isEsmOnly
    ? []
    : entries.filter(([, entry]) => !hasRequire(entry)).map(([path]) => path);
  return checkWith([
    'attw',
    tarball,
    '--no-definitely-typed',
    '--no-emoji',
    '--no-color',
    ...['--profile', isEsmOnly ? 'esm-only' : 'strict'],
    ...(forBrowsers.length > 0 ? ['--exclude-entrypoints', ...forBrowsers] : []),
  ]);
}

async function problemsOf(folder, into) {
  const { tarball, content } = await pack(folder, into);
  const manifest = readManifest(content);
  return [
    ...checkFiles(content),
    ...checkRanges(manifest),
    ...(await checkWith(['publint', 'run', tarball, '--strict'])),
    ...(await checkTypes(tarball, manifest)),
  ];
}

async function checkAll() {
  const temporary = mkdtempSync(join(tmpdir(), 'pug-packages-'));
  let failed = 0;
  try {
    for (const [index, path] of publishedFolders().entries()) {
      const folder = join(ROOT, path);
      const { name } = readManifest(folder);
      const problems = await problemsOf(folder, join(temporary, String(index))).catch((error) => [
        error.message,
      ]);
      console.log(problems.length === 0 ? `✓ ${name}` : `✗ ${name}\n${problems.join('\n')}`);
      if (problems.length > 0) failed += 1;
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return failed;
}

endChildrenOnSignal();
process.exitCode = (await checkAll()) === 0 ? 0 : 1;
