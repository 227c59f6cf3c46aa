const SHOWN = 3;

const HEAD = [
  '# What the conformance kit catches',
  '',
  'The kit’s tests have a relay and a client of their own, with faults that can be switched on one at a time. Without one they',
  'pass every case. This is what happens with each. `pnpm --filter @pug-network/conformance faults` finds it out anew and writes',
  'this page.',
  '',
];

const RELAYS =
  'Every run of the tests starts the relay with each fault, and sees the first of these cases fail.';
const CLIENTS = 'Every run of the tests runs the client with each fault, and sees these cases fail.';

/** The page of the docs: the faults of relays by what was found to catch them, those of clients by what is known to. */
export function pageOf(relayFaults, caught, clientFaults) {
  const known = new Map(clientFaults.map(({ name, caughtBy }) => [name, caughtBy]));
  const relays = ['## Relays', '', RELAYS, '', ...rowsOf('relay', relayFaults, caught), ''];
  const clients = ['## Clients', '', CLIENTS, '', ...rowsOf('client', clientFaults, known)];
  return `${[...HEAD, ...relays, ...clients].join('\n')}\n`;
}

/** Each fault, and the cases that catch it, those first that catch the fewest others. */
function rowsOf(subject, faults, caught) {
  const counts = new Map();
  for (const ids of caught.values()) for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const bySpecial = (one, other) => counts.get(one) - counts.get(other) || one.localeCompare(other);
  const rows = faults.map(({ name, about }) => {
    const ids = caught.get(name).toSorted(bySpecial);
    const more = ids.length > SHOWN ? `, ${ids.length - SHOWN} more` : '';
    const shown = ids.slice(0, SHOWN).map((id) => `\`${id}\``);
    return [`\`${name}\``, about, `${shown.join(', ') || '**nothing**'}${more}`];
  });
  return table([['fault', `what the ${subject} does`, 'caught by'], ...rows]);
}

/** A Markdown table, its columns aligned as Prettier has it. */
function table([head, ...rows]) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(head), line(rule), ...rows.map(line)];
}
