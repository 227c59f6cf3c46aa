import type { Faults } from './faults.js';

const KNOWN = [
  ...['token', 'algorithm', 'difficulty', 'expiresAt', 'sessionToken', 'error'],
  ...['roomId', 'roomSecret', 'ttl', 'capacity'],
];

/** A relay said no. */
export class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** What one answer says. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an answer; throws where it is an error. */
export async function fieldsOf(response: Response, faults: Faults): Promise<Fields> {
  const text = await response.text();
  if (faults.on('http.compact') && /":\s/.test(text)) throw new Refused('misbehaving_relay');
  const fields = read(text, faults);
  if (faults.on('http.strict') && Object.keys(fields).some((name) => !KNOWN.includes(name)))
    throw new Refused('misbehaving_relay');
  if (!response.ok) throw new Refused((fields['error'] as { code: string }).code);
  return fields;
}

function read(text: string, faults: Faults): Fields {
  const fields = JSON.parse(text) as Fields;
  if (faults.on('http.any-case')) return inAnyCase(fields);
  return faults.on('http.first-value') ? { ...fields, ...firstValues(text) } : fields;
}

/** The names that are known, by whatever is called so last. */
function inAnyCase(fields: Fields): Fields {
  const entries = Object.entries(fields).map(([name, value]) => {
    const known = KNOWN.find((one) => one.toLowerCase() === name.toLowerCase());
    return [known ?? name, value];
  });
  return Object.fromEntries(entries) as Fields;
}

/** Of each name whose value is a string or a number the value that it has first. */
function firstValues(text: string): Fields {
  const pairs = [...text.matchAll(/"(\w+)"\s*:\s*("[^"]*"|\d+)/g)].reverse();
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, JSON.parse(value)]));
}
