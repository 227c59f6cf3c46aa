/** Lines with something in them, without comments that begin with `#`. */
export const linesOf = (code: string): string[] =>
  code
    .split('\n')
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');

/** Whether every `{` has its `}`. */
export function bracketFaults(code: string): string[] {
  let depth = 0;
  for (const [bracket] of linesOf(code).join('\n').matchAll(/[{}]/g)) {
    depth += bracket === '{' ? 1 : -1;
    if (depth < 0) return ['a bracket closes that nothing opened'];
  }
  return depth === 0 ? [] : ['a bracket stays open'];
}

/** Every port that the form finds has to be this one, and it has to find one. */
export function portFaults(form: RegExp, code: string, port: string): string[] {
  const ports = Array.from(code.matchAll(form), ([, ...found]) => found.find(Boolean) ?? '');
  if (ports.length === 0) return ['nothing in it leads to the relay'];
  return ports.filter((found) => found !== port).map((found) => `the relay does not listen on ${found}`);
}
