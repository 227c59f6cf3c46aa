// Loaded before anything else and by Node versions of any age: plain syntax only.
import { readFileSync } from 'fs';

const [major, minor] = process.versions.node.split('.').map(Number);

/** Ends the process with one line when this Node is older than `engines.node` of package.json asks for. */
export function requireNode() {
  const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const [wantedMajor, wantedMinor] = engines.node
    .replace(/[^\d.]/g, '')
    .split('.')
    .map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  console.error(
    'Pug Network needs Node.js ' +
      engines.node +
      '; this is ' +
      process.version +
      '. Get it from https://nodejs.org',
  );
  process.exit(1);
}
