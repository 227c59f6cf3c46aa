import { admit, type Command, type FrameOptions, type HostPort, type Knock } from '@pug-network/embed/frame';
import { App } from '../app.svelte.js';
import type { Screen } from '../screen.js';
import { askSite, type Site } from '../site.js';
import { eventsBetween } from './events.js';

/** Why a frame does not run: it is in none, or in a page that may not show it. */
export type Refusal = 'notEmbedded' | 'notAllowed';

/** The window that the page is in. */
export interface FrameWindow {
  readonly parent: unknown;
  /** What came before the page could listen; once it does, nothing more is kept. */
  knocks?: Knock[] | undefined;
  addEventListener(type: 'message', listener: (knock: Knock) => void): void;
}

/** The page that is in the frame. */
export interface FramePage {
  /** Looks and speaks as the site asked for. */
  dress(options: FrameOptions): void;
  /** Puts the focus where one begins. */
  focus(): void;
}

/** The chat in the frame of a site: waits for the page around, then does what that asks and tells what has happened. */
export class Frame {
  readonly app: App;
  refusal = $state.raw<Refusal | undefined>();
  /** Whether the page around has been let in, and the chat runs. */
  isRunning = $state(false);
  readonly #window: FrameWindow;
  readonly #page: FramePage;
  #port: HostPort | undefined;
  #host = '';
  #sharesLink = false;
  #unread = 0;
  #screen: Screen | undefined;
  #options: FrameOptions | undefined;

  constructor(window: FrameWindow, origin: string, page: FramePage) {
    this.#window = window;
    this.#page = page;
    // Nothing of a room gets into the address of a frame.
    this.app = new App({ href: `${origin}/embed`, origin, replace: () => undefined });
  }

  /** Lets the page around in, if it may show this. */
  async begin(): Promise<void> {
    const site = await askSite();
    this.app.site = site;
    if (this.#window.parent === this.#window) this.refusal = 'notEmbedded';
    else if (site.embedOrigins.length === 0) this.refusal = 'notAllowed';
    else this.#open(site);
  }

  /** The person wants to get out of the chat. */
  escape(): void {
    this.#port?.post({ type: 'escape' });
  }

  /** How high what is shown is, in pixels. */
  height(px: number): void {
    this.#port?.post({ type: 'height', px: Math.ceil(px) });
  }

  /** How many messages nobody has seen. */
  unread(count: number): void {
    if (count === this.#unread) return;
    this.#unread = count;
    this.#port?.post({ type: 'unread', count });
  }

  /** Tells what it means that another screen is shown. */
  changed(screen: Screen): void {
    if (!this.isRunning) return;
    const events = eventsBetween(this.#screen, screen, this.#sharesLink);
    this.#screen = screen;
    for (const event of events) this.#port?.post(event);
  }

  #open({ embedOrigins: origins }: Site): void {
    const door = { parent: this.#window.parent, origins };
    const knocked = (knock: Knock): void => {
      const port = this.#port === undefined ? admit(knock, door) : undefined;
      if (port === undefined) return;
      this.#port = port;
      this.#host = new URL(knock.origin).host;
      port.listen((command) => this.#obey(command));
    };
    const early = this.#window.knocks ?? [];
    this.#window.knocks = undefined;
    this.#window.addEventListener('message', knocked);
    early.forEach(knocked);
  }

  #obey(command: Command): void {
    if (command.type === 'options') this.#take(command.options);
    else if (this.isRunning) this.#act(command);
  }

  #take(options: FrameOptions): void {
    this.#sharesLink = this.#options?.sharesLink ?? options.sharesLink;
    this.#options = options;
    const { ttl, capacity } = options;
    this.app.wish = { ttl, capacity, toldLink: this.#sharesLink ? this.#host : undefined };
    this.#page.dress(options);
    if (this.isRunning) return;
    this.isRunning = true;
    void this.app.open();
    this.#port?.post({ type: 'ready' });
  }

  #act(command: Exclude<Command, { type: 'options' }>): void {
    switch (command.type) {
      case 'create':
        this.#create(command.ttl, command.capacity);
        break;
      case 'join':
        void this.app.join(command.link);
        break;
      case 'leave':
        void this.app.leave();
        break;
      case 'shown':
        this.app.isShown = command.shown;
        break;
      case 'focus':
        this.#page.focus();
        break;
    }
  }

  /** Where the site gets the link, the person has to read so, and makes the room by the button that stands under it. */
  #create(ttl = this.#options?.ttl, capacity = this.#options?.capacity): void {
    if (this.#sharesLink) {
      this.app.wish = { ...this.app.wish, ttl, capacity };
      void this.app.open();
    } else void this.app.create(ttl, capacity);
  }
}
