/** How the text of a setting is read. */
type Kind = 'number' | 'word' | 'list' | 'folder' | 'switch';

/** One setting: an environment variable, and a flag that is the same word in kebab case. */
export interface Setting {
  readonly variable: string;
  /** Its place in {@link ServerOptions}; what is before the dot is a group. */
  readonly option: string;
  readonly kind: Kind;
  /** What the flag takes, for people. */
  readonly takes: string;
  readonly about: string;
  /** The default in words, where its value alone says too little. */
  readonly byDefault?: string;
}

/** The one table of all settings; parsing, --help, --print-config and the README are made from it. */
export const SETTINGS: readonly Setting[] = [
  {
    variable: 'PORT',
    option: 'port',
    kind: 'number',
    takes: 'number',
    about: 'Port to listen on; 0 lets the system choose.',
  },
  {
    variable: 'HOST',
    option: 'host',
    kind: 'word',
    takes: 'address',
    about: 'Address or host name to listen on; 0.0.0.0 is every IPv4 address, :: every address.',
  },
  {
    variable: 'ENGINE',
    option: 'engine',
    kind: 'word',
    takes: 'auto|uws|ws',
    about: 'WebSocket engine: uws (native uWebSockets.js), ws, or auto for uws where it loads.',
  },
  {
    variable: 'POW_DIFFICULTY',
    option: 'powDifficulty',
    kind: 'number',
    takes: 'bits',
    about: 'Leading zero bits of the proof of work that a new room costs, 0 to 24.',
  },
  {
    variable: 'ALLOWED_ORIGIN',
    option: 'allowedOrigins',
    kind: 'list',
    takes: 'origins',
    about: 'Origins besides its own whose pages may use the relay, by commas, or * for all.',
    byDefault: 'none',
  },
  {
    variable: 'EMBED_ORIGIN',
    option: 'embedOrigins',
    kind: 'list',
    takes: 'origins',
    about: 'Origins whose pages may embed the chat, by commas.',
    byDefault: 'none',
  },
  {
    variable: 'TRUST_PROXY',
    option: 'trustProxy',
    kind: 'number',
    takes: 'hops',
    about: 'Reverse proxies in front that are believed about X-Forwarded-For, 0 to 16.',
  },
  {
    variable: 'MAX_ROOMS',
    option: 'maxRooms',
    kind: 'number',
    takes: 'number',
    about: 'Rooms at one time.',
  },
  {
    variable: 'MAX_CONNECTIONS',
    option: 'maxConnections',
    kind: 'number',
    takes: 'number',
    about: 'Connections at one time.',
  },
  {
    variable: 'MAX_CONNECTIONS_PER_ADDRESS',
    option: 'maxConnectionsPerAddress',
    kind: 'number',
    takes: 'number',
    about: 'Connections of one client address (an IPv6 /64) at one time; 0 is no limit.',
  },
  {
    variable: 'TTL_MIN',
    option: 'ttl.min',
    kind: 'number',
    takes: 'seconds',
    about: 'Shortest life of a room, in seconds.',
  },
  {
    variable: 'TTL_MAX',
    option: 'ttl.max',
    kind: 'number',
    takes: 'seconds',
    about: 'Longest life of a room, in seconds; at most 7 days.',
  },
  {
    variable: 'TTL_DEFAULT',
    option: 'ttl.default',
    kind: 'number',
    takes: 'seconds',
    about: 'Life of a room for which none is asked, in seconds.',
  },
  {
    variable: 'CAPACITY_MIN',
    option: 'capacity.min',
    kind: 'number',
    takes: 'members',
    about: 'Smallest capacity of a room, in members.',
  },
  {
    variable: 'CAPACITY_MAX',
    option: 'capacity.max',
    kind: 'number',
    takes: 'members',
    about: 'Largest capacity of a room, in members; at most 200.',
  },
  {
    variable: 'CAPACITY_DEFAULT',
    option: 'capacity.default',
    kind: 'number',
    takes: 'members',
    about: 'Capacity of a room for which none is asked, in members.',
  },
  {
    variable: 'FRAME_RATE',
    option: 'rate.frames',
    kind: 'number',
    takes: 'number',
    about: 'Messages a second that one connection may send.',
  },
  {
    variable: 'FRAME_BURST',
    option: 'rate.frameBurst',
    kind: 'number',
    takes: 'number',
    about: 'Messages that one connection may send at once.',
  },
  {
    variable: 'BYTE_RATE',
    option: 'rate.bytes',
    kind: 'number',
    takes: 'bytes',
    about: 'Bytes a second that one connection may send.',
  },
  {
    variable: 'BYTE_BURST',
    option: 'rate.byteBurst',
    kind: 'number',
    takes: 'bytes',
    about: 'Bytes that one connection may send at once, at least the 16000 of a message.',
  },
  {
    variable: 'STATIC_DIR',
    option: 'staticDir',
    kind: 'folder',
    takes: 'folder',
    about: 'Folder of static files to serve, read once at the start; empty is none.',
    byDefault: 'the web client',
  },
  {
    variable: 'DOCS',
    option: 'docs',
    kind: 'switch',
    takes: 'true|false',
    about: 'Serve the documentation at /docs/; the flag alone is true.',
  },
  {
    variable: 'SITE_NAME',
    option: 'site.name',
    kind: 'word',
    takes: 'text',
    about: 'Name of the deployment, shown by the web client; up to 60 characters.',
  },
  {
    variable: 'SITE_NOTICE',
    option: 'site.notice',
    kind: 'word',
    takes: 'text',
    about: 'A notice on the first screen, up to 500 characters of plain text.',
    byDefault: 'none',
  },
  {
    variable: 'SITE_LINKS',
    option: 'site.links',
    kind: 'list',
    takes: 'links',
    about: 'At most 6 links below it, by commas, each as Label=https://address.',
    byDefault: 'none',
  },
];

/** How the flag of a setting is written, for people. */
export const formOf = (setting: Setting): string =>
  setting.kind === 'switch'
    ? `${flagOf(setting)}[=${setting.takes}]`
    : `${flagOf(setting)} <${setting.takes}>`;

/** The flag of a setting: `POW_DIFFICULTY` is `--pow-difficulty`. */
export const flagOf = ({ variable }: Setting): string => `--${variable.toLowerCase().replaceAll('_', '-')}`;
