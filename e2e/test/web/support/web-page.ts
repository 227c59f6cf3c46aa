import type { BrowserContext, Page } from 'playwright-core';
import { ChatView } from './chat-view.js';

const WAIT_MS = 10_000;

/** A person's page of the web client, with what it asked for and complained of. */
export class WebPage extends ChatView {
  /** The addresses of all requests and WebSockets, of workers too. */
  readonly requests: string[] = [];
  /** Errors and warnings of the console, errors not caught, dialogs of the browser and what a policy refused. */
  readonly complaints: string[] = [];
  readonly context: BrowserContext;
  readonly page: Page;

  private constructor(context: BrowserContext, page: Page) {
    super(page);
    this.context = context;
    this.page = page;
  }

  static async in(context: BrowserContext): Promise<WebPage> {
    context.setDefaultTimeout(WAIT_MS);
    await context.addInitScript(tellOfRefusals);
    const page = new WebPage(context, await context.newPage());
    page.#listen();
    return page;
  }

  async goto(address: string): Promise<void> {
    await this.page.goto(address);
  }

  /** Makes a room as the start offers it; gives its link. */
  async createRoom(origin: string): Promise<string> {
    await this.goto(origin);
    await this.button('Create room').click();
    return this.shownLink();
  }

  /** Opens a link, and is in. */
  async join(link: string): Promise<void> {
    await this.goto(link);
    await this.composer.waitFor();
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  #listen(): void {
    const { context, page, requests, complaints } = this;
    context.on('request', (request) => requests.push(request.url()));
    page.on('websocket', (socket) => requests.push(socket.url()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('dialog', (dialog) => {
      complaints.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  }
}

/** In the page: not everything that its policy refuses gets to the console. */
function tellOfRefusals(): void {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    console.error(`Content-Security-Policy: ${effectiveDirective} refuses ${blockedURI}`);
  });
}
