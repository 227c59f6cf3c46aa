import { en, type Words } from './en.js';

/** A language that there is a dictionary of. */
export interface Language {
  readonly tag: string;
  readonly dir: 'ltr' | 'rtl';
}

/** The dictionaries; the first is for everybody who asks for none of them. */
export const LANGUAGES = [
  { tag: 'en', dir: 'ltr' },
  { tag: 'de', dir: 'ltr' },
  { tag: 'fr', dir: 'ltr' },
  { tag: 'es', dir: 'ltr' },
  { tag: 'ar', dir: 'rtl' },
] as const satisfies readonly Language[];

type Tag = (typeof LANGUAGES)[number]['tag'];

const LOADERS: Readonly<Record<Tag, () => Promise<Words>>> = {
  en: () => Promise.resolve(en),
  de: () => import('./de.js').then(({ de }) => de),
  fr: () => import('./fr.js').then(({ fr }) => fr),
  es: () => import('./es.js').then(({ es }) => es),
  ar: () => import('./ar.js').then(({ ar }) => ar),
};

/** The first of somebody's languages, e.g. `navigator.languages`, that there is; `de` serves `de-AT`. Default: English. */
export function chooseLanguage(preferred: readonly string[]): (typeof LANGUAGES)[number] {
  for (const wanted of preferred) {
    const base = wanted.toLowerCase().split('-')[0];
    const found = LANGUAGES.find(({ tag }) => tag === base);
    if (found !== undefined) return found;
  }
  return LANGUAGES[0];
}

/** The dictionary of a language; only that one is loaded. */
export const loadWords = (tag: Tag): Promise<Words> => LOADERS[tag]();
