import { isIP } from 'node:net';
import { fileURLToPath } from 'node:url';
import {
  ConfigError,
  DEFAULT_ADDRESS,
  resolveConfig,
  type RelayConfig,
  type RelayOptions,
} from '@pug-network/server-core';
import { resolveSite, SITE_PATH, siteJson, type Site } from './site.js';

/** A relay's options, and where it listens. `staticDir` may be empty: then nothing is served. */
export interface ServerOptions extends RelayOptions {
  readonly port?: number;
  readonly host?: string;
  readonly site?: Partial<Site>;
}

/** The options with every default filled in. */
export type ServerConfig = Omit<RelayConfig, 'staticDir'> & {
  readonly port: number;
  readonly host: string;
  readonly site: Site;
  readonly staticDir: string;
};

const HIGHEST_PORT = 65_535;
const HOST_NAME = /^[A-Za-z0-9._-]{1,253}$/;
/** As far from `src` as from `dist`. */
const OWN_PAGE = fileURLToPath(new URL('../dist/web', import.meta.url));
/** The policies that the web client makes: its templates, and its worker. */
const OWN_POLICIES = ['svelte-trusted-html', 'pug-network'];

/** Fills in the defaults. Throws a `ConfigError` that names the option which cannot be. */
export function resolveServerConfig(options: ServerOptions = {}): ServerConfig {
  const {
    port = DEFAULT_ADDRESS.port,
    host = DEFAULT_ADDRESS.host,
    staticDir = OWN_PAGE,
    site = {},
    ...relay
  } = options;
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) {
    throw new ConfigError('port', `must be a whole number from 0 to ${HIGHEST_PORT}`);
  }
  if (isIP(host) === 0 && !HOST_NAME.test(host))
    throw new ConfigError('host', 'must be an IP address or a host name');
  return { ...resolveConfig(relay), port, host, staticDir, site: resolveSite(site) };
}

/** What of it is for the relay. */
export function relayOptions({ staticDir, site, trustedTypes, ...config }: ServerConfig): RelayOptions {
  const policies = staticDir === OWN_PAGE ? OWN_POLICIES : trustedTypes;
  const options = policies === undefined ? config : { ...config, trustedTypes: policies };
  if (staticDir === '') return options;
  const staticFiles = { ...config.staticFiles, [SITE_PATH]: siteJson(site, config.embedOrigins) };
  return { ...options, staticDir, staticFiles };
}

/** The value of an option by its dotted name. */
export const valueAt = (config: ServerConfig, option: string): unknown =>
  option
    .split('.')
    .reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>>)[name], config);
