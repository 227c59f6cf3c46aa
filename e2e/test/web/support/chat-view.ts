import type { Frame, Locator, Page } from 'playwright-core';

/** What a person sees of the web client and does in it, in a page of its own or in a frame. */
export class ChatView {
  readonly #view: Page | Frame;

  constructor(view: Page | Frame) {
    this.#view = view;
  }

  button(name: string): Locator {
    return this.#view.getByRole('button', { name, exact: true });
  }

  /** The dialog that is open. */
  get dialog(): Locator {
    return this.#view.getByRole('dialog');
  }

  get composer(): Locator {
    return this.#view.getByRole('textbox', { name: 'Message', exact: true });
  }

  get timeline(): Locator {
    return this.#view.getByRole('log');
  }

  /** One's own messages. */
  get own(): Locator {
    return this.timeline.getByRole('article', { name: /\(you\)$/ });
  }

  /** The messages of one other sender, or of all people. */
  messages(sender?: string): Locator {
    return this.timeline.getByRole('article', sender === undefined ? {} : { name: sender, exact: true });
  }

  /** The link that is shown to be handed over. */
  async shownLink(): Promise<string> {
    return this.#view.getByRole('textbox', { name: 'Room link' }).inputValue();
  }

  /** Writes and sends; does not wait for what becomes of it. */
  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Waits until a text is to be seen, as one element's own. */
  async sees(text: string | RegExp): Promise<void> {
    await this.#view.getByText(text, { exact: true }).first().waitFor();
  }

  /** Opens the list of people and closes it; gives the names as they stand in it. */
  async people(): Promise<readonly string[]> {
    await this.button('People').click();
    const names = await this.dialog.getByRole('listitem').locator('span').allInnerTexts();
    await this.dialog.press('Escape');
    await this.dialog.waitFor({ state: 'detached' });
    return names;
  }

  /** Ends the room, and confirms it. */
  async purge(): Promise<void> {
    await this.button('Purge room').click();
    await this.dialog.getByRole('button', { name: 'Purge room' }).click();
  }
}
