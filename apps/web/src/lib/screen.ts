import type { EndReason, PugErrorCode } from '@pug-network/client-sdk';
import type { Problem } from './problem.js';
import type { Talk } from './talk/talk.svelte.js';
import type { Words } from './words/en.js';

/** How a room ended, as a text of the dictionary. */
export type Ending = Exclude<keyof Words['ended'], 'newRoom'>;

/** What the page shows. */
export type Screen =
  | { readonly name: 'start' }
  /** `progress` is 0 to 1; `unlucky` where it takes more tries than expected; `shown` once it has taken long enough to be seen. */
  | { readonly name: 'making'; readonly progress: number; readonly unlucky: boolean; readonly shown: boolean }
  | { readonly name: 'joining' }
  /** `fresh` where this page has just made the room, and its link waits to be handed over. */
  | { readonly name: 'room'; readonly talk: Talk; readonly fresh: boolean }
  | { readonly name: 'ended'; readonly how: Ending; readonly reason: EndReason }
  | {
      readonly name: 'problem';
      readonly problem: Problem;
      readonly canRetry: boolean;
      /** The SDK's, or `unexpected`. */
      readonly code: PugErrorCode | 'unexpected';
    };

/** What is said of each way in which a room can end for this page. */
export const ENDINGS: Readonly<Record<EndReason, Ending>> = {
  left: 'left',
  purged: 'purged',
  expired: 'expired',
  gone: 'gone',
  lost: 'lost',
  misbehaving: 'misbehaving',
  removed: 'closed',
  refused: 'closed',
};
