import { AsyncLocalStorage } from 'node:async_hooks';

/** One thing that went over the wire while a case ran. */
export interface Line {
  /** Milliseconds since the case began. */
  readonly at: number;
  /** The connection, as in `http 1` or `socket 2`. */
  readonly on: string;
  readonly did: 'sent' | 'received' | 'opened' | 'closed';
  /** What it was, shortened where it is long. */
  readonly what: string;
}

const MAX_TEXT = 400;
const MAX_BYTES_SHOWN = 48;

/** What one case sent and received, on all its connections; it ends those that the case leaves open. */
export class Transcript {
  readonly lines: Line[] = [];
  readonly #open: (() => void)[] = [];
  readonly #start = performance.now();
  readonly #counts = new Map<string, number>();

  /** The name of a new connection of this kind. */
  name(kind: string): string {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    return `${kind} ${count}`;
  }

  /** To be called when the case has ended. */
  later(end: () => void): void {
    this.#open.push(end);
  }

  /** Ends every connection that the case has opened. */
  close(): void {
    for (const end of this.#open.splice(0)) end();
  }

  add(on: string, did: Line['did'], what: string): void {
    const text = what.length > MAX_TEXT ? `${what.slice(0, MAX_TEXT)}… (${what.length} characters)` : what;
    this.lines.push({ at: Math.round(performance.now() - this.#start), on, did, what: text });
  }
}

/** Notes what one connection does. */
export type Notes = (did: Line['did'], what: string) => void;

const current = new AsyncLocalStorage<Transcript>();

/** Runs `work`; the connections that it opens are noted in `transcript`. */
export function noting<T>(transcript: Transcript, work: () => Promise<T>): Promise<T> {
  return current.run(transcript, work);
}

/**
 * For a new connection: its notes in the transcript of the case that opened it, or nowhere outside of one. `end` is called
 * when that case has ended.
 */
export function notesFor(kind: string, end: () => void): Notes {
  const transcript = current.getStore();
  if (transcript === undefined) return () => undefined;
  const name = transcript.name(kind);
  transcript.later(end);
  return (did, what) => transcript.add(name, did, what);
}

/** Bytes for a reader: in hexadecimal, how many there are if not all are shown. */
export function showBytes(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.subarray(0, MAX_BYTES_SHOWN)).toString('hex');
  return bytes.length > MAX_BYTES_SHOWN
    ? `${hex}… (${bytes.length} bytes)`
    : `${hex} (${bytes.length} bytes)`;
}
