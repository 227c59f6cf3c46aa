import { CODES, type CloseCode, type Code, type CodeRow, type HttpCode } from '@pug-network/protocol';

/** Where a relay can refuse: a request of the API, the WebSocket handshake, a join, a purge. */
export type RefusalStep = 'challenge' | 'redeem' | 'create' | 'limits' | 'connect' | 'join' | 'purge';

interface Refusal {
  readonly code: Code;
  readonly steps: readonly RefusalStep[];
}

const REQUESTS: readonly RefusalStep[] = ['challenge', 'redeem', 'create'];

/** Steps at which a code belongs, where it is not the first of everything that comes. */
const USUAL_STEPS: Partial<Record<Code, readonly RefusalStep[]>> = {
  pow_invalid: ['redeem'],
  pow_replayed: ['redeem'],
  pow_expired: ['redeem'],
  session_invalid: ['create'],
  origin_forbidden: [...REQUESTS, 'connect'],
  not_creator: ['purge'],
};

/** What the next ones to come are refused with. */
export class Refusals {
  readonly #refusals: Refusal[] = [];

  /** Throws a RangeError for a code that cannot be said at that step. */
  add(code: Code, step?: RefusalStep): void {
    const steps = step === undefined ? usualSteps(code) : [step];
    if (!steps.every((at) => canBeSaid(code, at)))
      throw new RangeError(`${code} is no answer to ${step ?? ''}`);
    this.#refusals.push({ code, steps });
  }

  /** The first that waits for this step, used up. */
  take(step: RefusalStep): Code | undefined {
    const place = this.#refusals.findIndex(({ steps }) => steps.includes(step));
    return place < 0 ? undefined : this.#refusals.splice(place, 1)[0]?.code;
  }

  takeHttp(step: RefusalStep): HttpCode | undefined {
    return this.take(step) as HttpCode | undefined;
  }

  takeClose(step: RefusalStep): CloseCode | undefined {
    return this.take(step) as CloseCode | undefined;
  }

  /** Whether a handshake will be refused: a page whose origin is not allowed is told so by the API as well. */
  get isOriginRefused(): boolean {
    return this.#refusals.some(({ code, steps }) => code === 'origin_forbidden' && steps.includes('connect'));
  }
}

function usualSteps(code: Code): readonly RefusalStep[] {
  const row: CodeRow = CODES[code];
  const anywhere = [
    ...(row.http === undefined ? [] : REQUESTS),
    ...(row.close === undefined ? [] : (['join'] as const)),
  ];
  return USUAL_STEPS[code] ?? anywhere;
}

function canBeSaid(code: Code, step: RefusalStep): boolean {
  const row: CodeRow = CODES[code];
  if (step === 'purge') return code === 'not_creator';
  if (step === 'join') return row.close !== undefined;
  return row.http !== undefined || (step === 'connect' && row.close !== undefined);
}
