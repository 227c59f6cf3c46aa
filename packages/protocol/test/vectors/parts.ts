import { hex } from '../bytes.js';

/** A run of the same characters, written once. */
interface Run {
  readonly repeat: string;
  readonly times: number;
}

/** How the vectors write what may be long: in one piece, or in pieces and runs to be joined. */
export type Parts = string | readonly (string | Run)[];

/** The text of such parts. */
export const textOf = (parts: Parts): string =>
  typeof parts === 'string'
    ? parts
    : parts.map((part) => (typeof part === 'string' ? part : part.repeat.repeat(part.times))).join('');

/** The bytes of such parts in hex. */
export const bytesOf = (parts: Parts): Uint8Array<ArrayBuffer> => hex(textOf(parts));

/** A message as the vectors write it. */
export interface Written {
  readonly text?: Parts;
  readonly hex?: string;
}

/** The bytes of a message that is written as text or, where it is not UTF-8, in hex. */
export const utf8Of = ({ text, hex: bytes }: Written): Uint8Array<ArrayBuffer> =>
  text === undefined ? hex(bytes ?? '') : Uint8Array.from(Buffer.from(textOf(text)));
