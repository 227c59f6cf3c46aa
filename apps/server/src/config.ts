import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { fileURLToPath } from 'node:url';
import {
  ConfigError,
  DEFAULT_ADDRESS,
  resolveConfig,
  type RelayConfig,
  type RelayOptions,
} from '@pug-network/server-core';
import { connectionsByFiles } from './open-files.js';
import { resolveSite, SITE_PATH, siteJson, type Site } from './site.js';

/** A relay's options, and where it listens. `staticDir` may be empty: then nothing is served. */
export interface ServerOptions extends RelayOptions {
  readonly port?: number;
  readonly host?: string;
  /** Whether the documentation is served at `/docs/`. Default false. */
  readonly docs?: boolean;
  readonly site?: Partial<Site>;
}

/** The options with every default filled in. */
export type ServerConfig = Omit<RelayConfig, 'staticDir'> & {
  readonly port: number;
  readonly host: string;
  readonly docs: boolean;
  readonly site: Site;
  readonly staticDir: string;
};

const HIGHEST_PORT = 65_535;
const HOST_NAME = /^[A-Za-z0-9._-]{1,253}$/;
/** As far from `src` as from `dist`, as the next. */
const OWN_PAGE = fileURLToPath(new URL('../dist/web', import.meta.url));
const OWN_DOCS = fileURLToPath(new URL('../dist/docs', import.meta.url));
const DOCS_PATH = '/docs/';
/** The policies that the web client makes: its templates, and its worker. */
const OWN_POLICIES = ['svelte-trusted-html', 'pug-network'];

/** Fills in the defaults. Throws a `ConfigError` that names the option which cannot be. */
export function resolveServerConfig(options: ServerOptions = {}): ServerConfig {
  const {
    port = DEFAULT_ADDRESS.port,
    host = DEFAULT_ADDRESS.host,
    staticDir = OWN_PAGE,
    docs = false,
    site = {},
    ...relay
  } = options;
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) {
    throw new ConfigError('port', `must be a whole number from 0 to ${HIGHEST_PORT}`);
  }
  if (isIP(host) === 0 && !HOST_NAME.test(host))
    throw new ConfigError('host', 'must be an IP address or a host name');
  if (typeof docs !== 'boolean') throw new ConfigError('docs', 'must be true or false, 1 or 0');
  return { ...resolveConfig(relay), port, host, staticDir, docs, site: resolveSite(site) };
}

/** What of it is for the relay. Throws a `ConfigError` where the documentation is asked for and not there. */
export function relayOptions(settings: ServerConfig, docsFolder = OWN_DOCS): RelayOptions {
  const { staticDir, site, docs, trustedTypes, ...config } = settings;
  const policies = staticDir === OWN_PAGE ? OWN_POLICIES : trustedTypes;
  const options = {
    ...config,
    maxConnections: Math.min(config.maxConnections, connectionsByFiles() ?? Infinity),
    ...(policies === undefined ? {} : { trustedTypes: policies }),
    ...(docs ? { staticFolders: { ...config.staticFolders, [DOCS_PATH]: existing(docsFolder) } } : {}),
  };
  if (staticDir === '') return options;
  const staticFiles = { ...config.staticFiles, [SITE_PATH]: siteJson(site, config.embedOrigins) };
  return { ...options, staticDir, staticFiles };
}

/** A checkout has no documentation until it is built; the package that is published has it. */
function existing(docsFolder: string): string {
  if (existsSync(docsFolder)) return docsFolder;
  throw new ConfigError('docs', 'needs the documentation, which is not built: npm run docs builds it');
}

/** The value of an option by its dotted name. */
export const valueAt = (config: ServerConfig, option: string): unknown =>
  option
    .split('.')
    .reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>>)[name], config);
