const formats = new Map<string, Intl.DateTimeFormat>();

/** Hour and minute of Unix milliseconds, as they are written in a language. */
export function clockTime(at: number, lang: string): string {
  const format = formats.get(lang) ?? new Intl.DateTimeFormat(lang, { timeStyle: 'short' });
  formats.set(lang, format);
  return format.format(at);
}
