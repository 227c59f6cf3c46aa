/** The path of a request's target as it was sent; of one in absolute form without the origin (RFC 9112 §3.2.2). */
export function pathOf(target = ''): string {
  return target.replace(/^https?:\/\/[^/?]*/i, '').replace(/\?.*$/s, '');
}

export function queryOf(target = ''): URLSearchParams {
  return new URLSearchParams(/\?(.*)$/s.exec(target)?.[1] ?? '');
}
