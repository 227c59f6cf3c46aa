/** What readers say of the button where it opens and where it closes, after a number of unread messages, and of the frame. */
export type Words = readonly [open: string, close: string, unread: string, frame?: string];

const WORDS = {
  en: ['Open chat', 'Close chat', 'unread'],
  de: ['Chat öffnen', 'Chat schließen', 'ungelesen'],
  fr: ['Ouvrir le chat', 'Fermer le chat', 'à lire'],
  es: ['Abrir el chat', 'Cerrar el chat', 'sin leer'],
  ar: ['فتح الدردشة', 'إغلاق الدردشة', 'غير مقروءة', 'دردشة'],
} satisfies Record<string, Words>;

const isKnown = (base: string): base is keyof typeof WORDS => Object.hasOwn(WORDS, base);

/** The words of the first of these languages that there are words of; `de` serves `de-AT`. Default: English. */
export function wordsIn(...languages: readonly string[]): Words {
  const bases = languages.map((tag) => tag.toLowerCase().replace(/-.*/, ''));
  return WORDS[bases.find(isKnown) ?? 'en'];
}
