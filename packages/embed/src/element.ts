import { wordsIn } from './words.js';
import { frameBox } from './frame-box.js';
import { relayOf, type Theme } from './attributes.js';
import { attachShell } from './shell.js';
import { reflect, REFLECTED, takeOver } from './reflecting.js';
import type { Command, FrameEvent, Mode } from './bridge/messages.js';
import type { Listening, PugChatEvents } from './events.js';
import type { RoomWish } from './room-wish.js';

/** There are no elements where a page is made on a server. */
const Base =
  (globalThis as Partial<typeof globalThis>).HTMLElement ?? (Object as unknown as typeof HTMLElement);

/**
 * `<pug-chat>`: a chat of the relay's own origin in a frame, which the page around cannot look into. What comes of a method is
 * told by the events; what is called before the frame is ready waits for it, in order.
 */
export class PugChatElement extends Base {
  static readonly observedAttributes: readonly string[] = [...REFLECTED, 'lang', 'open'];

  /** Where the chat comes from: an http(s) URL, of which the origin counts. Another one makes a new frame. */
  declare relay: string;
  /** Default, and what is unknown: `inline`. */
  declare mode: Mode;
  /** Seconds that a room lives at most; `null` leaves it to the visitor. */
  declare ttl: number | null;
  /** Members that a room takes; `null` leaves it to the visitor. */
  declare capacity: number | null;
  /** `null` is as the browser prefers. */
  declare theme: Theme | null;
  /** `#rrggbb`; `null` is the chat's own. */
  declare accent: string | null;

  declare addEventListener: Listening<this>;
  declare removeEventListener: Listening<this>;

  readonly #box = frameBox(
    () => this.#greeting(),
    (event) => this.#hear(event),
    () => this.#fail('frame_refused', `${this.#relay} refused: is ${location.origin} in its EMBED_ORIGIN?`),
  );
  readonly #shell = attachShell(this, this.#box.iframe);
  #relay: string | undefined;
  #isLive = false;
  #sharesLink = false;
  #unread = 0;

  /**
   * Whether the page is told the link of a room that the visitor makes; the visitor is told so before. Default: false. It is fixed for
   * a frame from its first options on: a change counts from the next frame.
   */
  get shareLinkWithHost(): boolean {
    return this.hasAttribute('share-link-with-host');
  }

  set shareLinkWithHost(isShared: boolean) {
    this.toggleAttribute('share-link-with-host', isShared);
  }

  /** Whether the chat is open: the attribute `open` in a bubble or a panel; inline it always is. */
  get isOpen(): boolean {
    return this.mode === 'inline' || this.hasAttribute('open');
  }

  /**
   * Opens a bubble or a panel, and moves the focus into the chat. Set to true or false, as frameworks do with what is an attribute
   * too, it is the attribute `open`.
   */
  get open(): () => void {
    return () => (this.open = true);
  }

  set open(isOpen: boolean | (() => void)) {
    this.toggleAttribute('open', !!isOpen);
  }

  /** Closes a bubble or a panel, and gives the focus back. The chat goes on; `leave` ends it. */
  close(): void {
    this.open = false;
  }

  /** Opens what is closed, and closes what is open. */
  toggle(): void {
    this.toggleAttribute('open');
  }

  /** Makes a room and opens the chat. With `share-link-with-host` the visitor is asked before. */
  create(wish: RoomWish = {}): void {
    this.#box.send({ ...wish, type: 'create' });
    this.open();
  }

  /** Joins the room of a link and opens the chat. The page knows the link then, and whoever knows it can read along. */
  join(link: string | URL): void {
    this.#box.send({ type: 'join', link: String(link) });
    this.open();
  }

  /** Leaves the room. */
  leave(): void {
    this.#box.send({ type: 'leave' });
  }

  /** For the browser: the element has come into a document. */
  connectedCallback(): void {
    takeOver(this);
    this.#isLive = true;
    this.attributeChangedCallback('relay');
  }

  /** For the browser: the element has left its document, and with it the frame. */
  disconnectedCallback(): void {
    this.#isLive = false;
    this.#drop();
  }

  /** For the browser: that there is one keeps the frame where a page moves the element by `moveBefore`. */
  connectedMoveCallback(): void {
    // Nothing has changed.
  }

  /** For the browser: an attribute has changed. */
  attributeChangedCallback(name: string, before?: string | null, after?: string | null): void {
    if (!this.#isLive) return;
    const relay = relayOf(this.relay);
    if (this.#relay !== relay) this.#drop();
    if (!relay && name === 'relay') this.#fail('invalid_argument', 'relay is no http(s) URL');
    if (relay && !this.#relay && this.isOpen) {
      this.#relay = relay;
      this.#sharesLink = this.shareLinkWithHost;
      this.#shell.append(relay);
    }
    const news = this.#greeting().slice(name === 'open' ? 1 : 0);
    news.forEach(this.#box.post);
    this.#draw();
    if (name === 'open' && this.mode !== 'inline' && (before === null) !== (after === null)) this.#turn();
  }

  #drop(): void {
    this.#box.remove();
    this.#relay = undefined;
    this.#unread = 0;
  }

  #greeting(): readonly Command[] {
    const { mode, ttl, capacity, theme, accent } = this;
    const options = {
      mode,
      ttl: ttl ?? undefined,
      capacity: capacity ?? undefined,
      lang: this.#lang(),
      theme: theme ?? undefined,
      accent: accent ?? undefined,
      sharesLink: this.#sharesLink,
    };
    return [
      { type: 'options', options },
      { type: 'shown', shown: this.isOpen },
    ];
  }

  /** The element's own language, or that of what is around. */
  #lang(): string {
    return this.closest<HTMLElement>('[lang]')?.lang ?? '';
  }

  #turn(): void {
    if (this.isOpen) {
      this.#shell.focus();
      this.#box.post({ type: 'focus' });
      this.#emit('opened');
    } else {
      this.#shell.blur();
      this.#emit('closed');
    }
  }

  #draw(): void {
    this.#shell.show(this.#unread, wordsIn(this.#lang(), ...navigator.languages));
  }

  #hear(event: FrameEvent): void {
    const { type, ...detail } = event;
    if (type === 'unread') {
      this.#unread = event.count;
      this.#draw();
    }
    if (type === 'ready' && this.isOpen && this.#shell.hasFocus()) this.#box.post({ type: 'focus' });
    if (type === 'height') this.#shell.height(event.px);
    else if (type === 'escape') this.close();
    else if (type !== 'link' || this.#sharesLink) this.#emit(type, detail);
  }

  #fail(code: string, why: string): void {
    console.error(`<pug-chat>: ${why}`);
    this.#emit('error', { code });
  }

  #emit(type: keyof PugChatEvents, detail?: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

reflect(PugChatElement);
