import { en, type Words } from './en.js';
import { chooseLanguage, LANGUAGES, loadWords, type Language } from './index.js';

/** The words that the page speaks in now. */
class CurrentWords {
  now = $state.raw<Words>(en);
  #language = $state.raw<Language>(LANGUAGES[0]);

  get lang(): string {
    return this.#language.tag;
  }

  get dir(): 'ltr' | 'rtl' {
    return this.#language.dir;
  }

  /** Speaks in the first of these languages that there is; goes on in the former where it cannot be loaded. */
  async use(preferred: readonly string[]): Promise<void> {
    const language = chooseLanguage(preferred);
    const loaded = await loadWords(language.tag).catch(() => undefined);
    if (loaded === undefined) return;
    this.now = loaded;
    this.#language = language;
    document.documentElement.lang = language.tag;
    document.documentElement.dir = language.dir;
  }
}

export const words = new CurrentWords();
