import { spawn } from 'node:child_process';

/** Runs until its input ends: when this process does, even where that is killed and can do nothing more. */
const WATCH = 'read -r _; kill -KILL "-$1"';

/** Sees to it that a group of processes does not outlive this one; what it gives back is to be called when it is gone. */
export function guardGroup(pid: number): () => void {
  if (process.platform === 'win32') return () => undefined;
  const watch = spawn('/bin/sh', ['-c', WATCH, 'sh', String(pid)], {
    // In a group of its own: what ends this one must not end the watch first.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  return () => watch.kill('SIGKILL');
}

/** Ends what is left of a group of processes. */
export function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
