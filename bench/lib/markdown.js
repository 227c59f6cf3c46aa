/** A result as Markdown: what was measured, under which settings, the tables, the plots. */

/**
 * @typedef {{ title: string, columns: string[], rows: { label: string, cells: string[] }[] }} Table
 * the columns are named without that of the labels
 */

/**
 * @param {import('./results.js').Result & { machine: Record<string, unknown>, versions: Record<string, string>, date: string }} result
 * @returns {string} a whole document
 */
export function resultMarkdown({ name, title, about, settings, machine, versions, date, tables, plots }) {
  const facts = [
    { label: 'date', cells: [date] },
    ...factRows(machine),
    { label: 'versions', cells: [pairs(versions)] },
    { label: 'settings', cells: [pairs(settings)] },
  ];
  const parts = [
    `# ${title}`,
    ...about,
    ...tables.map(tableMarkdown),
    ...plots.map((plot) => `![${plot.title}](${name}-${plot.name}.svg)`),
    tableMarkdown({ title: 'Measured on', columns: [''], rows: facts }),
    `Every sample: [${name}.json](${name}.json).`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/**
 * @param {Table} table
 * @returns {string} a heading and the table, aligned as Prettier does
 */
export function tableMarkdown({ title, columns, rows }) {
  const grid = [['', ...columns], ...rows.map(({ label, cells }) => [label, ...cells])].map(escaped);
  const widths = grid[0].map((_, column) => Math.max(3, ...grid.map((row) => row[column]?.length ?? 0)));
  const [head, ...body] = grid.map((row) => line(widths.map((width, i) => (row[i] ?? '').padEnd(width))));
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return [`## ${title}`, '', head, rule, ...body].join('\n');
}

/** @param {string[]} cells */
const line = (cells) => `| ${cells.join(' | ')} |`;

/** @param {string[]} cells */
const escaped = (cells) => cells.map((cell) => cell.replaceAll('|', '\\|'));

/** @param {Record<string, unknown>} facts */
const factRows = (facts) =>
  Object.entries(facts).map(([label, value]) => ({ label, cells: [String(value)] }));

/** @param {Record<string, unknown>} values */
const pairs = (values) =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ');
