import { encodeBase64url, encodeUtf8, KIND } from '@pug-network/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pacer } from '../../src/sending/pacer.js';
import type { RoomCipher } from '../../src/crypto/cipher.js';
import { Views } from '../../src/crypto/views.js';
import type { PugError } from '../../src/errors.js';
import { Outbox } from '../../src/sending/outbox.js';
import { environmentOf, FakeClock } from '../fake-clock.js';
import { Story, type Opened } from '../relay/story.js';
import { quiet, turn, within } from '../relay/wait.js';
import { cipherOf, FAST, TAG } from '../talking.js';

// Whatever happens in whatever order: nothing is sent twice, no number is left out, every promise is kept.

const happenings = fc.constantFrom(
  'send',
  'send',
  'send',
  'echo',
  'join',
  'abort',
  'turn',
  'quiet',
  'cut',
  'connect',
);

/** Turns of the event loop that sealing and echoing a few dozen messages never take. */
const MOST_WAITS = 100_000;

class Bench {
  readonly outbox = new Outbox(environmentOf(new FakeClock()));
  readonly story: Story;
  readonly cipher: RoomCipher;
  /** text → how its promise was settled. */
  readonly fates = new Map<string, string>();
  /** Everything that was sent, by connection. */
  readonly lines: Opened[][] = [];
  readonly #aborts: AbortController[] = [];
  readonly #promises: Promise<void>[] = [];
  #unechoed: Uint8Array[] = [];
  #views: Views | undefined;

  constructor(story: Story, cipher: RoomCipher) {
    this.story = story;
    this.cipher = cipher;
  }

  async happen(what: string): Promise<void> {
    if (what === 'send') this.#send();
    if (what === 'echo') this.#echo();
    if (what === 'join') this.#views?.append(this.#views.epoch + 1, TAG, 'calm-otter');
    if (what === 'abort') this.#aborts.pop()?.abort();
    if (what === 'turn') await turn();
    if (what === 'quiet') await quiet();
    if (what === 'cut') this.#cut();
    if (what === 'connect' && this.#views === undefined) this.#connect();
  }

  /** Echoes all that is sent until every promise is settled. */
  async settle(): Promise<void> {
    if (this.#views === undefined) this.#connect();
    const settling = Promise.all(this.#promises);
    const isOpen = (): boolean => Array.from(this.fates.values()).includes('open');
    for (let waits = 0; waits < MOST_WAITS && isOpen(); waits++) {
      await turn();
      this.#echo();
    }
    await within(settling, 'every promise to be settled');
  }

  #send(): void {
    const text = `message ${this.fates.size}`;
    const control = new AbortController();
    this.#aborts.push(control);
    this.fates.set(text, 'open');
    const sending = this.outbox.push({ kind: KIND.text, body: encodeUtf8(text) }, control.signal);
    const settle = (fate: string): void => {
      this.fates.set(text, fate);
    };
    this.#promises.push(
      sending.then(
        () => settle('echoed'),
        (error: unknown) => settle((error as PugError).code),
      ),
    );
  }

  #echo(): void {
    const frame = this.#unechoed.shift();
    if (frame) this.outbox.acknowledge(frame)?.draft.resolve(undefined as never);
  }

  #cut(): void {
    this.outbox.disconnect();
    this.#views = undefined;
    this.#unechoed = [];
  }

  #connect(): void {
    const memberId = this.lines.length + 1;
    const views = new Views(encodeBase64url(new Uint8Array(32)), memberId, TAG, 'calm-otter');
    const line: Opened[] = [];
    this.lines.push(line);
    this.#views = views;
    const send = (frame: Uint8Array): boolean => {
      if (this.#views !== views) throw new Error('sent over a connection that is gone');
      const opened = this.story.open(frame);
      if (opened.epoch !== views.epoch) throw new Error('sealed for another time');
      line.push(opened);
      this.#unechoed.push(frame);
      return true;
    };
    this.outbox.connect({ memberId, views, cipher: this.cipher, pacer: new Pacer(FAST, 0), send });
  }
}

describe('an outbox', () => {
  it('sends each message at most once, numbered without holes, and settles every promise', async () => {
    const property = fc.asyncProperty(fc.array(happenings, { maxLength: 60 }), async (sequence) => {
      const story = new Story();
      const bench = new Bench(story, await cipherOf(story));
      for (const what of ['connect', ...sequence]) await bench.happen(what);
      await bench.settle();
      const sent = bench.lines.flat().map(({ body }) => Buffer.from(body).toString());
      expect(new Set(sent).size).toBe(sent.length);
      for (const line of bench.lines) expect(line.map(({ seq }) => seq)).toEqual(line.map((_, i) => i + 1));
      for (const [text, fate] of bench.fates) {
        expect(['echoed', 'lost', 'aborted']).toContain(fate);
        if (fate !== 'aborted') expect(sent).toContain(text);
      }
    });
    await fc.assert(property, { seed: 8, numRuns: 60 });
  });
});
