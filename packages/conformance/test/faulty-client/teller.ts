import type { FaultName, Faults } from './faults.js';
import type { Report } from './receiver.js';

const LONG_CHARS = 1_000;
const DELAY_MS = 3;

const EVENTS = ['came', 'went'];
const VERDICTS = ['gap', 'replay', 'undecryptable', 'unsupported'];
const ENDS = ['away', 'ended'];
/** With these every message takes its time. */
const SLOW: readonly FaultName[] = [
  ...(['order.events-first', 'order.verdicts-first', 'order.end-first'] as const),
  ...(['order.dropped', 'order.loss-first'] as const),
];

/** Reports in the order in which things happened, unless a fault of order is switched on. */
export class Teller {
  readonly #faults: Faults;
  readonly #report: (report: Report) => void;
  #queue: Report[] = [];
  #isWorking = false;

  constructor(faults: Faults, report: (report: Report) => void) {
    this.#faults = faults;
    this.#report = report;
  }

  tell(report: Report): void {
    if (report.did === 'ended' && this.#faults.on('order.dropped')) this.#queue = [];
    const isFirst = this.#queue.length === 0 && !(report.did === 'message' && this.#isSlow(report));
    if (isFirst || this.#overtakes(report)) this.#report(report);
    else this.#later(report);
  }

  #later(report: Report): void {
    this.#queue.push(report);
    if (!this.#isWorking) setTimeout(() => this.#work(), DELAY_MS);
    this.#isWorking = true;
  }

  #work(): void {
    const next = this.#queue.shift();
    if (next) this.#report(next);
    this.#isWorking = this.#queue.length > 0;
    if (this.#isWorking) setTimeout(() => this.#work(), DELAY_MS);
  }

  /** Whether this message takes its time. */
  #isSlow({ body }: Report): boolean {
    if (this.#faults.on('order.short-first')) return String(body).length > LONG_CHARS;
    return SLOW.some((name) => this.#faults.on(name));
  }

  /** Whether it does not wait for what came first. */
  #overtakes(report: Report): boolean {
    const { did } = report;
    if (this.#faults.on('order.short-first')) return did === 'message' && !this.#isSlow(report);
    if (this.#faults.on('order.events-first')) return EVENTS.includes(did);
    if (this.#faults.on('order.verdicts-first')) return VERDICTS.includes(did);
    if (this.#faults.on('order.end-first')) return did === 'ended';
    return this.#faults.on('order.loss-first') && ENDS.includes(did);
  }
}
