import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const IS_WINDOWS = process.platform === 'win32';
const KILL_AFTER_MS = 5_000;
const OUTPUT_GRACE_MS = 1_000;

const running = new Set();

/**
 * Runs a command without stdin, in a process group of its own, and gathers what it prints: `output` is all of it,
 * `stdout` that part. Never rejects; what could not be started or took longer than `timeoutMs` is `ok: false` and says so
 * in `output`.
 */
export function run(command, args, { timeoutMs, env = process.env, cwd = ROOT, shell = false }) {
  return new Promise((resolve) => {
    const chunks = [];
    const fromStdout = [];
    const child = spawn(command, args, {
      cwd,
      env,
      shell,
      detached: !IS_WINDOWS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const limit = setTimeout(() => {
      chunks.push(`\n${command} took longer than ${timeoutMs / 1000} s and was ended.\n`);
      end(child);
    }, timeoutMs);
    const finish = (ok) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ ok, output: chunks.join(''), stdout: fromStdout.join('') });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => chunks.push(text));
    }
    child.stdout.on('data', (text) => fromStdout.push(text));
    child.on('error', (error) => {
      chunks.push(`${command}: ${error.message}\n`);
      finish(false);
    });
    // A grandchild left behind would keep the pipes, and so 'close', waiting: end it, and wait only a moment.
    child.on('exit', (code) => {
      signalGroup(child, 'SIGKILL');
      const grace = setTimeout(() => finish(code === 0), OUTPUT_GRACE_MS);
      child.on('close', () => {
        clearTimeout(grace);
        finish(code === 0);
      });
    });
  });
}

function end(child) {
  signalGroup(child, 'SIGTERM');
  setTimeout(() => signalGroup(child, 'SIGKILL'), KILL_AFTER_MS).unref();
}

function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  if (IS_WINDOWS) {
    if (child.exitCode === null) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // The group is gone, or (EPERM, on macOS) all of it has ended and waits to be collected.
    if (error.code !== 'ESRCH' && error.code !== 'EPERM') throw error;
  }
}

/** Passes Ctrl-C and the like on to what is running, then leaves; gives back a function that undoes this. */
export function endChildrenOnSignal() {
  const handlers = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => [
    signal,
    () => {
      for (const child of running) signalGroup(child, 'SIGTERM');
      process.exit(128 + constants.signals[signal]);
    },
  ]);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
}
