import { fileURLToPath } from 'node:url';
import { Program } from './process.js';

const CLI = fileURLToPath(import.meta.resolve('@pug-network/server/package.json')).replace(
  'package.json',
  'dist/cli.js',
);

/** A relay in a process of its own, as an operator starts it. */
export interface RelayProcess {
  readonly origin: string;
  readonly program: Program;
}

/** Starts `pug-server` on a port that the system chooses. */
export async function startRelay(engine: string, env: Record<string, string> = {}): Promise<RelayProcess> {
  const settings = { PORT: '0', HOST: '127.0.0.1', ENGINE: engine, POW_DIFFICULTY: '10', ...env };
  const program = new Program([CLI], settings);
  const { port, engine: running } = JSON.parse(await program.line('"listening"')) as {
    port: number;
    engine: string;
  };
  if (running !== engine) throw new Error(`asked for the ${engine} engine, got ${running}`);
  return { origin: `http://127.0.0.1:${port}`, program };
}
