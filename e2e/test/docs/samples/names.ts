import type { Document } from './markdown.js';
import { unknownVariables, type Settings } from './settings.js';

/** Documents about the command, where a flag or a variable in the text is one of its own. */
const ABOUT_THE_COMMAND = new Set(['apps/server/README.md', 'docs/guides/operator.md']);
const COMMANDS = new Set(['--help', '--version', '--print-config', '--check-config']);

/** What documents about the command call a setting or a flag, and is none. */
export function faultsOfNames({ file, spans }: Document, settings: Settings): string[] {
  if (!ABOUT_THE_COMMAND.has(file)) return [];
  return spans.flatMap(({ line, text }) =>
    faultsOfSpan(text, settings).map((fault) => `${file}:${line} ${fault}`),
  );
}

function faultsOfSpan(text: string, settings: Settings): string[] {
  const [, variable] = /^([A-Z]+(?:_[A-Z]+)+)(?:=.*)?$|^([A-Z]+)=.*$/.exec(text)?.filter(Boolean) ?? [];
  if (variable !== undefined) return unknownVariables([variable], settings);
  const [, flag] = /^(--[a-z-]+)(?:[ =].*)?$/.exec(text) ?? [];
  if (flag === undefined || settings.flags.has(flag) || COMMANDS.has(flag)) return [];
  return [`${flag} is no flag`];
}
