/** Bytes of UTF-8 that one message takes (protocol.md, limits; the SDK's `message_too_large`). */
const MAX_TEXT_BYTES = 15_845;

const encoder = new TextEncoder();

export const bytesOf = (text: string): number => encoder.encode(text).length;

/** How many bytes a text is too long; negative where there is room. */
export const bytesOver = (text: string): number => bytesOf(text) - MAX_TEXT_BYTES;
