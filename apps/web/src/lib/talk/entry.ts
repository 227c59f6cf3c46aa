/** How far one's own message is: told to nobody yet, heard by all, or of unknown (`lost`) or no (`unsent`) fate. */
export type Delivery = 'pending' | 'sent' | 'lost' | 'unsent';

/** Somebody's text, as a line of the timeline. */
export interface MessageEntry {
  readonly kind: 'message';
  /** Counts the entries of a page; never used again. */
  readonly id: number;
  readonly text: string;
  readonly memberId: number;
  readonly name: string;
  readonly mine: boolean;
  /** Unix milliseconds by this page's clock. */
  readonly at: number;
  readonly delivery: Delivery;
  /** The first of a run by one sender, without more than two minutes or anything else between them. */
  readonly first: boolean;
  /** What came while nobody was looking begins here. */
  readonly unreadFrom: boolean;
}

/** Something that happened in the room. */
export type Notice =
  | {
      readonly type:
        'joined' | 'left' | 'replay' | 'undecryptable' | 'unsupported' | 'data' | 'here' | 'back';
      readonly name: string;
    }
  | { readonly type: 'gap'; readonly name: string; readonly missing: number }
  | { readonly type: 'lost' | 'minuteLeft' };

/** A notice, as a line of the timeline. */
export interface NoticeEntry {
  readonly kind: 'notice';
  readonly id: number;
  readonly notice: Notice;
  readonly at: number;
}

/** A line of the timeline. */
export type Entry = MessageEntry | NoticeEntry;
