// What pnpm dev runs once the command is built, which empties dist: the relay, with the web client and the embed script.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, utimesSync, watchFile } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pathOf = (file) => fileURLToPath(new URL(file, import.meta.url));

const COPY = pathOf('copy-web.js');
const COMMAND = pathOf('../dist/cli.js');
const EMBED = pathOf('../../../packages/embed/dist/embed.js');
/** Where a site that embeds the chat is served for trying it. */
const DEMO_ORIGIN = 'http://localhost:4000';
const LOOK_EVERY_MS = 500;

const copyWeb = () => spawnSync(process.execPath, [COPY], { stdio: 'inherit' });

copyWeb();
spawn(process.execPath, ['--watch', COMMAND], {
  stdio: 'inherit',
  env: { EMBED_ORIGIN: DEMO_ORIGIN, ...process.env },
});

// The script is built anew beside this, and away while it is. A relay reads its files at the start alone, and starts again
// when the command has changed.
watchFile(EMBED, { interval: LOOK_EVERY_MS }, () => {
  if (!existsSync(EMBED)) return;
  copyWeb();
  utimesSync(COMMAND, new Date(), new Date());
});
