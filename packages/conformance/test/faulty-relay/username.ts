import { randomInt } from 'node:crypto';
import type { Faults } from './faults.js';
import type { Room } from './room.js';

const QUALITIES = ['brisk', 'calm', 'dusty', 'eager', 'faint', 'gentle', 'humble', 'ivory', 'jolly', 'keen'];
const ANIMALS = ['adder', 'bison', 'crane', 'dingo', 'egret', 'ferret', 'gecko', 'hornet', 'ibis', 'jackal'];

/** A name that nobody in the room ever had: two words, and the memberId behind them if they were given before. */
export function makeUsername(faults: Faults, room: Room, memberId: number): string {
  if (faults.on('join.username-form')) return `Calm Crane ${memberId}`;
  if (faults.on('join.username-reused')) return firstFree(room);
  const name = `${pick(QUALITIES)}-${pick(ANIMALS)}`;
  const username = room.usernames.has(name) ? `${name}-${memberId}` : name;
  room.usernames.add(username);
  return username;
}

function pick(words: readonly string[]): string {
  return words[randomInt(words.length)] ?? '';
}

function firstFree({ members }: Room): string {
  const taken = new Set([...members.values()].map(({ username }) => username));
  for (let number = 2; ; number++) if (!taken.has(`calm-crane-${number}`)) return `calm-crane-${number}`;
}
