import type { FrameEvent } from '@pug-network/embed/frame';
import type { Screen } from '../screen.js';

/** What a page around is told when another screen is shown; the link only where it is to get it. */
export function eventsBetween(before: Screen | undefined, now: Screen, sharesLink: boolean): FrameEvent[] {
  if (before === now) return [];
  const talk = now.name === 'room' ? now.talk : undefined;
  const isSwitched = before?.name === 'room' && now.name !== 'ended' && before.talk !== talk;
  return [...(isSwitched ? ending('left') : []), ...eventsOf(now, before, sharesLink)];
}

function eventsOf(now: Screen, before: Screen | undefined, sharesLink: boolean): FrameEvent[] {
  switch (now.name) {
    case 'room':
      if (before?.name === 'room' && before.talk === now.talk) return [];
      if (!now.fresh) return [{ type: 'joined' }];
      return [{ type: 'created' }, ...(sharesLink ? [{ type: 'link', link: now.talk.link } as const] : [])];
    case 'ended':
      return ending(now.reason);
    case 'problem':
      return [{ type: 'error', code: now.code }];
    default:
      return [];
  }
}

const ending = (reason: string): FrameEvent[] => [
  ...(reason === 'left' ? [{ type: 'left' } as const] : []),
  { type: 'ended', reason },
];
