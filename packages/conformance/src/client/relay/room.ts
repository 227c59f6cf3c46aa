import { randomBytes } from 'node:crypto';
import { VIEW_BYTES } from '../../wire/envelope.js';
import { FIRST_VIEW, newTag, nextView, type Named } from '../../wire/member.js';
import { Companion } from './companion.js';

const WORDS = ['amber', 'brisk', 'calm', 'dusky', 'eager', 'fuzzy', 'gentle', 'hazy'];
const LONGEST_NAME = 'extraordinary-hippopotamus-12345';

/** A room that the kit plays: who joined it, and the views. */
export class PlayedRoom {
  readonly roomId = newTag();
  readonly roomSecret = newTag();
  /** 32 bytes; a client that creates the room makes its own. */
  key: Buffer = randomBytes(32);
  /** Those whom the kit plays, and who are there. */
  readonly present: Companion[] = [];
  readonly #views = new Map<number, string>([[0, FIRST_VIEW]]);
  #last = 0;

  /** The memberId that was given last. */
  get last(): number {
    return this.#last;
  }

  /** The view at a memberId, base64url; by default the newest. */
  view(memberId = this.#last): string {
    const view = this.#views.get(memberId);
    if (view === undefined) throw new Error(`no view at ${memberId}`);
    return view;
  }

  /** What a message carries of that view. */
  prefix(memberId?: number): Buffer {
    return Buffer.from(this.view(memberId), 'base64url').subarray(0, VIEW_BYTES);
  }

  /** The link, with other parameters or none behind it. */
  link(origin: string): string {
    return `${origin}/r/${this.roomId}#k=${this.key.toString('base64url')}&s=${this.roomSecret}`;
  }

  /** Takes a member in. */
  admit(username: string, tag: string): Named {
    const memberId = this.#last + 1;
    this.#views.set(memberId, nextView(this.view(), memberId, tag, username));
    this.#last = memberId;
    return { memberId, username };
  }

  /** Takes somebody in whom the kit plays. */
  admitCompanion(): Companion {
    const tag = newTag();
    const named = this.admit(this.#nextName(), tag);
    const companion = new Companion(this, named, tag);
    this.present.push(companion);
    return companion;
  }

  /** So many have joined before, of whom nothing else is known: the view is a random one. */
  skipTo(memberId: number): void {
    this.#last = memberId;
    this.#views.set(memberId, randomBytes(32).toString('base64url'));
  }

  #nextName(): string {
    const number = this.#last + 1;
    if (number === 4) return LONGEST_NAME;
    return `${WORDS[number % WORDS.length] ?? ''}-otter${number > WORDS.length ? `-${number}` : ''}`;
  }
}
