const HEAD = ['runtime', 'version', 'passed', 'failed', 'seconds'];
const FIRST_NUMBER = HEAD.indexOf('passed');

const cellsOf = ({ name, version, passed, failed, seconds, whyMissing }) =>
  whyMissing
    ? [name, whyMissing, '', '', '']
    : [name, version, passed, failed, seconds.toFixed(1)].map(String);

/** The outcomes of all runtimes, a line each. */
export function tableOf(outcomes) {
  const rows = [HEAD, ...outcomes.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, i) => (i < FIRST_NUMBER ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}
