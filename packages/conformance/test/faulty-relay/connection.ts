import type { WebSocket } from 'ws';
import { later } from './clock.js';
import { CODES, type CloseCode } from './codes.js';
import { Allowance } from './rate.js';
import type { Relay } from './relay.js';
import type { Member } from './room.js';

/** protocol.md, Rates and backlog. */
const MAX_UNSENT_BYTES = 256 * 1_024;
/** protocol.md §6: who has not drained by then is cut off. */
const DRAIN_MS = 5_000;

/** One WebSocket connection, from its upgrade until one side ends it. */
export class Connection {
  readonly allowance: Allowance;
  /** By the monotonic clock, ms. */
  startedMs: number;
  heardMs: number;
  pingedMs: number;
  member?: Member;
  /** From then on nothing that it sends is looked at. */
  isOut = false;
  /** The relay has sent its Close frame. */
  isClosing = false;
  /** Called once when more waits to be sent to it than may. */
  onSlow?: () => void;
  readonly #relay: Relay;

  constructor(
    relay: Relay,
    readonly peer: WebSocket,
    readonly address: string,
  ) {
    const nowMs = relay.clock.monotonic();
    this.#relay = relay;
    this.allowance = new Allowance(relay.faults, relay.settings.rate, nowMs);
    this.startedMs = this.heardMs = this.pingedMs = nowMs;
  }

  tell(event: object): void {
    this.peer.send(JSON.stringify(event));
    this.#watchBacklog();
  }

  forward(frame: Buffer): void {
    this.peer.send(frame);
    this.#watchBacklog();
  }

  /** Sends the close frame of `code`; cuts off a peer that does not take it. */
  close(code: CloseCode): void {
    const { faults } = this.#relay;
    this.isClosing = true;
    this.peer.close(this.#closeNumber(code), faults.on('close.reason-missing') ? '' : code);
    later(DRAIN_MS, () => this.cut());
  }

  cut(): void {
    this.peer.terminate();
  }

  #closeNumber(code: CloseCode): number {
    const { faults } = this.#relay;
    if (code === 'bad_secret' && faults.on('close.wrong-code')) return CODES.room_not_found.close;
    if (code === 'room_purged' && faults.on('purge.wrong-close-code')) return CODES.room_expired.close;
    if (code === 'server_shutdown' && faults.on('shutdown.wrong-code')) return 1_000;
    return CODES[code].close;
  }

  /** Told when the present step is over, so that nobody leaves in the middle of one. */
  #watchBacklog(): void {
    const { onSlow } = this;
    if (!onSlow || this.peer.bufferedAmount <= MAX_UNSENT_BYTES) return;
    delete this.onSlow;
    queueMicrotask(onSlow);
  }
}
