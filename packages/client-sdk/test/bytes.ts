/** The bytes of a string in hex. */
export const fromHex = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'hex'));

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Says in one step whether two long byte strings are the same. */
export const same = (a: Uint8Array | undefined, b: Uint8Array): boolean =>
  a !== undefined && Buffer.compare(a, b) === 0;

export const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
