import type { Entry, MessageEntry, Notice } from '../../src/lib/talk/entry.js';
import type { Chunk } from '../../src/lib/talk/timeline.svelte.js';

interface Lines {
  readonly chunks: readonly Chunk[];
}

export const entriesOf = ({ chunks }: Lines): Entry[] => chunks.flatMap(({ entries }) => entries);

export const messagesOf = (lines: Lines): MessageEntry[] =>
  entriesOf(lines).filter((entry) => entry.kind === 'message');

export const textsOf = (lines: Lines): string[] => messagesOf(lines).map(({ text }) => text);

/** What happened since one came in. */
export const noticesOf = (lines: Lines): Notice[] =>
  entriesOf(lines).flatMap((entry) =>
    entry.kind === 'notice' && entry.notice.type !== 'here' ? [entry.notice] : [],
  );
