import { bounded } from './bounded.js';

const MOST_LOOKS = 500;

async function ask(url, method) {
  const response = await bounded(fetch(url, { method }), `an answer of ${url}`);
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${url}: ${answer.error}`);
  return answer;
}

/** What there is to run against: `{ engine, relay, hardRelay }`. */
export const factsOf = (control) => ask(control, 'GET');

/** A line to the relay, steered from here (harness/control.js). */
export class Line {
  #url;
  /** Stands where the relay's origin would. */
  origin;

  constructor(url, origin) {
    this.#url = url;
    this.origin = origin;
  }

  static async open(control) {
    const { id, origin } = await ask(`${control}/lines`, 'POST');
    return new Line(`${control}/lines/${id}`, origin);
  }

  /** `{ connections, accepted, bytesFromClients, meddled }` */
  figures() {
    return ask(this.#url, 'GET');
  }

  /** Until so many messages were meddled with. */
  async untilMeddled(messages) {
    for (let look = 0; look < MOST_LOOKS; look++) {
      if ((await this.figures()).meddled === messages) return;
    }
    throw new Error(`looked ${MOST_LOOKS} times in vain for ${messages} messages that were meddled with`);
  }

  /** One of a line's commands: open, stall, mute, refuse, cut, hang-up, half-open, close. */
  tell(command) {
    return ask(`${this.#url}/${command}`, 'POST');
  }

  /** Meddles with so many of the next messages: tamper, replay, drop, truncate. */
  meddle(way, messages = 1) {
    return ask(`${this.#url}/${way}?messages=${messages}`, 'POST');
  }
}
