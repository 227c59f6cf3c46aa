import { isIP } from 'node:net';
import { fileURLToPath } from 'node:url';
import {
  ConfigError,
  DEFAULT_ADDRESS,
  resolveConfig,
  type RelayConfig,
  type RelayOptions,
} from '@pug-network/server-core';

/** A relay's options, and where it listens. `staticDir` may be empty: then nothing is served. */
export interface ServerOptions extends RelayOptions {
  readonly port?: number;
  readonly host?: string;
}

/** The options with every default filled in. */
export type ServerConfig = Omit<RelayConfig, 'staticDir'> & {
  readonly port: number;
  readonly host: string;
  readonly staticDir: string;
};

const HIGHEST_PORT = 65_535;
const HOST_NAME = /^[A-Za-z0-9._-]{1,253}$/;
/** As far from `src` as from `dist`. */
const OWN_FILES = fileURLToPath(new URL('../public', import.meta.url));

/** Fills in the defaults. Throws a `ConfigError` that names the option which cannot be. */
export function resolveServerConfig(options: ServerOptions = {}): ServerConfig {
  const {
    port = DEFAULT_ADDRESS.port,
    host = DEFAULT_ADDRESS.host,
    staticDir = OWN_FILES,
    ...relay
  } = options;
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) {
    throw new ConfigError('port', `must be a whole number from 0 to ${HIGHEST_PORT}`);
  }
  if (isIP(host) === 0 && !HOST_NAME.test(host))
    throw new ConfigError('host', 'must be an IP address or a host name');
  return { ...resolveConfig(relay), port, host, staticDir };
}

/** What of it is for the relay. */
export function relayOptions({ staticDir, ...options }: ServerConfig): RelayOptions {
  return staticDir === '' ? options : { ...options, staticDir };
}

/** The value of an option by its dotted name. */
export const valueAt = (config: ServerConfig, option: string): unknown =>
  option
    .split('.')
    .reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>>)[name], config);
