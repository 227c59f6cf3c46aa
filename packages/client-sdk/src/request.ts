import { decodeErrorBody, type Result } from '@pug-network/protocol';
import type { AbortSignalLike } from './platform/abort-signal-like.js';
import type { Environment } from './platform/environment.js';
import { abortedBy, errorOf, PugError, throwIfAborted } from './errors.js';
import type { RequestLike } from './platform/fetch-like.js';

/** A relay, and how to get there. */
export interface Relay {
  readonly origin: string;
  readonly environment: Environment;
}

/** What is asked of a relay's API, and how its answer is read. */
export interface Question<T> extends Pick<RequestLike, 'method' | 'headers' | 'body'> {
  readonly path: string;
  readonly decode: (text: string) => Result<T, string>;
}

const TIMEOUT_MS = 15_000;

/** A relay's answer (protocol.md, HTTP). Rejects with the relay's code, `network`, `misbehaving_relay` or `aborted`. */
export async function request<T>(
  relay: Relay,
  { path, decode, ...init }: Question<T>,
  signal?: AbortSignalLike,
): Promise<T> {
  const { ok, text } = await exchange(relay, path, init, signal);
  if (!ok) {
    const refusal = decodeErrorBody(text);
    throw refusal.ok ? errorOf(refusal.value.error.code) : new PugError('misbehaving_relay');
  }
  const answer = decode(text);
  if (!answer.ok) throw new PugError('misbehaving_relay');
  return answer.value;
}

/** One request, ended by the caller's signal or after 15 s. */
async function exchange(
  { origin, environment }: Relay,
  path: string,
  init: RequestLike,
  signal?: AbortSignalLike,
): Promise<{ ok: boolean; text: string }> {
  throwIfAborted(signal);
  const control = new AbortController();
  const abort = (): void => control.abort();
  signal?.addEventListener('abort', abort);
  const cancelTimeout = environment.after(TIMEOUT_MS, abort);
  try {
    const response = await environment.fetch(origin + path, {
      ...init,
      cache: 'no-store',
      credentials: 'omit',
      // Not followed, as with 'error', which not every platform knows.
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: control.signal,
    });
    return { ok: response.ok, text: await response.text() };
  } catch (cause) {
    throw signal?.aborted ? abortedBy(signal) : new PugError('network', { cause });
  } finally {
    cancelTimeout();
    signal?.removeEventListener('abort', abort);
  }
}
