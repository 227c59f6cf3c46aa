/** What cases are made of: frames, and messages that the relay answers so that one sees what became of them. */
import { message, OPCODE } from '@pug-network/conformance/wire';

/** @typedef {import('@pug-network/conformance/wire').FrameParts} Frame */
/** @typedef {(memberId: number) => Buffer} Payload for those that hold their sender's memberId */
/** @typedef {{ opcode: number, fin?: boolean, reserved?: number, length?: number, payload?: Buffer | Payload }} Parts */

/** Payload of the pings and of the close reasons. */
export const HELLO = Buffer.from('Hello, world!');
/** `0xfe` is in no UTF-8. */
export const NOT_UTF8 = Buffer.from([0x00, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0x00, 0xff]);

const HEAD_BYTES = 5;
const OPENING = '{"type":"room:purge","x":"';
const CLOSING = '"}';
/** The shortest text that is answered; longer ones carry a filler. */
const SHORTEST = '{"type":"room:purge"}';

/** A whole data frame. */
export const text = (/** @type {Buffer | string} */ payload) => data(OPCODE.text, Buffer.from(payload));
export const binary = (/** @type {Buffer} */ payload) => data(OPCODE.binary, payload);
export const ping = (payload = HELLO) => data(OPCODE.ping, payload);
export const pong = (payload = HELLO) => data(OPCODE.pong, payload);
export const closeFrame = (/** @type {Buffer} */ payload) => data(OPCODE.close, payload);

/**
 * A text message of so many bytes that a member which is not the creator gets `not_creator` for.
 * @param {number} [bytes] at least 28
 */
export function said(bytes) {
  if (bytes === undefined) return text(SHORTEST);
  return holding(Buffer.alloc(bytes - OPENING.length - CLOSING.length, '*'));
}

/** The same kind of message with these bytes in a string of it. */
export const holding = (/** @type {Buffer} */ bytes) =>
  text(Buffer.concat([Buffer.from(OPENING), bytes, Buffer.from(CLOSING)]));

/**
 * A binary message of so many bytes, which its sender gets back as it is.
 * @param {number} [bytes] at least 33
 * @returns {Parts}
 */
export const sealed = (bytes = 64) => ({
  opcode: OPCODE.binary,
  payload: (memberId) => message(memberId, Buffer.alloc(bytes - HEAD_BYTES, 0xfe)),
});

/**
 * A Close frame's payload.
 * @param {number} code
 * @param {Buffer | string} [reason]
 */
export function closing(code, reason = '') {
  const number = Buffer.alloc(2);
  number.writeUInt16BE(code);
  return closeFrame(Buffer.concat([number, Buffer.from(reason)]));
}

/**
 * The frame cut into fragments that end at these offsets.
 * @param {Parts} frame
 * @param {readonly number[]} ends
 * @returns {Parts[]}
 */
export function fragments(frame, ends) {
  return [0, ...ends].map((start, index) => ({
    ...frame,
    opcode: index === 0 ? frame.opcode : OPCODE.continuation,
    fin: index === ends.length,
    payload: (memberId) => payloadOf(frame, memberId).subarray(start, ends[index]),
  }));
}

/**
 * The frame in fragments of so many bytes.
 * @param {Parts} frame
 * @param {number} bytes of one fragment
 * @param {number} total of the frame's payload
 */
export function cut(frame, bytes, total) {
  const ends = Array.from({ length: Math.ceil(total / bytes) - 1 }, (_, index) => (index + 1) * bytes);
  return fragments(frame, ends);
}

/**
 * @param {Parts} frame
 * @param {number} memberId
 */
export function payloadOf({ payload = Buffer.alloc(0) }, memberId) {
  return typeof payload === 'function' ? payload(memberId) : payload;
}

/**
 * @param {number} opcode
 * @param {Buffer} payload
 * @returns {Parts & { payload: Buffer }}
 */
function data(opcode, payload) {
  return { opcode, payload };
}
