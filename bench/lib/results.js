/** Results as files: everything as JSON, what is to be read as Markdown, plots as SVG. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { resultMarkdown } from './markdown.js';
import { plotSvg } from './plot.js';

/**
 * @typedef {object} Result
 * @property {string} name of the files
 * @property {string} title
 * @property {string[]} about paragraphs of Markdown
 * @property {Record<string, unknown>} settings what the run was told
 * @property {unknown[]} samples every one, as it was measured
 * @property {import('./markdown.js').Table[]} tables
 * @property {(import('./plot.js').Plot & { name: string })[]} plots
 */

const GIB = 2 ** 30;
/** What servers under measurement are made of. */
const PACKAGES = ['uWebSockets.js', 'ws', 'socket.io', 'express'];

/**
 * Writes `name.json`, `name.md` and `name-<plot>.svg`.
 * @param {string | undefined} out the folder, made where it is missing; undefined writes nothing
 * @param {Result} result
 */
export async function publish(out, result) {
  if (out === undefined) return;
  const whole = {
    ...result,
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    versions: versions(),
  };
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, `${result.name}.json`), `${JSON.stringify(whole, null, 1)}\n`);
  writeFileSync(join(out, `${result.name}.md`), resultMarkdown(whole));
  for (const plot of result.plots) writeFileSync(join(out, `${result.name}-${plot.name}.svg`), plotSvg(plot));
}

function machine() {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory: `${Math.round(totalmem() / GIB)} GiB`,
    system: `${process.platform} ${process.arch}`,
    node: process.version,
  };
}

function versions() {
  const require = createRequire(import.meta.url);
  return Object.fromEntries(PACKAGES.map((name) => [name, require(`${name}/package.json`).version]));
}
