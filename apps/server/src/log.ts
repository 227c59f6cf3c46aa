type Fields = Readonly<Record<string, string | number | undefined>>;

/** One event as a line of JSON. Never anything of a client: no id, no address, no token, no message. */
export const logLine = (level: 'info' | 'error', event: string, fields: Fields = {}): string =>
  `${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`;

export const log = (event: string, fields?: Fields): void => {
  process.stdout.write(logLine('info', event, fields));
};
