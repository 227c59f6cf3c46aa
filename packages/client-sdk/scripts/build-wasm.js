/** Compiles wasm/search.ts (AssemblyScript) and embeds the module as base64 in src/pow/search/wasm-module.ts. */
import asc from 'assemblyscript/asc';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUTPUT = 'src/pow/search/wasm-module.ts';
const FLAGS = ['--runtime', 'stub', '-O3', '--noAssert', '--enable', 'simd', '--disableWarning', '112'];

let bytes;
const { error, stderr } = await asc.main(['search.ts', '--outFile', 'search.wasm', ...FLAGS], {
  readFile: (name) => readFile(`${ROOT}wasm/${name}`, 'utf8').catch(() => null),
  writeFile: (_name, contents) => (bytes = contents),
});
if (error !== null) throw new Error(stderr.toString(), { cause: error });

await writeFile(
  `${ROOT}${OUTPUT}`,
  `/** wasm/search.ts, compiled; made by scripts/build-wasm.js. */
export const MODULE =
  '${Buffer.from(bytes).toString('base64')}';
`,
);
console.log(`${OUTPUT}: a module of ${bytes.length} bytes`);
