import { CLOSE } from '../../src/wire/table.js';
import type { Faults } from './faults.js';

const FINAL = ['bad_frame', 'bad_secret', 'room_not_found', 'room_full', 'room_expired', 'room_purged'];

/** How a connection ended. */
export interface End {
  readonly close: number;
  /** The code of the error event before it. */
  readonly error: string | undefined;
  /** Whether the client was in the room. */
  readonly wasIn: boolean;
}

/** Why a connection ended: a code, or `lost`. */
export function whyOf({ close, error }: End): string {
  const [code] = Object.entries(CLOSE).find(([, number]) => number === close) ?? [];
  return code ?? error ?? (isFinalNumber(close) ? 'refused' : 'lost');
}

/** Whether a client gives up then (docs/protocol.md, Code table). */
export function isFinal(end: End, faults: Faults): boolean {
  const why = whyOf(end);
  if (faults.on('codes.event-needed') && end.error === undefined) return false;
  if (faults.on('codes.final-join') && why === 'room_full') return false;
  if (faults.on('codes.final-in-room') && end.wasIn && why === 'bad_frame') return false;
  if (faults.on('codes.unknown-later') && why === 'refused') return false;
  return FINAL.includes(why) || isFinalNumber(end.close);
}

const isFinalNumber = (close: number): boolean =>
  close >= 4_400 && close < 4_500 && close !== 4_408 && close !== 4_429;
