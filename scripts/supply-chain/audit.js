// Asks the registry for known vulnerabilities of everything in the lockfile. Exit code 0: none, or each is accepted in
// audit-accepted.json; 1: some are not, or an entry there is past its date or no longer needed; 2: there was no answer.
// --report=FILE takes the answer from a file, as `pnpm audit --json` prints it, and --accepted=FILE another list.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { endChildrenOnSignal } from '../process.js';
import { pnpm } from '../workspace.js';

const LIMIT = { timeoutMs: 60_000 };
const NO_ANSWER = 2;
const ACCEPTED = new URL('audit-accepted.json', import.meta.url);

function parseReport(text) {
  try {
    const report = JSON.parse(text);
    return report.advisories ? report : undefined;
  } catch {
    return undefined;
  }
}

/** pnpm's report, and where there is none what pnpm said. pnpm exits with 1 if it found anything, so that says nothing. */
async function readReport(file) {
  if (file) return { report: parseReport(readFileSync(file, 'utf8')), output: `${file} is no report` };
  const { output, stdout } = await pnpm(['audit', '--json'], LIMIT);
  return { report: parseReport(stdout), output };
}

/** An entry has the advisory's `id` (GHSA-…), the `reason` why it does not concern us, and `until` (YYYY-MM-DD, included). */
function problemsOf(advisories, accepted, today) {
  const found = advisories.map(({ github_advisory_id: id, module_name: name, severity, title }) => ({
    id,
    text: `${id} (${severity}) ${name}: ${title}`,
  }));
  const valid = accepted.filter(({ until, reason }) => until >= today && reason);
  return [
    ...found.filter(({ id }) => !valid.some((entry) => entry.id === id)).map(({ text }) => text),
    ...accepted
      .filter((entry) => !valid.includes(entry))
      .map(({ id }) => `${id}: accepted without a reason or too long ago`),
    ...valid
      .filter((entry) => !found.some(({ id }) => id === entry.id))
      .map(({ id }) => `${id}: accepted, but no longer reported`),
  ];
}

endChildrenOnSignal();
const { values } = parseArgs({
  options: { report: { type: 'string' }, accepted: { type: 'string' } },
});
const { report, output } = await readReport(values.report);
if (report) {
  const advisories = Object.values(report.advisories);
  const accepted = JSON.parse(readFileSync(values.accepted ?? ACCEPTED, 'utf8'));
  const problems = problemsOf(advisories, accepted, new Date().toISOString().slice(0, 10));
  for (const problem of problems) console.error(`✗ ${problem}`);
  console.log(`${advisories.length} advisories, ${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} else {
  console.error(`Nothing was checked: the registry gave no answer.\n${output.trim()}`);
  process.exitCode = NO_ANSWER;
}
