import {
  createRoom,
  joinRoom,
  PugError,
  relayLimits,
  type EndReason,
  type Limits,
  type PowProgress,
  type Room,
} from '@pug-network/client-sdk';
import { warmUpWorker, workerOptions } from './pow-worker.js';
import type { Wish } from './embed/wish.js';
import { isOver, isWorthRetrying, problemOf } from './problem.js';
import { ENDINGS, type Screen } from './screen.js';
import { askSite, UNNAMED_SITE, type Site } from './site.js';
import { Talk } from './talk/talk.svelte.js';

/** The part of the address bar that the page moves in. */
export interface Address {
  readonly href: string;
  readonly origin: string;
  /** Replaces the entry of the history, so that nothing of the former one is left. */
  replace(path: string): void;
}

/** What is shown before it counts as waiting. */
const UNSEEN_MS = 150;

/** From the start or a link to a room, and to its end: the one place in which the screen changes. */
export class App {
  screen = $state.raw<Screen>({ name: 'start' });
  site = $state.raw<Site>(UNNAMED_SITE);
  /** Asked for by the page around, in a frame; `undefined` in a page of its own. */
  wish = $state.raw<Wish | undefined>();
  /** Whether the frame that this page is in is open. */
  isShown = $state(true);
  limits = $state.raw<Limits | undefined>();
  readonly #address: Address;
  #attempt = new AbortController();
  #again: () => Promise<void> = () => Promise.resolve();
  #talk: Talk | undefined;
  #coolDown: () => void = () => undefined;

  constructor(address: Address) {
    this.#address = address;
  }

  /** Asks what this deployment is and allows, and opens the link that the page was loaded by. */
  async begin(): Promise<void> {
    void askSite().then((site) => (this.site = site));
    await this.open();
  }

  /** Goes where the address says: into the room of a link, or to the start. A room that one is in is left. */
  async open(): Promise<void> {
    const { href, origin } = this.#address;
    this.#forget();
    if (href.startsWith(`${origin}/r/`)) await this.#join(href);
    else await this.#start();
  }

  /** Goes into the room of a link of this deployment. A room that one is in is left. */
  async join(link: string): Promise<void> {
    this.#forget();
    if (link.startsWith(`${this.#address.origin}/r/`)) await this.#join(link);
    else this.#fail(new PugError('link_malformed'));
  }

  /** Makes a room: seconds, and members; the deployment's defaults where they are left out. A room that one is in is left. */
  async create(ttl?: number, capacity?: number): Promise<void> {
    this.#forget();
    this.#again = () => this.create(ttl, capacity);
    this.#makingSeen({ tries: 0, expectedTries: 1, rate: 0 }, false);
    await this.#enter(true, (signal) => {
      const timer = setTimeout(() => this.#show(), UNSEEN_MS);
      signal.addEventListener('abort', () => clearTimeout(timer));
      return createRoom(this.#address.origin, {
        ...workerOptions,
        ttl,
        capacity,
        signal,
        onProgress: (progress) => this.#makingSeen(progress),
      }).finally(() => clearTimeout(timer));
    });
  }

  /** Gives up making or joining a room. */
  cancel(): void {
    this.#attempt.abort();
    this.newRoom();
  }

  /** Does again what did not work. */
  retry(): void {
    void this.#again();
  }

  /** Back to the start; nothing of a room stays in the address. */
  newRoom(): void {
    this.#address.replace('/');
    void this.#start();
  }

  async leave(): Promise<void> {
    await this.#talk?.leave();
  }

  /** Ends the room for everybody. A room that has ended meanwhile shows how by itself. */
  async purge(): Promise<void> {
    await this.#talk?.purge().catch(() => undefined);
  }

  async #start(): Promise<void> {
    this.screen = { name: 'start' };
    this.#coolDown();
    this.#coolDown = warmUpWorker();
    this.limits ??= await relayLimits(this.#address.origin).catch(() => undefined);
  }

  async #join(link: string): Promise<void> {
    this.#again = () => this.#join(link);
    this.screen = { name: 'joining' };
    await this.#enter(false, (signal) => joinRoom(link, { signal }));
  }

  async #enter(fresh: boolean, doorOf: (signal: AbortSignal) => Promise<Room>): Promise<void> {
    this.#attempt = new AbortController();
    const { signal } = this.#attempt;
    try {
      const room = await doorOf(signal);
      this.#talkIn(room, fresh);
    } catch (error) {
      if (signal.aborted || (error instanceof PugError && error.code === 'aborted')) return;
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const problem = problemOf(error, navigator.onLine);
    if (isOver(problem)) this.#address.replace('/');
    const code = error instanceof PugError ? error.code : 'unexpected';
    this.screen = { name: 'problem', problem, canRetry: isWorthRetrying(problem), code };
  }

  #talkIn(room: Room, fresh: boolean): void {
    this.#coolDown();
    const talk = new Talk(room);
    this.#talk = talk;
    if (fresh) this.#address.replace(room.link.slice(this.#address.origin.length));
    this.screen = { name: 'room', talk, fresh };
    void room.closed.then(({ reason }) => this.#end(talk, reason));
  }

  #end(talk: Talk, reason: EndReason): void {
    if (talk !== this.#talk) return;
    this.#forget();
    this.#address.replace('/');
    this.screen = { name: 'ended', how: ENDINGS[reason], reason };
  }

  /** Drops the room, with every message, key and link that this page holds of it. */
  #forget(): void {
    this.#attempt.abort();
    this.#again = () => Promise.resolve();
    const talk = this.#talk;
    this.#talk = undefined;
    void talk?.leave();
    talk?.destroy();
  }

  #makingSeen({ tries, expectedTries }: PowProgress, shown = this.#isShown): void {
    const progress = Math.min(1, tries / expectedTries);
    this.screen = { name: 'making', progress, unlucky: tries > expectedTries, shown };
  }

  get #isShown(): boolean {
    return this.screen.name === 'making' && this.screen.shown;
  }

  #show(): void {
    if (this.screen.name === 'making') this.screen = { ...this.screen, shown: true };
  }
}
