const ADJECTIVES = ['amber', 'brisk', 'calm', 'deft', 'eager', 'fond', 'glad', 'happy'] as const;
const ANIMALS = ['otter', 'panda', 'robin', 'heron', 'lynx', 'moose', 'newt', 'swan'] as const;

/** The name of a room's n-th member, the same in every run: `amber-otter`, `brisk-otter` … (protocol.md §3). */
export function usernameOf(memberId: number): string {
  const place = memberId - 1;
  const adjective = ADJECTIVES[place % ADJECTIVES.length] ?? '';
  const animal = ANIMALS[Math.floor(place / ADJECTIVES.length) % ANIMALS.length] ?? '';
  const round = Math.floor(place / (ADJECTIVES.length * ANIMALS.length));
  return round === 0 ? `${adjective}-${animal}` : `${adjective}-${animal}-${round + 1}`;
}
