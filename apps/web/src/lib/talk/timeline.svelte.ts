import type { Entry, MessageEntry, Notice } from './entry.js';

/** A run of entries that changes by itself, so that what comes in touches the last one alone. */
export class Chunk {
  /** Its first entry's. */
  readonly id: number;
  entries = $state.raw<readonly Entry[]>([]);

  constructor(first: Entry) {
    this.id = first.id;
    this.entries = [first];
  }
}

/** A message that is not in the timeline yet. */
export type NewMessage = Omit<MessageEntry, 'kind' | 'id' | 'first' | 'unreadFrom'>;

const ENTRIES_IN_A_CHUNK = 100;
const LONGEST_PAUSE_IN_A_RUN_MS = 120_000;

/** Everything that was said and that happened, in the order in which this page came to know of it. */
export class Timeline {
  #chunks = $state.raw<readonly Chunk[]>([]);
  #lastId = 0;

  get chunks(): readonly Chunk[] {
    return this.#chunks;
  }

  /** Appends a message; gives back its id. */
  say(message: NewMessage): number {
    return this.#append({ ...message, kind: 'message', id: this.#nextId(), first: true, unreadFrom: false });
  }

  /** Appends a notice. */
  note(notice: Notice, at: number): void {
    this.#append({ kind: 'notice', id: this.#nextId(), notice, at });
  }

  /** The message with this id, if there is one. */
  message(id: number): MessageEntry | undefined {
    const entry = this.#chunkOf(id)?.entries.find((other) => other.id === id);
    return entry?.kind === 'message' ? entry : undefined;
  }

  /** Changes a message where it is, if it is still there. */
  change(id: number, fields: Partial<Omit<MessageEntry, 'kind' | 'id' | 'first'>>): void {
    const message = this.message(id);
    if (message) this.#put(id, [{ ...message, ...fields }]);
  }

  /** Takes a message away. */
  remove(id: number): void {
    this.#put(id, []);
  }

  /** Drops everything. */
  clear(): void {
    for (const chunk of this.#chunks) chunk.entries = [];
    this.#chunks = [];
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #append(entry: Entry): number {
    const last = this.#chunks.at(-1);
    const grouped = inRun(last?.entries.at(-1), entry);
    if (last && last.entries.length < ENTRIES_IN_A_CHUNK) last.entries = [...last.entries, grouped];
    else this.#chunks = [...this.#chunks, new Chunk(grouped)];
    return entry.id;
  }

  /** Puts none or one in an entry's place. What follows may begin a run then, or go on with one. */
  #put(id: number, replacement: readonly Entry[]): void {
    const chunk = this.#chunkOf(id);
    const at = chunk?.entries.findIndex((entry) => entry.id === id) ?? -1;
    if (chunk === undefined || at < 0) return;
    const index = this.#chunks.indexOf(chunk);
    const next = this.#chunks[index + 1];
    const before = chunk.entries[at - 1] ?? this.#chunks[index - 1]?.entries.at(-1);
    const entries = [...chunk.entries.slice(0, at), ...replacement, ...chunk.entries.slice(at + 1)];
    chunk.entries = regrouped(before, entries, at);
    const [head, ...rest] = next?.entries ?? [];
    const last = chunk.entries.at(-1) ?? before;
    if (next && head && inRun(last, head) !== head) next.entries = [inRun(last, head), ...rest];
    if (chunk.entries.length === 0) this.#chunks = this.#chunks.filter((other) => other !== chunk);
  }

  #chunkOf(id: number): Chunk | undefined {
    return this.#chunks.findLast((chunk) => chunk.id <= id);
  }
}

/** The entries, with the one at `from` and the one after it grouped anew. */
function regrouped(before: Entry | undefined, entries: readonly Entry[], from: number): readonly Entry[] {
  let previous = before;
  return entries.map((entry, i) => {
    if (i < from || i > from + 1) return entry;
    previous = inRun(previous, entry);
    return previous;
  });
}

/** An entry as it stands after another; the same one where nothing changes. */
function inRun(previous: Entry | undefined, entry: Entry): Entry {
  if (entry.kind === 'notice') return entry;
  const first =
    previous?.kind !== 'message' ||
    previous.memberId !== entry.memberId ||
    entry.at - previous.at > LONGEST_PAUSE_IN_A_RUN_MS ||
    entry.unreadFrom;
  return first === entry.first ? entry : { ...entry, first };
}
