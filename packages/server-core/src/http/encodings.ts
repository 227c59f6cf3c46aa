/** A content coding that a static file is held in. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** Which codings an Accept-Encoding header takes (RFC 9110 §12.5.3); `identity` unless it is refused. */
export function acceptedEncodings(header: string): ReadonlySet<Encoding> {
  const weights = new Map(header.split(',').map(weightOf));
  const rest = weights.get('*');
  const accepts = (name: Encoding, otherwise: number): boolean =>
    (weights.get(name) ?? rest ?? otherwise) > 0;
  const accepted = new Set<Encoding>();
  if (accepts('br', 0)) accepted.add('br');
  if (accepts('gzip', 0)) accepted.add('gzip');
  if (accepts('identity', 1)) accepted.add('identity');
  return accepted;
}

function weightOf(part: string): [name: string, weight: number] {
  const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice('q='.length);
  return [name, weight === undefined ? 1 : Number(weight) || 0];
}
