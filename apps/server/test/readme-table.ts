import { flagOf, SETTINGS } from '../src/settings.js';
import { defaultOf } from '../src/texts.js';

type Row = readonly string[];

/** The settings as a Markdown table, aligned as Prettier aligns it. */
export function readmeTable(): string {
  const rows: Row[] = [
    ['flag', 'variable', 'default', 'what it is'],
    ...SETTINGS.map((setting): Row => {
      const { variable, about, byDefault } = setting;
      const byDefaultCell = byDefault ?? `\`${defaultOf(setting)}\``;
      return [`\`${flagOf(setting)}\``, `\`${variable}\``, byDefaultCell, about];
    }),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const [head, ...body] = rows.map((row) => line(row.map((cell, column) => cell.padEnd(widths[column]!))));
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n');
}

const line = (cells: Row): string => `| ${cells.join(' | ')} |`;
