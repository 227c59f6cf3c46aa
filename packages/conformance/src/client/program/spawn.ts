import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { within } from '../../wire/wait.js';
import type { Program, StartProgram } from './program.js';

/** How long a program may take to end once its input has. */
const END_MS = 2_000;

/** Starts programs by a command; they are ended with the signal SIGKILL 2 s after their input. */
export function startBy(command: string, args: readonly string[]): StartProgram {
  return ({ line, aside, ended }) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    createInterface({ input: child.stdout }).on('line', line);
    child.stderr.on('data', (bytes: Buffer) => aside(bytes.toString('utf8')));
    // What is written to a program that has just ended is of no interest.
    child.stdin.on('error', () => undefined);
    const gone = new Promise<void>((resolve) => {
      child.once('error', ({ message }) => {
        ended(`could not be started: ${message}`);
        resolve();
      });
      child.once('close', (code, signal) => {
        ended(`has ended with ${signal ?? `the exit code ${code ?? 'unknown'}`}`);
        resolve();
      });
    });
    return programOf(child, gone);
  };
}

function programOf(child: ChildProcess, gone: Promise<void>): Program {
  return {
    write: (line) => child.stdin?.write(`${line}\n`),
    end: async () => {
      child.stdin?.end();
      await within(gone, 'the end of the program', END_MS).catch(() => child.kill('SIGKILL'));
      await gone;
    },
  };
}

/** Why a command cannot be started, in words; undefined if it can. */
export function faultOfCommand(command: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'] });
    child.once('error', ({ message }) => resolve(message));
    child.once('spawn', () => {
      child.stdin.on('error', () => undefined);
      child.kill('SIGKILL');
      resolve(undefined);
    });
  });
}
