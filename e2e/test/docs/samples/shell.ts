/** One command of a shell: what it sets for itself, its name and its arguments. */
export interface ShellCommand {
  readonly variables: Readonly<Record<string, string>>;
  readonly name: string;
  readonly args: readonly string[];
}

/** Space, a comment or a file that output goes to; what ends a command; a word; anything else. */
const TOKEN =
  /\\\n|[^\S\n]+|#.*|\d?>{1,2}[^\S\n]*[\w./-]+|(\n|&&|\|\||[;|&])|((?:'[^']*'|"[^"$`]*"|\\.|[^\s'"\\;|&<>()`$])+)|(.)/g;
const QUOTED = /'([^']*)'|"([^"]*)"|\\(.)/gs;
const VARIABLE = /^([A-Za-z_]\w*)=(.*)$/s;

/** The commands of a sample for the shell. Throws where more is used than words, quotes, comments, `&&`, `||`, `;`, `|`, `&`. */
export function commandsIn(code: string): ShellCommand[] {
  const commands: string[][] = [[]];
  for (const [, end, word, other] of code.matchAll(TOKEN)) {
    if (other !== undefined) throw new Error(`${other} is more of a shell than is read here`);
    if (end !== undefined) commands.push([]);
    if (word !== undefined) commands.at(-1)?.push(word);
  }
  return commands.filter((words) => words.length > 0).map(commandOf);
}

function commandOf(words: readonly string[]): ShellCommand {
  const variables: Record<string, string> = {};
  const rest = words.map(unquoted);
  for (;;) {
    const [, name, value = ''] = VARIABLE.exec(rest[0] ?? '') ?? [];
    if (name === undefined) break;
    variables[name] = value;
    rest.shift();
  }
  const [name = '', ...args] = rest;
  return { variables, name, args };
}

const unquoted = (word: string): string =>
  word.replace(QUOTED, (_all, single?: string, double?: string, escaped?: string) =>
    String(single ?? double ?? escaped),
  );
