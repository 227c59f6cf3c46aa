import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const README = fileURLToPath(import.meta.resolve('@pug-network/client-sdk/package.json')).replace(
  'package.json',
  'README.md',
);

/** The example that the SDK's README marks with a name. */
export async function exampleOf(name: string): Promise<string> {
  const fence = '```';
  const pattern = new RegExp(`^${fence}js ${name}\n(.*?)^${fence}$`, 'ms');
  const [, code] = pattern.exec(await readFile(README, 'utf8')) ?? [];
  if (code === undefined) throw new Error(`the README has no example ${name}`);
  return code;
}
