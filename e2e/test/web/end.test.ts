import { describe, expect, it } from 'vitest';
import { eventually } from './support/eventually.js';
import { inChromium, type OpenPage } from './support/in-chromium.js';
import { memoryOf } from './support/memory.js';
import { expectNothingLeft, partsOf } from './support/nothing-left.js';
import type { WebPage } from './support/web-page.js';
import { aServer, WebServer } from './support/web-server.js';

const TEXTS = ['something private', 'an answer to it'];
const WORDS = {
  purged: 'This room has ended. It was purged, and nothing of it is left on the server or on this page.',
  expired: 'This room has ended. Its time was up, and nothing of it is left on the server or on this page.',
  left: 'You left the room. Nothing of it is left on this page.',
  gone: 'This room has ended while you were away. Nothing of it is left on the server or on this page.',
};

interface Talk {
  readonly link: string;
  readonly people: readonly [WebPage, WebPage];
}

/** Two people who have each said something to the other. */
async function talk(open: OpenPage, origin: string): Promise<Talk> {
  const people = [await open(), await open()] as const;
  const [ada, bea] = people;
  const link = await ada.createRoom(origin);
  await bea.join(link);
  await ada.say(TEXTS[0]!);
  await bea.sees(TEXTS[0]!);
  await bea.say(TEXTS[1]!);
  await ada.sees(TEXTS[1]!);
  return { link, people };
}

inChromium('the end of a room', (open) => {
  describe('by its people', () => {
    const server = aServer();

    it('comes to everybody when its creator purges it and confirms that', async () => {
      const { link, people } = await talk(open, server.origin);
      const [ada, bea] = people;
      expect(await bea.button('Purge room').count()).toBe(0);
      await ada.button('Purge room').click();
      await ada.dialog.getByText('The room ends for everybody at once').waitFor();
      await ada.dialog.getByRole('button', { name: 'Cancel' }).click();
      await ada.dialog.waitFor({ state: 'detached' });
      expect(await bea.composer.count()).toBe(1);

      await ada.purge();
      for (const page of people) {
        await page.sees(WORDS.purged);
        await expectNothingLeft(page, link, TEXTS);
      }
      await ada.button('New room').click();
      await ada.button('Create room').waitFor();
    });

    it('leaves neither messages nor key in the memory of a page', async () => {
      const { link, people } = await talk(open, server.origin);
      const secrets = [...partsOf(link), ...TEXTS];
      const remembered = async (page: WebPage) => {
        const memory = await memoryOf(page);
        return secrets.filter((secret) => memory.includes(secret));
      };
      expect(await remembered(people[0])).toEqual(secrets);
      await people[0].purge();
      for (const page of people) {
        await page.sees(WORDS.purged);
        await eventually(() => remembered(page)).toEqual([]);
      }
    });

    it('comes to one who leaves, while the other goes on', async () => {
      const { link, people } = await talk(open, server.origin);
      const [ada, bea] = people;
      await bea.button('Leave').click();
      await bea.sees(WORDS.left);
      await expectNothingLeft(bea, link, TEXTS);
      await ada.sees(/ left$/);
      expect(await ada.messages().count()).toBe(2);

      await bea.page.goBack().catch(() => undefined);
      expect(bea.page.url()).not.toContain('#');
    });

    it('comes to one who goes to another room, whose page then shows that alone', async () => {
      const { link, people } = await talk(open, server.origin);
      const other = await (await open()).createRoom(server.origin);
      const [ada, bea] = people;
      await bea.page.evaluate((address) => location.assign(address), other);
      await ada.sees(/ left$/);
      await bea.composer.waitFor();
      const content = await bea.page.content();
      for (const text of [...TEXTS, link]) expect(content).not.toContain(text);
    });
  });

  describe('when its time is up', () => {
    const server = aServer({ TTL_MIN: '1', TTL_DEFAULT: '4' });

    it('comes to everybody', async () => {
      const { link, people } = await talk(open, server.origin);
      for (const page of people) {
        await page.sees(WORDS.expired);
        await expectNothingLeft(page, link, TEXTS);
      }
    });
  });

  describe('with a minute to go', () => {
    const server = aServer({ TTL_MIN: '1', TTL_DEFAULT: '61' });

    it('is announced', async () => {
      const ada = await open();
      await ada.createRoom(server.origin);
      expect(await ada.page.getByRole('timer').innerText()).toMatch(/^1:0[01]$/);
      await ada.sees('One minute is left');
      await eventually(() => ada.page.getByRole('timer').innerText()).toMatch(/^0:5\d$/);
    });
  });

  it('comes when the server is back after a crash, and until then the page says that it tries', async () => {
    const server = new WebServer();
    await server.start();
    try {
      const { link, people } = await talk(open, server.origin);
      await server.kill();
      for (const page of people) await page.sees('The connection is lost. Joining again…');
      await people[0].sees('The connection was lost');
      await server.start();
      for (const page of people) {
        await page.sees(WORDS.gone);
        await expectNothingLeft(page, link, TEXTS);
      }
    } finally {
      await server.kill();
    }
  });
});
