/** What the kit asks a client to do (CLIENT.md, Instructions). */
export type Instruction =
  | { readonly do: 'create'; readonly origin: string; readonly ttl?: number; readonly capacity?: number }
  | { readonly do: 'join'; readonly link: string }
  | { readonly do: 'send'; readonly kind: number; readonly body: string }
  | { readonly do: 'purge' }
  | { readonly do: 'leave' };

/** What a client reports (CLIENT.md, Reports): `did` says what, `id` which instruction it answers. */
export interface Report {
  readonly did: string;
  readonly id?: number;
  readonly [name: string]: unknown;
}

const REPORTS = [
  ...['joined', 'acknowledged', 'lost', 'failed', 'unable', 'away', 'ended'],
  ...['message', 'came', 'went', 'gap', 'replay', 'undecryptable', 'unsupported'],
];

/** The report of one line; throws on a line that is none. */
export function readReport(line: string): Report {
  const report = parse(line);
  if (typeof report !== 'object' || report === null || !('did' in report))
    throw new Error(`a line that is no report: ${line.slice(0, 200)}`);
  if (typeof report.did !== 'string' || !REPORTS.includes(report.did))
    throw new Error(`a report that CLIENT.md does not know: ${line.slice(0, 200)}`);
  return report as Report;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The client has no such ability: the case is none for it. */
export class Unable extends Error {
  override readonly name = 'Unable';

  constructor(what: Instruction['do'] = 'join') {
    super(`the client is not able to ${what}`);
  }
}
