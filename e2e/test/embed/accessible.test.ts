import { AxeBuilder } from '@axe-core/playwright';
import { expect, it } from 'vitest';
import { inChromium } from '../web/support/in-chromium.js';
import type { WebPage } from '../web/support/web-page.js';
import { chatIn, visit } from './support/element.js';
import { aSiteAndRelay } from './support/site-and-relay.js';

/** What axe finds wrong in a page and its frames, as rule and place. */
async function violations({ page }: WebPage): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join()}`));
}

inChromium('a chat in a site, for everybody', (open) => {
  const both = aSiteAndRelay();

  it.each(
    (['light', 'dark'] as const).flatMap((colours) =>
      (['inline', 'bubble', 'panel'] as const).map((mode) => [mode, colours] as const),
    ),
  )('has nothing that axe finds wrong: %s, in %s colours', async (mode, colorScheme) => {
    const visitor = await open({ colorScheme, reducedMotion: 'reduce' });
    const element = `<pug-chat relay="HERE" mode="${mode}" accent="#ffee00"></pug-chat>`;
    await visit(visitor, both, `<main><h1>A site</h1>${element}</main>`);
    expect(await violations(visitor)).toEqual([]);
    await visitor.page.evaluate(() => {
      document.querySelector('pug-chat')!.open();
    });
    const view = await chatIn(visitor);
    await view.button('Create room').waitFor();
    expect(await violations(visitor)).toEqual([]);
    await view.button('Create room').click();
    await view.say('hello');
    await view.timeline.getByText('hello').waitFor();
    expect(await violations(visitor)).toEqual([]);
  });
});
