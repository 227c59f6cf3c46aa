import { resolve } from 'node:path';
import { ConfigError, createRelay, type Relay } from '@pug-network/server-core';
import {
  relayOptions,
  resolveServerConfig,
  valueAt,
  type ServerConfig,
  type ServerOptions,
} from './config.js';
import type { Given } from './given.js';
import { accept, refuse, type Result } from './result.js';
import type { Setting } from './settings.js';

/** The settings that hold, and the relay that they make. */
export interface Effective {
  readonly config: ServerConfig;
  readonly relay: Relay;
}

const defaultAt = (option: string): unknown => valueAt(resolveServerConfig(), option);
const SWITCH: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);
const WHOLE_NUMBER = /^-?\d{1,15}$/;

/** The settings of what was given, or in the user's words which of them cannot be, and what was expected. */
export const effectiveConfig = (given: readonly Given[]): Result<ServerConfig> =>
  inWordsOf(given, () => resolveServerConfig(assemble(given)));

/** As above, with the relay. The documentation comes with this package unless another folder has it. */
export function makeEffective(given: readonly Given[], docsFolder?: string): Result<Effective> {
  const config = effectiveConfig(given);
  if (!config.ok) return config;
  return inWordsOf(given, () => ({
    config: config.value,
    relay: createRelay(relayOptions(config.value, docsFolder)),
  }));
}

function inWordsOf<T>(given: readonly Given[], make: () => T): Result<T> {
  try {
    return accept(make());
  } catch (error) {
    const wrong =
      error instanceof ConfigError && given.find(({ setting }) => setting.option === error.setting);
    if (!wrong) throw error;
    return refuse(faultOf(wrong, error));
  }
}

/** The values in their places. What is ill-formed is put there too: the check of all options finds it and knows the range. */
function assemble(given: readonly Given[]): ServerOptions {
  const options: Record<string, unknown> = {};
  for (const { setting, text } of given) {
    if (text === undefined) continue;
    const [group = '', field] = setting.option.split('.');
    const value = valueOf(setting, text);
    options[group] = field === undefined ? value : { ...(options[group] as object), [field]: value };
  }
  return options;
}

function valueOf({ kind }: Setting, text: string): unknown {
  switch (kind) {
    case 'number':
      return /^\d+$/.test(text) ? Number(text) : NaN;
    case 'list':
      return text === '' ? [] : text.split(',').map((item) => item.trim());
    case 'folder':
      return text === '' ? '' : resolve(text);
    case 'switch':
      return SWITCH.get(text) ?? text;
    case 'word':
      return text;
  }
}

/** Only numbers are repeated: anything else could be a secret in the wrong place. */
function faultOf({ setting, source, name, text }: Given, { setting: option, message }: ConfigError): string {
  const expected = message.slice(option.length + 1);
  if (setting.kind !== 'number') return `${name} ${expected}`;
  if (source === 'default') return `${name} ${expected}, but is ${String(defaultAt(option))} by default`;
  return WHOLE_NUMBER.test(text ?? '') ? `${name} ${expected}, but is ${text}` : `${name} ${expected}`;
}
