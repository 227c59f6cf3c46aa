import type { Words } from './en.js';

const count = (n: number, one: string, many: string): string => (n === 1 ? `1 ${one}` : `${n} ${many}`);

/** Spanish. */
export const es: Words = {
  start: {
    lead: 'Una sala privada que no es más que un enlace. Los mensajes se cifran en tu dispositivo y no se guarda nada.',
    ttl: 'Cuánto tiempo',
    capacity: 'Cuántas personas',
    create: 'Crear sala',
    openLink: 'También puedes abrir un enlace que alguien te haya dado.',
  },
  duration: {
    minutes: (n) => count(n, 'minuto', 'minutos'),
    hours: (n) => count(n, 'hora', 'horas'),
    days: (n) => count(n, 'día', 'días'),
  },
  people: (n) => count(n, 'persona', 'personas'),
  making: {
    title: 'Creando una sala…',
    about: 'Tu dispositivo hace un poco de trabajo, para que nadie pueda crear salas por millones.',
    unlucky: 'Está tardando más de lo normal, solo por mala suerte.',
    cancel: 'Cancelar',
  },
  joining: { title: 'Entrando en la sala…', cancel: 'Cancelar' },
  share: {
    title: 'Tu sala está lista',
    link: 'Enlace de la sala',
    copy: 'Copiar enlace',
    copied: 'Enlace copiado',
    notCopied: 'Aquí no se permite copiar. Selecciona el enlace y cópialo tú.',
    share: 'Compartir…',
    showQr: 'Mostrar código QR',
    qr: 'Código QR del enlace de la sala',
    who: 'Quien tenga este enlace puede entrar y leer desde ese momento.',
    hide: 'Ocultar enlace',
  },
  room: {
    self: (name) => `${name} (tú)`,
    people: 'Personas',
    peopleHere: (n, capacity) => `${n} de ${capacity} aquí`,
    timeline: 'Mensajes',
    timeLeft: 'Tiempo restante',
    share: 'Compartir',
    leave: 'Salir',
    purge: 'Destruir sala',
    verify: 'Frase de seguridad',
    newMessages: (n) => count(n, 'mensaje nuevo', 'mensajes nuevos'),
    newMarker: 'Nuevo',
    reconnecting: 'Se perdió la conexión. Entrando de nuevo…',
    close: 'Cerrar',
    cancel: 'Cancelar',
  },
  composer: {
    label: 'Mensaje',
    send: 'Enviar',
    tooLong: (over) => `Sobran ${over} bytes. Acorta el texto para enviarlo.`,
    left: (n) => `Quedan ${n} bytes`,
  },
  message: {
    pending: 'Enviando…',
    failed: 'Sin confirmar. Puede que haya llegado.',
    notSent: 'No enviado.',
    resend: 'Reenviar',
  },
  notice: {
    here: (name) => `Aquí eres ${name}`,
    joined: (name) => `${name} ha entrado`,
    left: (name) => `${name} ha salido`,
    gap: (name, missing) =>
      missing === 1 ? `Falta un mensaje de ${name}` : `Faltan ${missing} mensajes de ${name}`,
    replay: (name) => `Un mensaje antiguo de ${name} llegó otra vez y se descartó`,
    undecryptable: (name) => `No se pudo abrir un mensaje de ${name}`,
    unsupported: (name) => `${name} envió algo que esta página es demasiado antigua para mostrar`,
    data: (name) => `${name} envió algo que no es texto`,
    lost: 'Se perdió la conexión',
    back: (name) => `Has vuelto, con un nombre nuevo: ${name}. Lo que se dijo mientras tanto no está aquí.`,
    minuteLeft: 'Queda un minuto',
  },
  purge: {
    title: '¿Destruir esta sala?',
    about: 'La sala termina para todos al instante y nadie puede volver.',
  },
  verify: {
    about:
      'Léanse esta frase, por ejemplo por teléfono. Las mismas palabras significan la misma sala y la misma clave.',
  },
  ended: {
    expired:
      'Esta sala ha terminado. Se acabó su tiempo, y no queda nada de ella en el servidor ni en esta página.',
    purged:
      'Esta sala ha terminado. Fue destruida, y no queda nada de ella en el servidor ni en esta página.',
    left: 'Has salido de la sala. No queda nada de ella en esta página.',
    lost: 'La conexión se perdió del todo. No queda nada de la sala en esta página. Con el enlace puedes intentar volver.',
    gone: 'Esta sala terminó mientras no estabas. No queda nada de ella en el servidor ni en esta página.',
    closed: 'El servidor cerró tu conexión. No queda nada de la sala en esta página.',
    misbehaving:
      'El servidor no cumplió el protocolo, así que esta página cerró la conexión. No queda nada de la sala en esta página.',
    newRoom: 'Nueva sala',
  },
  problem: {
    title: 'No ha funcionado',
    retry: 'Intentar de nuevo',
    linkMalformed: 'Esto no es un enlace de sala. Pide el enlace otra vez y cópialo entero.',
    linkRoomId: 'El número de la sala de este enlace está dañado. Pide el enlace otra vez y cópialo entero.',
    linkKey:
      'La clave de este enlace, justo después de #, falta o está dañada. Pide el enlace otra vez y cópialo entero.',
    linkSecret: 'El final de este enlace falta o está dañado. Pide el enlace otra vez y cópialo entero.',
    notFound: 'No existe esa sala. Puede que haya terminado o que el enlace esté dañado.',
    full: 'Esta sala está llena. Inténtalo de nuevo cuando alguien haya salido.',
    expired: 'Esta sala ha terminado. Se acabó su tiempo.',
    wrongSecret: 'Este enlace no abre la sala. Pide el enlace otra vez y cópialo entero.',
    unreachable: 'No se puede llegar al servidor. Revisa tu conexión e inténtalo de nuevo.',
    offline: 'Estás sin conexión. Conéctate a internet e inténtalo de nuevo.',
    insecure:
      'Este navegador solo cifra en páginas cargadas por https. Abre el enlace con https o pregunta a quien gestiona este servidor.',
    busy: 'El servidor está lleno u ocupado. Inténtalo de nuevo dentro de un rato.',
    refused: 'El servidor se negó, y esta página no sabe por qué. Inténtalo más tarde.',
    unexpected: 'Algo salió mal en esta página. Recárgala e inténtalo de nuevo.',
  },
  embed: {
    about: (relay) => `Este chat pertenece a ${relay}. La página que lo rodea no puede leerlo.`,
    asksForLink: (site) =>
      `${site} pide el enlace de esta sala. Si creas la sala, ${site} recibe el enlace y puede leerlo todo desde entonces.`,
    covered: 'Podrás hacerlo cuando se vea todo el chat y nada lo cubra.',
    hasLink: (site) => `${site} tiene este enlace y también puede leer.`,
    notEmbedded: 'Esta página va dentro de la página de un sitio. Para crear una sala aquí, ve al inicio.',
    notAllowed: 'El sitio que rodea este marco no puede mostrar un chat de este servidor.',
  },
  unread: (n, title) => `(${n}) ${title}`,
};
