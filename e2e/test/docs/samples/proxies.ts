import { bracketFaults, linesOf, portFaults } from './lines.js';
import type { Settings } from './settings.js';

// What can be said of a proxy's configuration without the proxy: that its brackets close, that what it names is there, that
// it reaches the relay where that listens, and that it gives no connection up before the relay does.

/** A relay takes a peer that was silent for so long for lost (protocol.md §4). */
const SILENCE_S = 60;
const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3_600 };
/** What nginx knows without being told, as far as it is used. */
const NGINX_VARIABLES = [
  'http_host',
  'http_upgrade',
  'proxy_add_x_forwarded_for',
  'remote_addr',
  'request_uri',
];

/** A sample for nginx. */
export const faultsOfNginx = (code: string, { port }: Settings): string[] => [
  ...bracketFaults(code),
  ...linesOf(code)
    .filter((line) => !/[;{}]$/.test(line))
    .map((line) => `${line} ends with none of ; { }`),
  ...portFaults(/proxy_pass http:\/\/127\.0\.0\.1:(\d+);/g, code, port),
  ...timeFaults(/proxy_(?:read|send)_timeout (\d+)(\w*);/g, code, 2, 's'),
  ...nginxVariableFaults(code),
];

/** A sample for HAProxy, which counts in milliseconds where no unit is named. */
export const faultsOfHaproxy = (code: string, { port }: Settings): string[] => {
  const backends = Array.from(code.matchAll(/^backend (\S+)$/gm), ([, name = '']) => name);
  const named = Array.from(code.matchAll(/^\s+(?:default_|use_)backend (\S+)/gm), ([, name = '']) => name);
  return [
    ...named.filter((name) => !backends.includes(name)).map((name) => `there is no backend ${name}`),
    ...portFaults(/^\s+server \S+ 127\.0\.0\.1:(\d+)/gm, code, port),
    ...timeFaults(/^\s+timeout (?:client|server|tunnel) (\d+)(\w*)$/gm, code, 3, 'ms'),
  ];
};

/** A sample for Caddy, which never gives up a WebSocket. */
export const faultsOfCaddy = (code: string, { port }: Settings): string[] => [
  ...bracketFaults(code),
  ...portFaults(/^\s*reverse_proxy 127\.0\.0\.1:(\d+)/gm, code, port),
];

/** The form finds so many times, and each is longer than the relay's patience. */
function timeFaults(form: RegExp, code: string, count: number, usualUnit: string): string[] {
  const times = Array.from(code.matchAll(form), ([text, number, unit = '']) => ({
    text: text.trim(),
    seconds: Number(number) * (SECONDS[unit === '' ? usualUnit : unit] ?? 0),
  }));
  const short = times.filter(({ seconds }) => seconds <= SILENCE_S).map(({ text }) => `${text} is too short`);
  return times.length === count ? short : [...short, `${times.length} times instead of ${count}`];
}

function nginxVariableFaults(code: string): string[] {
  const mapped = Array.from(code.matchAll(/^\s*map \S+ \$(\w+) \{/gm), ([, name = '']) => name);
  const used = Array.from(code.matchAll(/\$(\w+)/g), ([, name = '']) => name);
  const unknown = used.filter((name) => !NGINX_VARIABLES.includes(name) && !mapped.includes(name));
  return unknown.map((name) => `nothing says what $${name} is`);
}
