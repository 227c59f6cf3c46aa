/** What is searched for: a secret in every form in which a program may have it. */

/**
 * @typedef {'key' | 'plaintext' | 'room secret' | 'session token' | 'planted' | 'digest' | 'room id'} Subject
 *   `digest`: SHA-256 of a room secret, which is all that a relay keeps of it
 * @typedef {{ subject: Subject, form: string, bytes: Buffer }} Needle
 */

/** Base64 groups 3 bytes: what stands before a text in what is encoded shifts it by 0, 1 or 2. */
const SHIFTS = [0, 1, 2];
const BLANK = 0x20;

/**
 * Random bytes, and the text that stands for them on the wire.
 * @param {Subject} subject
 * @param {Buffer} raw
 * @returns {Needle[]}
 */
export const ofBytes = (subject, raw) => [
  ...ofRaw(subject, raw),
  { subject, form: 'hex', bytes: Buffer.from(raw.toString('hex')) },
  { subject, form: 'base64', bytes: Buffer.from(raw.toString('base64')) },
  ...ofToken(subject, raw.toString('base64url')),
];

/**
 * Bytes as they are, and with blanks for zeros, which a heap snapshot has in strings.
 * @param {Subject} subject
 * @param {Buffer} raw
 * @returns {Needle[]}
 */
export const ofRaw = (subject, raw) => [
  { subject, form: 'raw', bytes: raw },
  ...(raw.includes(0)
    ? [{ subject, form: 'raw', bytes: Buffer.from(raw.map((byte) => byte || BLANK)) }]
    : []),
];

/**
 * A text that is passed on as it is.
 * @param {Subject} subject
 * @param {string} text
 * @returns {Needle[]}
 */
export const ofToken = (subject, text) => [
  { subject, form: 'text', bytes: Buffer.from(text) },
  { subject, form: 'UTF-16', bytes: Buffer.from(text, 'utf16le') },
];

/**
 * A text that may stand within others, or be encoded with others.
 * @param {Subject} subject
 * @param {string} text
 * @returns {Needle[]}
 */
export const ofText = (subject, text) => [
  ...ofToken(subject, text),
  { subject, form: 'hex', bytes: Buffer.from(Buffer.from(text).toString('hex')) },
  ...SHIFTS.map((shift) => ({ subject, form: `base64, shifted by ${shift}`, bytes: shifted(text, shift) })),
];

/**
 * @param {string} text of letters, digits and hyphens: neither alphabet of base64 shows
 * @param {number} shift
 */
function shifted(text, shift) {
  const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]).toString('base64');
  // The characters at both ends also hold bits of what stands before and after.
  return Buffer.from(encoded.replace(/=+$/, '').slice(shift === 0 ? 0 : shift + 1, -1));
}

/** How often each needle was found. */
export class Hits {
  /** @type {Map<Needle, number>} */
  #counts = new Map();

  /**
   * @param {Needle} needle
   * @param {number} count
   */
  add(needle, count) {
    if (count > 0) this.#counts.set(needle, (this.#counts.get(needle) ?? 0) + count);
  }

  /** @param {Subject} subject */
  of(subject) {
    return this.#of(subject).reduce((sum, [, count]) => sum + count, 0);
  }

  /**
   * How many different needles of the subject were found.
   * @param {Subject} subject
   */
  different(subject) {
    return this.#of(subject).length;
  }

  /**
   * In which forms.
   * @param {Subject} subject
   */
  forms(subject) {
    const forms = this.#of(subject).map(([{ form }]) => form);
    return [...new Set(forms)].join(', ');
  }

  /** @param {Subject} subject */
  #of(subject) {
    return [...this.#counts].filter(([needle]) => needle.subject === subject);
  }
}

/**
 * @param {Hits} hits
 * @param {Buffer} hay
 * @param {readonly Needle[]} needles
 * @param {number} [from] an occurrence that ends before it was counted already
 */
export function search(hits, hay, needles, from = 0) {
  for (const needle of needles) {
    let count = 0;
    const { length } = needle.bytes;
    for (let at = hay.indexOf(needle.bytes); at >= 0; at = hay.indexOf(needle.bytes, at + length))
      if (at + length > from) count += 1;
    hits.add(needle, count);
  }
}
