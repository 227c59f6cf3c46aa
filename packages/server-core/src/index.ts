export { createRelay, DEFAULT_ADDRESS, type Address, type Relay, type RelayLoad } from './server.js';
export { ConfigError, resolveConfig, type RelayConfig, type RelayOptions } from './config.js';
export type { EngineName } from './socket.js';
export type { Clock } from './timing/clock.js';
