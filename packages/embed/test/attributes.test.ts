import { describe, expect, it } from 'vitest';
import { accentOf, countOf, modeOf, relayOf, themeOf } from '../src/attributes.js';

describe('the attribute relay', () => {
  it.each([
    ['https://chat.example', 'https://chat.example'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['HTTPS://Chat.Example:443/r/x?y#z', 'https://chat.example'],
    ['https://somebody:secret@chat.example', 'https://chat.example'],
  ])('names an origin: %s', (text, origin) => {
    expect(relayOf(text)).toBe(origin);
  });

  it.each([
    ...['', '/', 'chat.example', '//chat.example', 'https://', 'https://[', 'http'],
    ...['ftp://chat.example', 'javascript:alert(1)', 'data:text/html,x', 'blob:https://chat.example/x'],
    ...['file:///etc/passwd', 'about:blank', 'null', 'wss://chat.example'],
  ])('names none where it is no http(s) URL: %j', (text) => {
    expect(relayOf(text)).toBeUndefined();
  });
});

describe('the other attributes', () => {
  it('are read where they are of their form', () => {
    expect(['inline', 'bubble', 'panel'].map(modeOf)).toEqual(['inline', 'bubble', 'panel']);
    expect(['light', 'dark'].map(themeOf)).toEqual(['light', 'dark']);
    expect(['1', '3600'].map(countOf)).toEqual([1, 3600]);
    expect(['#9a3412', '#ABCDEF'].map(accentOf)).toEqual(['#9a3412', '#ABCDEF']);
  });

  it.each(['', 'Bubble', 'drawer', 'constructor'])('are an inline chat for the mode %j', (text) => {
    expect(modeOf(text)).toBe('inline');
  });

  it.each(['', 'LIGHT', 'blue', '__proto__'])('are no theme for %j', (text) => {
    expect(themeOf(text)).toBeNull();
  });

  it.each(['', ' ', '0', 'many', '1h', 'NaN'])('are no number for %j', (text) => {
    expect(countOf(text)).toBeNull();
  });

  it.each(['', 'red', '#fff', '#12345', '#1234567', '#12345g', 'url(x)'])('are no colour for %j', (text) => {
    expect(accentOf(text)).toBeNull();
  });
});
