/** Runs the checks that are named, one after another, and prints the figure behind each promise. See README.md. */
import { writeFileSync } from 'node:fs';
import { checks } from './checks/index.js';
import { nativeEngines } from './lib/engines.js';
import { readOptions } from './lib/options.js';
import { Report } from './lib/report.js';

const options = readOptions(checks.map(({ name }) => name));
const report = new Report(options.isSmall);
const engines = await nativeEngines(options.engines, report);

for (const check of checks.filter(({ name }) => options.names.includes(name))) {
  await report.of(check, (record) => check.run({ ...options, engines, record }));
}
if (options.json !== undefined) writeFileSync(options.json, report.json());
if (options.markdown !== undefined) writeFileSync(options.markdown, report.markdown());
console.log(report.counts());
process.exit(report.failed > 0 ? 1 : 0);
