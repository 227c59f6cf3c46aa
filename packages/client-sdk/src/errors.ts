import { CODES, isCode, type Code, type LinkFault } from '@pug-network/protocol';
import type { AbortSignalLike } from './platform/abort-signal-like.js';

/** What can go wrong on this side, besides the codes that a relay answers with. */
export const LOCAL_CODES = {
  aborted: { message: 'The operation was aborted.', temporary: false },
  closed: { message: 'The room has ended for this client.', temporary: false },
  crypto_unavailable: {
    message: 'WebCrypto is not available here; in browsers it needs https or localhost.',
    temporary: false,
  },
  difficulty_too_high: { message: 'The relay asks for more work than is reasonable.', temporary: false },
  invalid_argument: { message: 'An argument is not of its form.', temporary: false },
  link_malformed: { message: 'This is not a room link.', temporary: false },
  link_room_id: { message: 'The room id in the link is damaged.', temporary: false },
  link_key: { message: 'The key in the link is missing or damaged.', temporary: false },
  link_secret: { message: 'The room secret in the link is missing or damaged.', temporary: false },
  lost: { message: 'The relay did not confirm the message; it may have arrived.', temporary: true },
  message_too_large: { message: 'The message is too long: its limit is 15,845 bytes.', temporary: false },
  misbehaving_relay: { message: 'The relay does not keep to the protocol.', temporary: false },
  network: { message: 'The relay cannot be reached.', temporary: true },
  overflow: { message: 'Messages came faster than they were read; some are gone.', temporary: false },
  refused: {
    message: 'The relay closed the connection for a reason that is not known here.',
    temporary: false,
  },
  unsendable: { message: 'JSON cannot hold this value.', temporary: false },
  websocket_unavailable: {
    message: 'There is no WebSocket here: install ws, or hand one in as the option WebSocket.',
    temporary: false,
  },
} as const satisfies Record<LinkFault | 'aborted', { message: string; temporary: boolean }> &
  Record<string, { message: string; temporary: boolean }>;

/** The codes of what goes wrong on this side. */
export type LocalCode = keyof typeof LOCAL_CODES;

/** Every stable code of a {@link PugError}: the relay's (protocol.md, Errors) and this side's own. */
export type PugErrorCode = Code | LocalCode;

/** The one error of this package. Never holds a key, a secret, a token or a message. */
export class PugError extends Error {
  override readonly name = 'PugError';
  /** What went wrong; stable, made to be switched on. */
  readonly code: PugErrorCode;
  /** True where trying again later may help. */
  readonly temporary: boolean;

  constructor(code: PugErrorCode, options?: ErrorOptions) {
    super(describe(code), options);
    this.code = code;
    this.temporary = isTemporary(code);
  }
}

/** The error for a code that a relay answered with; codes of a later revision become `refused`. */
export const errorOf = (code: string | undefined, options?: ErrorOptions): PugError =>
  new PugError(isCode(code) ? code : 'refused', options);

/** The error for a signal that was aborted, its reason kept as the cause. */
export const abortedBy = (signal: AbortSignalLike): PugError =>
  new PugError('aborted', { cause: signal.reason });

/** Throws {@link abortedBy} where the signal is aborted already. */
export function throwIfAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted) throw abortedBy(signal);
}

const isLocal = (code: unknown): code is LocalCode =>
  typeof code === 'string' && Object.hasOwn(LOCAL_CODES, code);

const describe = (code: PugErrorCode): string =>
  isLocal(code) ? LOCAL_CODES[code].message : CODES[code].message;

function isTemporary(code: PugErrorCode): boolean {
  if (isLocal(code)) return LOCAL_CODES[code].temporary;
  const { action } = CODES[code];
  return action === 'later' || action === 'new-challenge';
}
