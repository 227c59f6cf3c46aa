/** English, and the form of every dictionary: texts, and functions for what has a number or a name in it. */
export const en = {
  start: {
    lead: 'A private room that is nothing but a link. Messages are encrypted on your device, and nothing is kept.',
    ttl: 'How long',
    capacity: 'How many people',
    create: 'Create room',
    openLink: 'You can also open a room link that somebody gave you.',
  },
  duration: {
    minutes: (n: number) => (n === 1 ? '1 minute' : `${n} minutes`),
    hours: (n: number) => (n === 1 ? '1 hour' : `${n} hours`),
    days: (n: number) => (n === 1 ? '1 day' : `${n} days`),
  },
  people: (n: number) => (n === 1 ? '1 person' : `${n} people`),
  making: {
    title: 'Making a room…',
    about: 'Your device is doing a little work, so that nobody can make rooms by the million.',
    unlucky: 'This is taking longer than usual, by bad luck alone.',
    cancel: 'Cancel',
  },
  joining: { title: 'Joining the room…', cancel: 'Cancel' },
  share: {
    title: 'Your room is ready',
    link: 'Room link',
    copy: 'Copy link',
    copied: 'Link copied',
    notCopied: 'Copying is not allowed here. Select the link and copy it yourself.',
    share: 'Share…',
    showQr: 'Show QR code',
    qr: 'QR code of the room link',
    who: 'Anyone with this link can join and read from then on.',
    hide: 'Hide link',
  },
  room: {
    self: (name: string) => `${name} (you)`,
    people: 'People',
    peopleHere: (n: number, capacity: number) => `${n} of ${capacity} here`,
    timeline: 'Messages',
    timeLeft: 'Time left',
    share: 'Share',
    leave: 'Leave',
    purge: 'Purge room',
    verify: 'Safety phrase',
    newMessages: (n: number) => (n === 1 ? '1 new message' : `${n} new messages`),
    newMarker: 'New',
    reconnecting: 'The connection is lost. Joining again…',
    close: 'Close',
    cancel: 'Cancel',
  },
  composer: {
    label: 'Message',
    send: 'Send',
    tooLong: (over: number) =>
      `Too long by ${over === 1 ? '1 byte' : `${over} bytes`}. Shorten it to send it.`,
    left: (n: number) => (n === 1 ? '1 byte left' : `${n} bytes left`),
  },
  message: {
    pending: 'Sending…',
    failed: 'Not confirmed. It may have arrived.',
    notSent: 'Not sent.',
    resend: 'Resend',
  },
  notice: {
    here: (name: string) => `You are here as ${name}`,
    joined: (name: string) => `${name} joined`,
    left: (name: string) => `${name} left`,
    gap: (name: string, missing: number) =>
      missing === 1 ? `A message of ${name} is missing` : `${missing} messages of ${name} are missing`,
    replay: (name: string) => `An old message of ${name} came again and was dropped`,
    undecryptable: (name: string) => `A message of ${name} could not be opened`,
    unsupported: (name: string) => `${name} sent something that this page is too old to show`,
    data: (name: string) => `${name} sent something that is not text`,
    lost: 'The connection was lost',
    back: (name: string) => `You are back, as somebody new: ${name}. What was said meanwhile is not here.`,
    minuteLeft: 'One minute is left',
  },
  purge: {
    title: 'Purge this room?',
    about: 'The room ends for everybody at once, and nobody can come back.',
  },
  verify: {
    about:
      'Read this phrase to each other, over the phone for example. The same words mean the same room with the same key.',
  },
  ended: {
    expired: 'This room has ended. Its time was up, and nothing of it is left on the server or on this page.',
    purged: 'This room has ended. It was purged, and nothing of it is left on the server or on this page.',
    left: 'You left the room. Nothing of it is left on this page.',
    lost: 'The connection was lost for good. Nothing of the room is left on this page. With the link you can try to join again.',
    gone: 'This room has ended while you were away. Nothing of it is left on the server or on this page.',
    closed: 'The server closed your connection. Nothing of the room is left on this page.',
    misbehaving:
      'The server broke the rules of the protocol, so this page ended the connection. Nothing of the room is left on this page.',
    newRoom: 'New room',
  },
  problem: {
    title: 'That did not work',
    retry: 'Try again',
    linkMalformed: 'This is not a room link. Ask for the link again, and copy all of it.',
    linkRoomId: 'The room number in this link is damaged. Ask for the link again, and copy all of it.',
    linkKey:
      'The key in this link, right after the #, is missing or damaged. Ask for the link again, and copy all of it.',
    linkSecret:
      'The last part of this link is missing or damaged. Ask for the link again, and copy all of it.',
    notFound: 'There is no such room. It may have ended, or the link may be damaged.',
    full: 'This room is full. Try again when somebody has left.',
    expired: 'This room has ended. Its time was up.',
    wrongSecret: 'This link does not open the room. Ask for the link again, and copy all of it.',
    unreachable: 'The server cannot be reached. Check your connection, then try again.',
    offline: 'You are offline. Connect to the internet, then try again.',
    insecure:
      'This browser encrypts only on pages that are loaded over https. Open the link with https, or ask whoever runs this server.',
    busy: 'The server is full or busy. Try again in a little while.',
    refused: 'The server refused, and this page does not know why. Try again later.',
    unexpected: 'Something went wrong on this page. Reload it and try again.',
  },
  embed: {
    about: (relay: string) => `This chat belongs to ${relay}. The page around it cannot read it.`,
    asksForLink: (site: string) =>
      `${site} asks for the link to this room. If you make the room, ${site} gets the link and can read everything from then on.`,
    covered: 'You can do so once all of this chat can be seen and nothing lies over it.',
    hasLink: (site: string) => `${site} has this link, and can read along.`,
    notEmbedded: 'This page belongs into the page of a site. To make a room here, go to the start.',
    notAllowed: 'The site around this frame may not show a chat of this server.',
  },
  unread: (n: number, title: string) => `(${n}) ${title}`,
};

/** A dictionary: English's keys, each with a text or function of the same form. */
export type Words = typeof en;
