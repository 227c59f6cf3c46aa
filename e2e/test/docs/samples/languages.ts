import { dirname } from 'node:path';
import { FRAMEWORK_NAMES } from '../../embed/support/frameworks.js';
import { faultsOfShell } from './commands.js';
import { faultsOfImage, faultsOfUnit } from './machines.js';
import { placeOf, type Block } from './markdown.js';
import { faultsOfHtml, faultsOfHttp, faultsOfJson } from './markup.js';
import { faultsOfCaddy, faultsOfHaproxy, faultsOfNginx } from './proxies.js';
import { faultsOfPython, hasPython } from './python.js';
import type { Settings } from './settings.js';
import { TYPED } from './types.js';

/** What is wrong with a sample by itself; commands in it are run from the root or from the folder of its document. */
type Check = (
  code: string,
  settings: Settings,
  folder: string,
) => readonly string[] | Promise<readonly string[]>;

const CHECKS: Readonly<Record<string, Check>> = {
  sh: faultsOfShell,
  json: faultsOfJson,
  http: faultsOfHttp,
  html: faultsOfHtml,
  yaml: faultsOfSteps,
  nginx: faultsOfNginx,
  haproxy: faultsOfHaproxy,
  caddyfile: faultsOfCaddy,
  ini: faultsOfUnit,
  dockerfile: faultsOfImage,
};

/** Steps of a workflow: what they run is for the shell. */
async function faultsOfSteps(code: string, settings: Settings, folder: string): Promise<string[]> {
  const lines = code.trimEnd().split('\n');
  const odd = lines.filter((line) => !/^\s*(?:- )?[\w-]+:(?: [^|>].*)?$/.test(line));
  const run = lines.flatMap((line) => /^\s*(?:- )?run: (.+)$/.exec(line)?.[1] ?? []);
  return [
    ...odd.map((line) => `nobody here reads ${line}`),
    ...(await faultsOfShell(run.join('\n'), settings, folder)),
  ];
}

/** Grammars and output: there is nothing in them that a program of ours could know better. */
const FOR_EYES = new Set(['text', 'abnf']);
/** Of the guide to the embed: e2e/test/embed/guide.test.ts bundles and clicks each of them. */
const RUN_ELSEWHERE: readonly Pick<Block, 'file' | 'name'>[] = FRAMEWORK_NAMES.map((name) => ({
  file: 'docs/guides/embed.md',
  name,
}));

/** What is wrong with a block by itself; those with types are checked together, by document. */
export async function faultsOfBlock(block: Block, settings: Settings): Promise<string[]> {
  try {
    return (await faultsIn(block, settings)).map((fault) => `${placeOf(block)} ${fault}`);
  } catch (error) {
    return [`${placeOf(block)} ${String(error)}`];
  }
}

function faultsIn({ file, language, name, code }: Block, settings: Settings): ReturnType<Check> {
  const check = CHECKS[language];
  if (check !== undefined) return check(code, settings, dirname(file));
  if (language === 'python') return hasPython ? faultsOfPython(code) : [];
  if (language in TYPED || FOR_EYES.has(language)) return [];
  if (RUN_ELSEWHERE.some((run) => run.file === file && run.name === name)) return [];
  return [language === '' ? 'says no language: text, if it is none' : `nobody checks ${language}`];
}
