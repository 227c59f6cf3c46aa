import { expect, it } from 'vitest';
import type { Result } from '../src/result.js';
import { WRONG, type Sort } from './samples.js';

type Decode = (data: unknown) => Result<unknown, string>;

/** One test a field: every wrong value in it makes the whole message refused. */
export function refusesWrong(
  decode: Decode,
  code: string,
  sound: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, Sort | readonly unknown[]>>,
): void {
  it('takes the sound message that the table spoils', () => {
    expect(decode(JSON.stringify(sound))).toEqual({ ok: true, value: sound });
  });

  it.each(Object.entries(fields))('refuses an ill-typed %s', (name, sort) => {
    const wrong: readonly unknown[] = typeof sort === 'string' ? WRONG[sort] : sort;
    for (const value of wrong) {
      const text = JSON.stringify({ ...sound, [name]: value });
      expect(decode(text), text).toEqual({ ok: false, code });
    }
  });
}

/** A JSON object with a further field that fills it up to so many bytes of UTF-8. */
export function filled(message: object, bytes: number, filler = 'x'): string {
  const start = `${JSON.stringify(message).slice(0, -1)},"filler":"`;
  const room = bytes - Buffer.byteLength(start) - 2;
  const unit = Buffer.byteLength(filler);
  return `${start}${filler.repeat(Math.floor(room / unit))}${'x'.repeat(room % unit)}"}`;
}
