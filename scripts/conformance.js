// pnpm conformance: the kit against the relay as built, on both engines; flags are the kit's.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './process.js';

const KIT = join(ROOT, 'packages/conformance/dist/cli.js');
const SERVER = join(ROOT, 'apps/server/dist/cli.js');
const ENGINES = ['uws', 'ws'];

const flags = process.argv.slice(2);
for (const engine of ENGINES) {
  const command = [KIT, ...flags, '--launch', '--', process.execPath, SERVER, '--engine', engine];
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
  process.exitCode ||= status ?? 1;
}
