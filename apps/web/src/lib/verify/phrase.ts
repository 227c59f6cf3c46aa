import { parseRoomLink } from '@pug-network/client-sdk';

const CONTEXT = 'pug-network/safety-phrase/v1';
const WORDS = 6;
/** A word of 2,048. */
const BITS_A_WORD = 11;

/**
 * Six words that stand for a room and its key: 11 bits each, from the front, of the SHA-256 of the context above, a zero byte,
 * the room id as in the link, a zero byte, and the key's 32 bytes. Throws a RangeError where it is no room link.
 */
export async function safetyPhrase(link: string): Promise<readonly string[]> {
  const parsed = parseRoomLink(link);
  if (!parsed.ok) throw new RangeError('not a room link');
  const { roomId, key } = parsed.value;
  const head = new TextEncoder().encode(`${CONTEXT}\0${roomId}\0`);
  const hashed = new Uint8Array(head.length + key.length);
  hashed.set(head);
  hashed.set(key, head.length);
  const { wordlist } = await import('@scure/bip39/wordlists/english.js');
  const digest = await crypto.subtle.digest('SHA-256', hashed);
  hashed.fill(0);
  key.fill(0);
  return numbersOf(new Uint8Array(digest)).map((number) => wordlist[number] ?? '');
}

/** The first numbers of 11 bits each, the highest bit first. */
function numbersOf(digest: Uint8Array): number[] {
  const bits = Array.from(digest, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: WORDS }, (_, i) =>
    parseInt(bits.slice(i * BITS_A_WORD).slice(0, BITS_A_WORD), 2),
  );
}
