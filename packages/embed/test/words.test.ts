import { describe, expect, it } from 'vitest';
import { wordsIn } from '../src/words.js';

const opening = (...languages: readonly string[]): string => wordsIn(...languages)[0];

describe('the words of the element', () => {
  it.each([
    ['en', 'Open chat'],
    ['de', 'Chat öffnen'],
    ['fr', 'Ouvrir le chat'],
    ['es', 'Abrir el chat'],
    ['ar', 'فتح الدردشة'],
  ])('are there in %s, for each of its regions', (tag, expected) => {
    expect(opening(tag)).toBe(expected);
    expect(opening(`${tag}-XX`)).toBe(expected);
    expect(opening(`${tag.toUpperCase()}-Latn-XX`)).toBe(expected);
  });

  it('are of the first language that there are words of', () => {
    expect(opening('', 'pl-PL', 'fr-CA', 'de')).toBe('Ouvrir le chat');
  });

  it.each([[[]], [['']], [['pl']], [['est']], [['constructor', '__proto__', 'toString']]])(
    'are English where there are none: %o',
    (languages) => {
      expect(opening(...languages)).toBe('Open chat');
    },
  );
});
