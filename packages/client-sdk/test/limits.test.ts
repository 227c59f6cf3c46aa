import { describe, expect, it } from 'vitest';
import { relayLimits } from '../src/index.js';
import { limits } from './relay/answers.js';
import { useRelay } from './relay/use-relay.js';
import { failureOf } from './relay/wait.js';

const relay = useRelay();

describe('the limits of a relay', () => {
  it('are what it says', async () => {
    relay.current.answer('/api/limits', limits());
    expect(await relayLimits(relay.current.origin)).toMatchObject({
      protocol: 'pug.v1',
      ttl: { min: expect.any(Number), max: expect.any(Number), default: expect.any(Number) },
      capacity: { min: expect.any(Number), max: expect.any(Number), default: expect.any(Number) },
    });
  });

  it('cannot be had where the address is no origin', async () => {
    expect(await failureOf(relayLimits('not an address'))).toMatchObject({ code: 'invalid_argument' });
  });

  it('are not waited for once that is aborted', async () => {
    relay.current.answer('/api/limits', 'silence');
    const abort = new AbortController();
    const asking = failureOf(relayLimits(relay.current.origin, { signal: abort.signal }));
    await relay.current.request('/api/limits');
    abort.abort();
    expect(await asking).toMatchObject({ code: 'aborted' });
  });
});
