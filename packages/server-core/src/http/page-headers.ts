import type { Reply } from '../socket.js';

type Headers = Reply['headers'];

/** What pages may make of strings, and whose pages may show the one for frames; both default to none. */
export interface PageOptions {
  readonly trustedTypes?: readonly string[] | undefined;
  readonly embedOrigins?: readonly string[];
}

const PAGE_POLICY = [
  "default-src 'none'",
  // The solver of the proof of work is WebAssembly.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** What a page may ask a person for; a room needs none of it but to hand over its link. */
const PERMISSIONS = [
  ...['accelerometer', 'autoplay', 'browsing-topics', 'camera', 'display-capture', 'gamepad'],
  ...[
    'geolocation',
    'gyroscope',
    'hid',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
  ],
  ...['payment', 'publickey-credentials-get', 'screen-wake-lock', 'serial', 'storage-access', 'usb'],
].map((feature) => `${feature}=()`);

const PERMISSIONS_POLICY = [
  'Permissions-Policy',
  [...PERMISSIONS, 'clipboard-write=(self)'].join(', '),
] as const;

/** The headers of a page besides those of every file: no other page may frame it, or keep hold of its window. */
export const pageHeaders = ({ trustedTypes }: PageOptions): Headers => [
  contentSecurityPolicy([], trustedTypes),
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  PERMISSIONS_POLICY,
];

/** The same for the page that `embedOrigins` may frame; an opener policy would say nothing there. */
export const embedPageHeaders = ({ trustedTypes, embedOrigins = [] }: PageOptions): Headers => [
  contentSecurityPolicy(embedOrigins, trustedTypes),
  PERMISSIONS_POLICY,
];

function contentSecurityPolicy(
  ancestors: readonly string[],
  trustedTypes: readonly string[] | undefined,
): Headers[number] {
  const directives = [
    ...PAGE_POLICY,
    `frame-ancestors ${listOrNone(ancestors)}`,
    ...(trustedTypes === undefined ? [] : requireTrustedTypes(trustedTypes)),
  ];
  return ['Content-Security-Policy', directives.join('; ')];
}

/** Strings become markup or the address of a script by these policies alone. */
const requireTrustedTypes = (names: readonly string[]): readonly string[] => [
  "require-trusted-types-for 'script'",
  `trusted-types ${listOrNone(names)}`,
];

const listOrNone = (sources: readonly string[]): string =>
  sources.length > 0 ? sources.join(' ') : "'none'";
