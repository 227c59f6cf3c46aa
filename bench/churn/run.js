/** CPU time of the relay for each member that joins and leaves, beside its baselines, in one run. See ../README.md. */
import { runBench } from '../lib/rounds.js';
import { readOptions } from './options.js';
import { resultOf, sampleText } from './report.js';
import { openLobbies, visit } from './visits.js';

const { servers, layouts, out, settings } = readOptions();
await runBench({
  programs: layouts.flatMap((layout) => servers.map((server) => ({ ...server, layout }))),
  rounds: settings.rounds,
  out,
  measure,
  told: sampleText,
  resultOf: (samples, isPinned) => resultOf(samples, servers, layouts, { ...settings, pinned: isPinned }),
});

/**
 * Answers checked, warmed up, measured, all visits accounted for.
 * @param {import('../lib/server-process.js').ServerProcess} child
 * @param {import('./servers.js').Server & { layout: import('./servers.js').Layout }} program
 * @param {number} round
 * @returns {Promise<import('./report.js').Sample>}
 */
async function measure(child, { name, openLobby, layout }, round) {
  const division = layout.divide(settings.guests);
  const lobbies = await openLobbies(openLobby, await child.port(), division);
  await visit(lobbies, division.each, settings.warmup);
  const before = await child.cpuMicros();
  const own = process.cpuUsage();
  const started = performance.now();
  const visits = await visit(lobbies, division.each, settings.seconds);
  const wallSeconds = (performance.now() - started) / 1_000;
  const cpuMicros = (await child.cpuMicros()) - before;
  const { user, system } = process.cpuUsage(own);
  for (const lobby of lobbies) lobby.close();
  const generatorMicros = user + system;
  return { server: name, layout: layout.name, round, visits, cpuMicros, generatorMicros, wallSeconds };
}
