/** Writes differences.md from what the engines do now; what fails outright is no difference and ends it. */
import { writeFileSync } from 'node:fs';
import { encodeDifferences } from './differences.js';
import { differencesOf, playAll } from './run.js';

const differences = [];
for (const engine of /** @type {const} */ (['uws', 'ws'])) {
  const played = await playAll(engine, 1);
  const failed = played.filter(({ holds }) => !holds);
  if (failed.length > 0) throw new Error(`failed: ${failed.map(({ kase }) => kase.id).join(', ')}`);
  differences.push(...differencesOf(engine, played));
}
writeFileSync(new URL('differences.md', import.meta.url), encodeDifferences(differences));
process.exit(0);
