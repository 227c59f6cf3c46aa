import type { Words } from './en.js';

const count = (n: number, one: string, many: string): string => (n === 1 ? `1 ${one}` : `${n} ${many}`);

/** German. */
export const de: Words = {
  start: {
    lead: 'Ein privater Raum, der nichts als ein Link ist. Nachrichten werden auf deinem Gerät verschlüsselt, und nichts wird aufbewahrt.',
    ttl: 'Wie lange',
    capacity: 'Wie viele Personen',
    create: 'Raum erstellen',
    openLink: 'Du kannst auch einen Link öffnen, den dir jemand gegeben hat.',
  },
  duration: {
    minutes: (n) => count(n, 'Minute', 'Minuten'),
    hours: (n) => count(n, 'Stunde', 'Stunden'),
    days: (n) => count(n, 'Tag', 'Tage'),
  },
  people: (n) => count(n, 'Person', 'Personen'),
  making: {
    title: 'Der Raum entsteht…',
    about: 'Dein Gerät leistet etwas Arbeit, damit niemand Räume millionenfach anlegen kann.',
    unlucky: 'Es dauert länger als üblich, das ist nur Pech.',
    cancel: 'Abbrechen',
  },
  joining: { title: 'Du trittst dem Raum bei…', cancel: 'Abbrechen' },
  share: {
    title: 'Dein Raum ist bereit',
    link: 'Link zum Raum',
    copy: 'Link kopieren',
    copied: 'Link kopiert',
    notCopied: 'Kopieren ist hier nicht erlaubt. Markiere den Link und kopiere ihn selbst.',
    share: 'Teilen…',
    showQr: 'QR-Code zeigen',
    qr: 'QR-Code des Links zum Raum',
    who: 'Wer diesen Link hat, kann beitreten und von da an mitlesen.',
    hide: 'Link ausblenden',
  },
  room: {
    self: (name) => `${name} (du)`,
    people: 'Personen',
    peopleHere: (n, capacity) => `${n} von ${capacity} sind hier`,
    timeline: 'Nachrichten',
    timeLeft: 'Verbleibende Zeit',
    share: 'Teilen',
    leave: 'Verlassen',
    purge: 'Raum auflösen',
    verify: 'Sicherheitssatz',
    newMessages: (n) => count(n, 'neue Nachricht', 'neue Nachrichten'),
    newMarker: 'Neu',
    reconnecting: 'Die Verbindung ist weg. Du trittst neu bei…',
    close: 'Schließen',
    cancel: 'Abbrechen',
  },
  composer: {
    label: 'Nachricht',
    send: 'Senden',
    tooLong: (over) => `Um ${over} Bytes zu lang. Kürze den Text, um ihn zu senden.`,
    left: (n) => `Noch ${n} Bytes`,
  },
  message: {
    pending: 'Wird gesendet…',
    failed: 'Nicht bestätigt. Vielleicht ist sie angekommen.',
    notSent: 'Nicht gesendet.',
    resend: 'Noch einmal senden',
  },
  notice: {
    here: (name) => `Du bist hier als ${name}`,
    joined: (name) => `${name} ist da`,
    left: (name) => `${name} ist gegangen`,
    gap: (name, missing) =>
      missing === 1 ? `Eine Nachricht von ${name} fehlt` : `${missing} Nachrichten von ${name} fehlen`,
    replay: (name) => `Eine alte Nachricht von ${name} kam noch einmal und wurde verworfen`,
    undecryptable: (name) => `Eine Nachricht von ${name} ließ sich nicht öffnen`,
    unsupported: (name) => `${name} hat etwas gesendet, wofür diese Seite zu alt ist`,
    data: (name) => `${name} hat etwas gesendet, das kein Text ist`,
    lost: 'Die Verbindung ging verloren',
    back: (name) => `Du bist wieder da, unter neuem Namen: ${name}. Was inzwischen gesagt wurde, fehlt hier.`,
    minuteLeft: 'Noch eine Minute',
  },
  purge: {
    title: 'Diesen Raum auflösen?',
    about: 'Der Raum endet sofort für alle, und niemand kann zurückkommen.',
  },
  verify: {
    about:
      'Lest euch diesen Satz vor, zum Beispiel am Telefon. Dieselben Wörter bedeuten: derselbe Raum und derselbe Schlüssel.',
  },
  ended: {
    expired:
      'Dieser Raum ist zu Ende. Seine Zeit war um, und weder auf dem Server noch auf dieser Seite ist etwas davon übrig.',
    purged:
      'Dieser Raum ist zu Ende. Er wurde aufgelöst, und weder auf dem Server noch auf dieser Seite ist etwas davon übrig.',
    left: 'Du hast den Raum verlassen. Auf dieser Seite ist nichts davon übrig.',
    lost: 'Die Verbindung ist endgültig verloren. Auf dieser Seite ist nichts vom Raum übrig. Mit dem Link kannst du es noch einmal versuchen.',
    gone: 'Dieser Raum endete, während du weg warst. Weder auf dem Server noch auf dieser Seite ist etwas davon übrig.',
    closed: 'Der Server hat deine Verbindung beendet. Auf dieser Seite ist nichts vom Raum übrig.',
    misbehaving:
      'Der Server hat sich nicht an das Protokoll gehalten, darum hat diese Seite die Verbindung beendet. Nichts vom Raum ist hier übrig.',
    newRoom: 'Neuer Raum',
  },
  problem: {
    title: 'Das hat nicht geklappt',
    retry: 'Noch einmal versuchen',
    linkMalformed: 'Das ist kein Link zu einem Raum. Bitte noch einmal um den Link, und kopiere ihn ganz.',
    linkRoomId:
      'Die Nummer des Raums in diesem Link ist beschädigt. Bitte noch einmal um den Link, und kopiere ihn ganz.',
    linkKey:
      'Der Schlüssel in diesem Link, gleich nach dem #, fehlt oder ist beschädigt. Bitte noch einmal um den Link, und kopiere ihn ganz.',
    linkSecret:
      'Das Ende dieses Links fehlt oder ist beschädigt. Bitte noch einmal um den Link, und kopiere ihn ganz.',
    notFound: 'Diesen Raum gibt es nicht. Vielleicht ist er zu Ende, oder der Link ist beschädigt.',
    full: 'Dieser Raum ist voll. Versuche es wieder, wenn jemand gegangen ist.',
    expired: 'Dieser Raum ist zu Ende. Seine Zeit war um.',
    wrongSecret: 'Dieser Link öffnet den Raum nicht. Bitte noch einmal um den Link, und kopiere ihn ganz.',
    unreachable: 'Der Server ist nicht erreichbar. Prüfe deine Verbindung und versuche es noch einmal.',
    offline: 'Du bist offline. Verbinde dich mit dem Internet und versuche es noch einmal.',
    insecure:
      'Dieser Browser verschlüsselt nur auf Seiten, die über https geladen sind. Öffne den Link mit https, oder frage, wer diesen Server betreibt.',
    busy: 'Der Server ist voll oder ausgelastet. Versuche es in einer Weile wieder.',
    refused: 'Der Server hat abgelehnt, und diese Seite weiß nicht warum. Versuche es später wieder.',
    unexpected: 'Auf dieser Seite ging etwas schief. Lade sie neu und versuche es noch einmal.',
  },
  embed: {
    about: (relay) => `Dieser Chat gehört zu ${relay}. Die Seite darum herum kann ihn nicht lesen.`,
    asksForLink: (site) =>
      `${site} bittet um den Link zu diesem Raum. Wenn du den Raum erstellst, bekommt ${site} den Link und kann von da an alles mitlesen.`,
    covered: 'Das geht, sobald der ganze Chat zu sehen ist und nichts darüber liegt.',
    hasLink: (site) => `${site} hat diesen Link und kann mitlesen.`,
    notEmbedded:
      'Diese Seite gehört in die Seite eines anderen. Um hier einen Raum zu erstellen, geh zur Startseite.',
    notAllowed: 'Die Seite um diesen Rahmen darf keinen Chat dieses Servers zeigen.',
  },
  unread: (n, title) => `(${n}) ${title}`,
};
