import { linesOf, portFaults } from './lines.js';
import { unknownVariables, type Settings } from './settings.js';

// What can be said of a unit of systemd and of a container's recipe without systemd and without a container.

const SECTION = /^\[\w+\]$/;
const SETTING = /^[A-Z]\w+=/;
const STARTS_RELAY = /^\/\S*\/node \/\S*\/node_modules\/@pug-network\/server\/dist\/cli\.js$/;
const INSTRUCTION = /^(?:FROM|RUN|USER|ENV|WORKDIR|COPY|EXPOSE|HEALTHCHECK|CMD) /;

/** A unit of systemd, or a part of one. V8 writes machine code as it runs: a unit that denies that starts nothing. */
export function faultsOfUnit(code: string, settings: Settings): string[] {
  const lines = linesOf(code);
  const variables = Array.from(code.matchAll(/^Environment="?(\w+)=/gm), ([, name = '']) => name);
  const commands = Array.from(code.matchAll(/^ExecStart=(.+)$/gm), ([, command = '']) => command);
  return [
    ...(SECTION.test(lines[0] ?? '') ? [] : ['it begins with no section']),
    ...lines
      .filter((line) => !SECTION.test(line) && !SETTING.test(line))
      .map((line) => `${line} is no setting`),
    ...unknownVariables(variables, settings),
    ...commands
      .filter((command) => !STARTS_RELAY.test(command))
      .map((command) => `${command} starts no relay`),
    ...(/^MemoryDenyWriteExecute=(?!no|false|off|0)/m.test(code) ? ['V8 could not run in it'] : []),
  ];
}

/** A recipe for an image. */
export function faultsOfImage(code: string, settings: Settings): string[] {
  const lines = linesOf(code.replaceAll(/\\\n\s*/g, ''));
  const variables = Array.from(code.matchAll(/^ENV (\w+)=/gm), ([, name = '']) => name);
  return [
    ...(lines[0]?.startsWith('FROM node:') ? [] : ['it begins with no image of Node']),
    ...lines.filter((line) => !INSTRUCTION.test(line)).map((line) => `${line} is no instruction`),
    ...(/^USER (?!root|0)\w+$/m.test(code) ? [] : ['it runs as root']),
    ...portFaults(/^EXPOSE (\d+)$/gm, code, settings.port),
    ...unknownVariables(variables, settings),
  ];
}
