import type { StartProgram } from '../../src/client/program/program.js';
import type { Instruction } from '../../src/client/program/report.js';
import { Refused } from './answers.js';
import { Faults, type FaultName } from './faults.js';
import { readLink, type Link } from './link.js';
import { Maker } from './maker.js';
import type { Shared } from './outbox.js';
import type { Report } from './receiver.js';
import { Room } from './room.js';
import { Teller } from './teller.js';

export { CLIENT_FAULTS, type Fault, type FaultName } from './faults.js';

type Asked = Instruction & { readonly id: number };

/** A client in this process that conforms to protocol.md, but for `fault` if one is named; a second of its clocks lasts `secondMs`. */
export function startClient(fault?: FaultName, secondMs = 1_000): StartProgram {
  return ({ line }) => {
    const driver = new Driver(new Faults(fault), secondMs, (report) => line(JSON.stringify(report)));
    return {
      write: (text) => void driver.follow(JSON.parse(text) as Asked),
      end: () => {
        driver.end();
        return Promise.resolve();
      },
    };
  };
}

class Driver {
  readonly #faults: Faults;
  readonly #secondMs: number;
  readonly #teller: Teller;
  readonly #maker: Maker;
  readonly #control = new AbortController();
  readonly #shared: Shared = { seq: 0 };
  #room: Room | undefined;

  constructor(faults: Faults, secondMs: number, report: (report: Report) => void) {
    this.#faults = faults;
    this.#secondMs = secondMs;
    this.#teller = new Teller(faults, (told) => {
      if (!this.#control.signal.aborted) report(told);
    });
    this.#maker = new Maker(faults, this.#control.signal);
  }

  async follow(asked: Asked): Promise<void> {
    if (asked.do === 'create') await this.#create(asked);
    else if (asked.do === 'join') this.#enter(asked.id, readLink(asked.link, this.#faults));
    else if (asked.do === 'purge') this.#room?.purge(asked.id);
    else if (asked.do === 'leave') this.#room?.leave();
    else this.#room?.send({ ...asked, body: Buffer.from(asked.body, 'base64url') });
  }

  end(): void {
    this.#control.abort();
    this.#room?.drop();
  }

  async #create({ id, origin, ...wish }: Extract<Asked, { do: 'create' }>): Promise<void> {
    try {
      this.#enter(id, await this.#maker.make(origin, wish));
    } catch (error) {
      this.#fail(id, error instanceof Refused ? error.code : 'network');
    }
  }

  #enter(id: number, link: Link | undefined): void {
    if (link === undefined) {
      this.#fail(id, 'bad_link');
      return;
    }
    const parts = { link, faults: this.#faults, secondMs: this.#secondMs, shared: this.#shared };
    this.#room = new Room({ ...parts, tell: (report) => this.#teller.tell(report) }, id);
  }

  #fail(id: number, why: string): void {
    this.#teller.tell({ id, did: 'failed', why });
  }
}
