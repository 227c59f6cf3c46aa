import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endChildrenOnSignal, ROOT } from './process.js';
import { install, tool } from './workspace.js';

const BUILD_LIMIT_MS = 10 * 60_000;
const PARENT_CHECK_MS = 500;
const CLI = join(ROOT, 'apps/server/dist/cli.js');

async function step(doing, work) {
  console.error(`${doing} …`);
  const { ok, output } = await work();
  if (ok) return;
  console.error(output);
  // Leaves once it is written, however slowly the pipe is read, and does nothing more until then.
  await new Promise(() => {
    process.stderr.write(`${doing} failed; the reason is above.\n`, () => process.exit(1));
  });
}

const BUILD = ['turbo', 'run', 'build', '--output-logs=errors-only', '--filter=@pug-network/server...'];
const DOCS = ['node', 'scripts/docs/build.js'];
const build = () => tool(BUILD, { timeoutMs: BUILD_LIMIT_MS });

const buildDocs = () => tool(DOCS, { timeoutMs: BUILD_LIMIT_MS });

/** Whether the command will be asked for the documentation, by the flag or, where that is not given, the variable. */
function wantsDocs(args) {
  const flag = args.find((arg) => arg === '--docs' || arg.startsWith('--docs='));
  const value = flag === undefined ? process.env.DOCS : (flag.split('=')[1] ?? 'true');
  return value === 'true' || value === '1';
}

/** The shell that npm starts this with dies of a SIGTERM without passing it on: take its end for that signal. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      isEnding = true;
      // Nobody else listens yet: the signal does what it does by default.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  }
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    if (!isEnding) process.kill(process.pid, 'SIGTERM');
  }, PARENT_CHECK_MS);
  watch.unref();
}

/** Installs and builds what has changed, then becomes the relay's command with the arguments given. */
export async function runServer(args) {
  const letGo = endChildrenOnSignal();
  await step('Installing dependencies', install);
  await step('Building the server', build);
  if (wantsDocs(args)) await step('Building the documentation', buildDocs);
  letGo();
  endWithNpm();
  // In this process, not in a child: signals, exit code and terminal are then the server's own.
  process.argv.splice(1, process.argv.length - 1, CLI, ...args);
  await import(pathToFileURL(CLI).href);
}
