import type { Reply, RequestHead } from '../../src/socket.js';

type Headers = Readonly<Record<string, string | readonly string[]>>;

/** The start of a request; a header may have several values. */
export function headOf(method: string, target: string, headers: Headers = {}): RequestHead {
  const [path = '', query = ''] = target.split('?');
  return {
    method,
    path,
    query,
    headers: (name) => {
      const value = headers[name];
      if (value === undefined) return [];
      return typeof value === 'string' ? [value] : value;
    },
    address: () => '203.0.113.7',
  };
}

/** The values of a header of an answer, in order. */
export const valuesOf = ({ headers }: Reply, name: string): string[] =>
  headers.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value);

/** The one value of a header of an answer; `undefined` where there is none, or more. */
export function valueOf(reply: Reply, name: string): string | undefined {
  const values = valuesOf(reply, name);
  return values.length === 1 ? values[0] : undefined;
}

export const textOf = ({ body }: Reply): string => Buffer.from(body ?? []).toString();
