import { expect, it } from 'vitest';

it('can be imported where there are no elements, as a server does that makes pages', async () => {
  expect(globalThis).not.toHaveProperty('HTMLElement');
  expect(globalThis).not.toHaveProperty('customElements');
  const { PugChatElement } = await import('../src/index.js');
  expect(PugChatElement.observedAttributes).toEqual([
    ...['relay', 'mode', 'ttl', 'capacity', 'theme', 'accent', 'lang', 'open'],
  ]);
});

it('gives the page in the frame its side of the bridge alone', async () => {
  expect(Object.keys(await import('../src/frame.js'))).toEqual(['admit']);
});
