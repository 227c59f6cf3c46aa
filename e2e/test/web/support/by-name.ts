import { bounded } from '../../support/bounded.js';
import type { TestPage } from '../../support/browsers/index.js';

/** What a person does in a page of any browser: finds controls by their names, and reads. */
export class Hand {
  readonly #page: TestPage;

  constructor(page: TestPage) {
    this.#page = page;
  }

  /** Presses the last button of that name as soon as it is there: that of a dialog, where one is open. */
  async press(name: string): Promise<void> {
    await bounded(this.#page.evaluate(press, name), `the button ${name}`);
  }

  async write(text: string): Promise<void> {
    await bounded(this.#page.evaluate(write, text), 'the composer');
  }

  /** Waits until a text is to be read. */
  async reads(text: string): Promise<void> {
    await bounded(this.#page.evaluate(reads, text), text);
  }
}

async function press(name: string): Promise<void> {
  for (;;) {
    const buttons = [...document.querySelectorAll('button')];
    const found = buttons.filter((one) => (one.ariaLabel ?? one.innerText).trim() === name).at(-1);
    found?.click();
    if (found !== undefined) return;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

async function write(text: string): Promise<void> {
  for (;;) {
    const field = document.querySelector<HTMLTextAreaElement>('textarea[aria-label="Message"]');
    if (field !== null) {
      field.focus();
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      return;
    }
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

async function reads(text: string): Promise<void> {
  while (!document.body.innerText.includes(text)) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
