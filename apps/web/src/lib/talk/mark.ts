/** How a member is told apart by more than a colour. */
export interface Mark {
  /** 0 to 7, a place in the palette. */
  readonly colour: number;
  /** 0 to 3: circle, square, hexagon, diamond. */
  readonly shape: number;
  /** At most two letters of the name. */
  readonly initials: string;
}

const COLOURS = 8;
const SHAPES = 4;

/** The mark of a member: the same for everybody in the room, and another for each of the first thirty-two. */
export function markOf(memberId: number, name: string): Mark {
  const place = Math.max(0, memberId - 1);
  const initials = Array.from(name.matchAll(/(?:^|[^\p{L}\p{N}])([\p{L}\p{N}])/gu), ([, letter]) => letter);
  return {
    colour: place % COLOURS,
    shape: (place + Math.floor(place / COLOURS)) % SHAPES,
    initials: initials.slice(0, 2).join('').toUpperCase(),
  };
}
