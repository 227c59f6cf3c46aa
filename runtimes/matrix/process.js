import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    for (const child of running) child.kill('SIGKILL');
    process.exit(1);
  });
}

/**
 * Runs a program to its end or for so long, and gathers what it says. Never rejects: what cannot be started has no code.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, timeoutMs: number, env?: Record<string, string>, onLine?: (line: string) => void }} options
 * @returns {Promise<{ code: number | null, output: string, errors: string, isTimeUp: boolean }>}
 */
export function run(command, args, { cwd, timeoutMs, env = {}, onLine = () => undefined }) {
  return new Promise((resolve) => {
    const result = { code: null, output: '', errors: '', isTimeUp: false };
    const stdio = ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio });
    running.add(child);
    const limit = setTimeout(() => {
      result.isTimeUp = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    const finish = (code) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ ...result, code });
    };
    createInterface({ input: child.stdout }).on('line', (line) => {
      result.output += `${line}\n`;
      onLine(line);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => (result.errors += text));
    child.on('error', (error) => {
      result.errors += error.message;
      finish(null);
    });
    child.on('close', finish);
  });
}

/** The same for what has to work: its output, or an error with all that it said. */
export async function must(command, args, options) {
  const { code, output, errors } = await run(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output}${errors}`);
  return output;
}
