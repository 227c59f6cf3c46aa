import { resolveServerConfig, valueAt, type ServerConfig } from './config.js';
import { COMMANDS } from './commands.js';
import type { Given } from './given.js';
import { formOf, SETTINGS, type Setting } from './settings.js';

const defaults = resolveServerConfig();

/** The default of a setting, for people. */
export const defaultOf = ({ option, byDefault }: Setting): string =>
  byDefault ?? String(valueAt(defaults, option));

/** What --help shows. */
export function helpText(version: string): string {
  const commands = COMMANDS.map((command) => {
    const short = 'short' in command ? `, -${command.short}` : '';
    return `  --${command.name}${short}\n      ${command.about}\n`;
  });
  const settings = SETTINGS.map((setting) => {
    const { variable, about } = setting;
    return `  ${formOf(setting)}\n      ${about}\n      ${variable}, default: ${defaultOf(setting)}\n`;
  });
  return `pug-server ${version}, a Pug Network relay

Usage: pug-server [flag] [flag=value] ...

${commands.join('')}
Settings, each as a flag or as an environment variable. A flag beats the variable.

${settings.join('')}`;
}

/** What --print-config shows: JSON, a setting a line. */
export function configText(given: readonly Given[], config: ServerConfig): string {
  const lines = given.map(({ setting: { variable, option }, source }) => {
    const entry = JSON.stringify({ value: valueAt(config, option), from: source });
    return `  ${JSON.stringify(variable)}: ${entry}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}
