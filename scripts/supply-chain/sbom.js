// Writes an SBOM (CycloneDX 1.6, JSON) of each published package and of the whole workspace to sbom/, or to --out=FOLDER.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { endChildrenOnSignal, ROOT } from '../process.js';
import { makeBoms } from './bom.js';
import { sha256 } from './compare.js';

endChildrenOnSignal();
const { values } = parseArgs({ options: { out: { type: 'string', default: join(ROOT, 'sbom') } } });
const into = resolve(values.out);

const { workspace, published } = await makeBoms();
mkdirSync(into, { recursive: true });
for (const [name, bom] of [...published, ['workspace', workspace]]) {
  const path = join(into, `${name}.cdx.json`);
  writeFileSync(path, `${JSON.stringify(bom, null, 2)}\n`);
  console.log(`${name}: ${bom.components.length} components, sha256 ${sha256(path)}`);
}
