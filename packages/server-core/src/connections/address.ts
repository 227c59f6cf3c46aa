import { isIPv6, SocketAddress } from 'node:net';

const GROUPS = 8;
const PREFIX_GROUPS = 4;
/** `[IPv6]`, `[IPv6]:port` or `IPv4:port`. */
const WITH_PORT = /^(?:\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/;
const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/;

/**
 * The client's address: the socket's own, or with `trustedHops` reverse proxies in front the one that the outermost of
 * them saw, counted from the right of X-Forwarded-For. What stands further left may be forged and is not looked at.
 */
export function clientAddress(
  socketAddress: string,
  forwardedFor: readonly string[],
  trustedHops: number,
): string {
  if (trustedHops === 0) return socketAddress;
  const values = forwardedFor.flatMap((value) => value.split(',')).map((value) => value.trim());
  const seen = values.filter((value) => value !== '');
  return seen.at(-trustedHops) ?? seen[0] ?? socketAddress;
}

/** What connections of one client are counted under: an IPv4 address, or the /64 of an IPv6 address. */
export function addressKey(text: string): string {
  const address = withoutPort(text);
  if (!isIPv6(address)) return address;
  const normal = new SocketAddress({ address, family: 'ipv6' }).address;
  const mapped = MAPPED_IPV4.exec(normal)?.[1];
  return mapped ?? `${expand(normal).slice(0, PREFIX_GROUPS).join(':')}::/64`;
}

/** Some proxies write the port behind the address. */
const withoutPort = (text: string): string => WITH_PORT.exec(text)?.slice(1).find(Boolean) ?? text;

/** The eight groups of an IPv6 address in its shortest form. */
function expand(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  if (tail === undefined) return front;
  const back = tail === '' ? [] : tail.split(':');
  return [
    ...front,
    ...new Array<string>(Math.max(0, GROUPS - front.length - back.length)).fill('0'),
    ...back,
  ];
}
