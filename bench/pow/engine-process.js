/** An engine with the agent in it: a process of its own, ended with all its children whatever happens. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groupCpuMs } from './cpu-time.js';
import { Desk } from './desk.js';

const DISPLAY_WAIT_MS = 10_000;
const COMPLAINT_CHARS = 2_000;

/** @type {Set<() => void>} */
const running = new Set();
process.on('exit', () => running.forEach((end) => end()));

export class EngineProcess {
  #desk;
  #group;
  #end;

  /**
   * @param {Desk} desk
   * @param {number} group of its processes
   * @param {() => void} end
   */
  constructor(desk, group, end) {
    this.#desk = desk;
    this.#group = group;
    this.#end = end;
  }

  /**
   * @param {import('./engines.js').Engine} engine
   * @param {string} agent the bundled module
   * @param {string | undefined} display of an X server, for an engine that needs one
   */
  static async start(engine, agent, display) {
    const folder = mkdtempSync(join(tmpdir(), 'pug-bench-'));
    const place = { agent: join(folder, 'agent.mjs'), profile: join(folder, 'profile-') };
    writeFileSync(place.agent, agent);
    place.profile = mkdtempSync(place.profile);
    if (engine.preferences) writeFileSync(join(place.profile, 'user.js'), engine.preferences);
    const desk = new Desk(agent);
    const command = [engine.program, ...engine.args({ ...place, origin: await desk.open() })];
    const env = { ...process.env, HOME: folder, ...engine.env, ...(display && { DISPLAY: display }) };
    const { child, end } = spawnGroup(command, env);
    let complaint = '';
    child.stderr
      ?.setEncoding('utf8')
      .on('data', (text) => (complaint = `${complaint}${text}`.slice(-COMPLAINT_CHARS)));
    child.once('close', (code) => desk.fail(`it ended by itself (${code})\n${complaint}`));
    child.once('error', (error) => desk.fail(error.message));
    return new EngineProcess(desk, child.pid ?? 0, () => {
      desk.close();
      end();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    });
  }

  /**
   * @param {string} task a function of measuring.js
   * @param {unknown[]} args
   */
  ask(task, ...args) {
    return this.#desk.ask(task, ...args);
  }

  /** CPU time of all its processes so far, ms; undefined where the system does not tell. */
  cpuMs() {
    return groupCpuMs(this.#group);
  }

  end() {
    this.#end();
  }
}

/**
 * An X server without a screen, on a display that the system chooses.
 * @returns {Promise<{ display: string, end: () => void }>}
 */
export async function startDisplay() {
  const { child, end } = spawnGroup(['Xvfb', '-displayfd', '1', '-nolisten', 'tcp'], process.env, 'pipe');
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('Xvfb ended by itself')));
  const limit = AbortSignal.timeout(DISPLAY_WAIT_MS);
  const [number] = await Promise.race([once(child.stdout ?? child, 'data', { signal: limit }), failed]);
  failed.catch(() => undefined);
  return { display: `:${String(number).trim()}`, end };
}

/**
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @param {'ignore' | 'pipe'} stdout
 */
function spawnGroup([program, ...args], env, stdout = 'ignore') {
  const child = spawn(program, args, { stdio: ['ignore', stdout, 'pipe'], env, detached: true });
  const end = () => {
    running.delete(end);
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-child.pid, 'SIGKILL');
  };
  running.add(end);
  return { child, end };
}
