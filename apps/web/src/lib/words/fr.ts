import type { Words } from './en.js';

const count = (n: number, one: string, many: string): string => (n < 2 ? `${n} ${one}` : `${n} ${many}`);

/** French. */
export const fr: Words = {
  start: {
    lead: 'Un salon privé qui n’est rien d’autre qu’un lien. Les messages sont chiffrés sur votre appareil, et rien n’est conservé.',
    ttl: 'Durée',
    capacity: 'Nombre de personnes',
    create: 'Créer un salon',
    openLink: 'Vous pouvez aussi ouvrir un lien que l’on vous a donné.',
  },
  duration: {
    minutes: (n) => count(n, 'minute', 'minutes'),
    hours: (n) => count(n, 'heure', 'heures'),
    days: (n) => count(n, 'jour', 'jours'),
  },
  people: (n) => count(n, 'personne', 'personnes'),
  making: {
    title: 'Création du salon…',
    about: 'Votre appareil fait un petit travail, pour que personne ne puisse créer des salons par millions.',
    unlucky: 'Cela dure plus longtemps que d’habitude, par simple malchance.',
    cancel: 'Annuler',
  },
  joining: { title: 'Entrée dans le salon…', cancel: 'Annuler' },
  share: {
    title: 'Votre salon est prêt',
    link: 'Lien du salon',
    copy: 'Copier le lien',
    copied: 'Lien copié',
    notCopied: 'La copie n’est pas permise ici. Sélectionnez le lien et copiez-le vous-même.',
    share: 'Partager…',
    showQr: 'Afficher le code QR',
    qr: 'Code QR du lien du salon',
    who: 'Toute personne qui a ce lien peut entrer et lire à partir de ce moment.',
    hide: 'Masquer le lien',
  },
  room: {
    self: (name) => `${name} (vous)`,
    people: 'Personnes',
    peopleHere: (n, capacity) => `${n} sur ${capacity} présentes`,
    timeline: 'Fil des messages',
    timeLeft: 'Temps restant',
    share: 'Partager',
    leave: 'Quitter',
    purge: 'Détruire le salon',
    verify: 'Phrase de sécurité',
    newMessages: (n) => count(n, 'nouveau message', 'nouveaux messages'),
    newMarker: 'Nouveau',
    reconnecting: 'La connexion est perdue. Nouvelle entrée en cours…',
    close: 'Fermer',
    cancel: 'Annuler',
  },
  composer: {
    label: 'Votre message',
    send: 'Envoyer',
    tooLong: (over) => `Trop long de ${over} octets. Raccourcissez le texte pour l’envoyer.`,
    left: (n) => `Encore ${n} octets`,
  },
  message: {
    pending: 'Envoi…',
    failed: 'Non confirmé. Il est peut-être arrivé.',
    notSent: 'Non envoyé.',
    resend: 'Renvoyer',
  },
  notice: {
    here: (name) => `Ici, vous êtes ${name}`,
    joined: (name) => `${name} est là`,
    left: (name) => `${name} est parti`,
    gap: (name, missing) =>
      missing === 1 ? `Il manque un message de ${name}` : `Il manque ${missing} messages de ${name}`,
    replay: (name) => `Un ancien message de ${name} est revenu et a été écarté`,
    undecryptable: (name) => `Un message de ${name} n’a pas pu être ouvert`,
    unsupported: (name) => `${name} a envoyé quelque chose que cette page est trop ancienne pour montrer`,
    data: (name) => `${name} a envoyé quelque chose qui n’est pas du texte`,
    lost: 'La connexion a été perdue',
    back: (name) =>
      `Vous êtes de retour, sous un nouveau nom : ${name}. Ce qui a été dit entre-temps n’est pas ici.`,
    minuteLeft: 'Il reste une minute',
  },
  purge: {
    title: 'Détruire ce salon ?',
    about: 'Le salon se termine aussitôt pour tout le monde, et personne ne peut revenir.',
  },
  verify: {
    about:
      'Lisez-vous cette phrase l’un à l’autre, au téléphone par exemple. Les mêmes mots signifient le même salon et la même clé.',
  },
  ended: {
    expired:
      'Ce salon est terminé. Son temps était écoulé, et il n’en reste rien ni sur le serveur ni sur cette page.',
    purged:
      'Ce salon est terminé. Il a été détruit, et il n’en reste rien ni sur le serveur ni sur cette page.',
    left: 'Vous avez quitté le salon. Il n’en reste rien sur cette page.',
    lost: 'La connexion est perdue pour de bon. Il ne reste rien du salon sur cette page. Avec le lien vous pouvez essayer de revenir.',
    gone: 'Ce salon s’est terminé pendant votre absence. Il n’en reste rien ni sur le serveur ni sur cette page.',
    closed: 'Le serveur a fermé votre connexion. Il ne reste rien du salon sur cette page.',
    misbehaving:
      'Le serveur n’a pas respecté le protocole, et cette page a mis fin à la connexion. Il ne reste rien du salon sur cette page.',
    newRoom: 'Nouveau salon',
  },
  problem: {
    title: 'Cela n’a pas marché',
    retry: 'Réessayer',
    linkMalformed: 'Ce n’est pas un lien de salon. Redemandez le lien, et copiez-le en entier.',
    linkRoomId: 'Le numéro du salon dans ce lien est abîmé. Redemandez le lien, et copiez-le en entier.',
    linkKey:
      'La clé dans ce lien, juste après le #, manque ou est abîmée. Redemandez le lien, et copiez-le en entier.',
    linkSecret: 'La fin de ce lien manque ou est abîmée. Redemandez le lien, et copiez-le en entier.',
    notFound: 'Ce salon n’existe pas. Il est peut-être terminé, ou le lien est abîmé.',
    full: 'Ce salon est plein. Réessayez quand quelqu’un sera parti.',
    expired: 'Ce salon est terminé. Son temps était écoulé.',
    wrongSecret: 'Ce lien n’ouvre pas le salon. Redemandez le lien, et copiez-le en entier.',
    unreachable: 'Le serveur est injoignable. Vérifiez votre connexion, puis réessayez.',
    offline: 'Vous êtes hors ligne. Connectez-vous à internet, puis réessayez.',
    insecure:
      'Ce navigateur ne chiffre que sur les pages chargées par https. Ouvrez le lien avec https, ou demandez à qui gère ce serveur.',
    busy: 'Le serveur est plein ou occupé. Réessayez dans un moment.',
    refused: 'Le serveur a refusé, et cette page ne sait pas pourquoi. Réessayez plus tard.',
    unexpected: 'Quelque chose n’a pas marché sur cette page. Rechargez-la et réessayez.',
  },
  embed: {
    about: (relay) => `Cette discussion appartient à ${relay}. La page autour ne peut pas la lire.`,
    asksForLink: (site) =>
      `${site} demande le lien de ce salon. Si vous créez le salon, ${site} reçoit le lien et peut tout lire à partir de là.`,
    covered: 'Ce sera possible dès que toute la discussion sera visible et que rien ne la couvrira.',
    hasLink: (site) => `${site} a ce lien et peut lire aussi.`,
    notEmbedded: 'Cette page se place dans celle d’un site. Pour créer un salon ici, allez à l’accueil.',
    notAllowed: 'Le site autour de ce cadre ne peut pas afficher une discussion de ce serveur.',
  },
  unread: (n, title) => `(${n}) ${title}`,
};
