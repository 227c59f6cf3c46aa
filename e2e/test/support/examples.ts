import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const README = fileURLToPath(import.meta.resolve('@pug-network/client-sdk/package.json')).replace(
  'package.json',
  'README.md',
);

/** The example that the SDK's README marks with a name. */
export const exampleOf = (name: string): Promise<string> => blockOf(README, `js ${name}`);

/** The block of a text whose fence begins with this: its language and its name. */
export async function blockOf(file: string, info: string): Promise<string> {
  const fence = '```';
  const pattern = new RegExp(`^${fence}${info}\n(.*?)^${fence}$`, 'ms');
  const [, code] = pattern.exec(await readFile(file, 'utf8')) ?? [];
  if (code === undefined) throw new Error(`${file} has no example ${info}`);
  return code;
}
