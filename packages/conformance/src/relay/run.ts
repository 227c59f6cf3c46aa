import { failureOf, type Outcome } from '../outcome.js';
import { get } from '../wire/http.js';
import { parseTarget } from '../wire/target.js';
import { runAll, type Ended } from '../schedule.js';
import { noting, Transcript } from '../wire/transcript.js';
import { within } from '../wire/wait.js';
import { SLOW_SECONDS, type Case, type Relay } from './case.js';
import type { Deployment, Launch } from './launch.js';
import type { Limits, Settings } from './settings.js';

/** Which relay is looked at, and how. */
export interface RelayRun {
  /** A relay that runs already. */
  readonly url?: string;
  /** What is known of that relay's settings. */
  readonly settings?: Settings;
  /** Starts relays. Default: none are started, and what needs one of its own is skipped. */
  readonly launch?: Launch;
  /** Settings of every relay that is started. */
  readonly base?: Settings;
  /** Cases that take long too. Default false. */
  readonly slow?: boolean;
  /** Cases at one time, slow ones aside. Default 4. */
  readonly concurrency?: number;
  /** Hears of each case when it has ended. */
  readonly onOutcome?: (outcome: Outcome) => void;
}

const CASE_LIMIT_MS = 60_000;
const SECOND_MS = 1_000;

/** Runs the cases and tells what became of each, in their order. */
export async function runCases(cases: readonly Case[], options: RelayRun): Promise<Outcome[]> {
  const fleet = new Fleet(options);
  try {
    const { limits } = await fleet.first();
    const secondsFor = ({ on }: Case) => secondsOf(on, limits, options);
    return await runAll(cases, {
      isSlow: (one) => secondsFor(one) > SLOW_SECONDS,
      run: (one) => tryOne(one, fleet, secondsFor(one), options),
      concurrency: options.concurrency,
      onOutcome: options.onOutcome,
    });
  } finally {
    await fleet.stop();
  }
}

async function tryOne(one: Case, fleet: Fleet, seconds: number, { slow = false }: RelayRun): Promise<Ended> {
  if (seconds > SLOW_SECONDS && !slow)
    return { status: 'skipped', reason: `takes ${Math.ceil(seconds)} s; it runs with --slow` };
  const transcript = new Transcript();
  try {
    const relay = await fleet.relayFor(one);
    if (relay === undefined)
      return { status: 'skipped', reason: 'needs a relay that the kit starts; see --launch' };
    const work = noting(transcript, () => one.run(relay));
    await within(work, 'the case to end', CASE_LIMIT_MS + 2 * seconds * SECOND_MS);
    return { status: 'passed' };
  } catch (error) {
    return { status: 'failed', failure: failureOf(error, transcript.lines) };
  } finally {
    transcript.close();
  }
}

/** How long a case takes: by the limits of the relay that it will look at. */
function secondsOf({ seconds, settings }: Case['on'], limits: Limits, { launch }: RelayRun): number {
  const own = launch && settings?.ttl ? { ...limits, ttl: settings.ttl } : limits;
  return seconds?.(own) ?? 0;
}

/** The relays of a run: the one that was given, and those that were started, one for each different settings. */
class Fleet {
  readonly #options: RelayRun;
  readonly #shared = new Map<string, Promise<Relay>>();
  readonly #running: Deployment[] = [];
  #given: Promise<Relay> | undefined;

  constructor(options: RelayRun) {
    this.#options = options;
  }

  /** The relay that was given, else one without any particular settings. */
  first(): Promise<Relay> {
    return this.#givenOne() ?? this.#launched({});
  }

  /** The relay for a case; undefined if there can be none. */
  async relayFor({ on }: Case): Promise<Relay | undefined> {
    const given = await this.#givenOne();
    const fits = on.fits ?? (() => on.settings === undefined);
    if (!on.ends && given && fits(given)) return given;
    if (!this.#options.launch) return undefined;
    return on.ends ? this.#alone(on.settings ?? {}) : this.#launched(on.settings ?? {});
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.#shared.values());
    await Promise.allSettled(this.#running.map((one) => one.stop()));
  }

  #givenOne(): Promise<Relay> | undefined {
    const { url, settings = {} } = this.#options;
    if (url === undefined) return undefined;
    return (this.#given ??= relayAt(url, settings, () =>
      Promise.reject(new Error('a relay that the kit has not started is not shut down by it')),
    ));
  }

  #launched(settings: Settings): Promise<Relay> {
    const key = JSON.stringify(settings);
    const relay =
      this.#shared.get(key) ??
      this.#launch(settings, () => Promise.reject(new Error('other cases look at this relay too')));
    this.#shared.set(key, relay);
    return relay;
  }

  #alone(settings: Settings): Promise<Relay> {
    return this.#launch(settings, (deployment) => deployment.stop());
  }

  async #launch(settings: Settings, stop: (deployment: Deployment) => Promise<void>): Promise<Relay> {
    const { launch, base } = this.#options;
    if (!launch) throw new TypeError('neither an address nor a way to start a relay was given');
    const all = { ...base, ...settings };
    const deployment = await launch(all);
    this.#running.push(deployment);
    return relayAt(deployment.url, all, () => stop(deployment));
  }
}

async function relayAt(url: string, settings: Settings, stop: () => Promise<void>): Promise<Relay> {
  const target = parseTarget(url);
  const answer = await get(target, '/api/limits');
  if (answer.status !== 200) throw new Error(`/api/limits is answered with ${answer.status}`);
  const limits = answer.json() as Limits;
  return { ...target, limits, settings, stop };
}
