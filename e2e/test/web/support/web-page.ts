import type { BrowserContext, Locator, Page } from 'playwright-core';

const WAIT_MS = 10_000;

/** A person's page of the web client, with what it asked for and complained of. */
export class WebPage {
  /** The addresses of all requests and WebSockets, of workers too. */
  readonly requests: string[] = [];
  /** Errors and warnings of the console, errors not caught, dialogs of the browser and what a policy refused. */
  readonly complaints: string[] = [];
  readonly context: BrowserContext;
  readonly page: Page;

  private constructor(context: BrowserContext, page: Page) {
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

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The dialog that is open. */
  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Message', exact: true });
  }

  get timeline(): Locator {
    return this.page.getByRole('log');
  }

  /** One's own messages. */
  get own(): Locator {
    return this.timeline.getByRole('article', { name: /\(you\)$/ });
  }

  /** The messages of one other sender, or of all people. */
  messages(sender?: string): Locator {
    return this.timeline.getByRole('article', sender === undefined ? {} : { name: sender, exact: true });
  }

  /** Makes a room as the start offers it; gives its link. */
  async createRoom(origin: string): Promise<string> {
    await this.goto(origin);
    await this.button('Create room').click();
    return this.shownLink();
  }

  /** The link that is shown to be handed over. */
  async shownLink(): Promise<string> {
    return this.page.getByRole('textbox', { name: 'Room link' }).inputValue();
  }

  /** Opens a link, and is in. */
  async join(link: string): Promise<void> {
    await this.goto(link);
    await this.composer.waitFor();
  }

  /** Writes and sends; does not wait for what becomes of it. */
  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Waits until a text is to be seen, as one element's own. */
  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text, { exact: true }).first().waitFor();
  }

  /** Opens the list of people and closes it; gives the names as they stand in it. */
  async people(): Promise<readonly string[]> {
    await this.button('People').click();
    const names = await this.dialog.getByRole('listitem').locator('span').allInnerTexts();
    await this.page.keyboard.press('Escape');
    await this.dialog.waitFor({ state: 'detached' });
    return names;
  }

  /** Ends the room, and confirms it. */
  async purge(): Promise<void> {
    await this.button('Purge room').click();
    await this.dialog.getByRole('button', { name: 'Purge room' }).click();
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
