import { afterAll, beforeAll, expect, it } from 'vitest';
import { inEachBrowser, PageError, serveSite, type Site } from './index.js';

const BROKEN = `
setTimeout(() => { throw new Error('thrown later'); });
void Promise.reject(new Error('rejected by nobody'));
console.error('written to the console');
try { eval('1'); } catch {}
`;
const PNG_MAGIC = [0x89, 0x50, 0x4e, 0x47];

let site: Site;

beforeAll(async () => {
  site = await serveSite({
    'index.html': '<!doctype html><title>calm</title><script type="module" src="/calm.js"></script>',
    'calm.js': `window.isReady = true; console.log('all is well'); await fetch('/api/nothing-here');`,
    'broken.html': '<!doctype html><script src="/broken.js"></script><script src="/lost.js"></script>',
    'broken.js': BROKEN,
  });
});
afterAll(() => site.close());

inEachBrowser('a page', (browser) => {
  it('has loaded when it is opened, and gives what is asked of it', async () => {
    const page = await browser.open(`${site.origin}/`);
    expect(await page.evaluate('window.isReady')).toBe(true);
    expect(await page.evaluate('undefined')).toBeUndefined();
    expect(await page.evaluate('Promise.resolve({ deep: [1, null, "ü"] })')).toEqual({
      deep: [1, null, 'ü'],
    });
    const add = async (left: number, right: { readonly value: number }): Promise<number> =>
      Promise.resolve(left + right.value);
    expect(await page.evaluate(add, 1, { value: 2 })).toBe(3);
    expect(await page.complaints()).toEqual([]);
    expect(browser.version).toMatch(/^\d+\./);
    await page.close();
  });

  it('throws here what is thrown in it', async () => {
    const page = await browser.open(`${site.origin}/`);
    const failing = page.evaluate(() => {
      throw Object.assign(new TypeError('not so'), { code: 'wrong' });
    });
    await expect(failing).rejects.toThrow(PageError);
    await expect(failing).rejects.toMatchObject({ name: 'TypeError', message: 'not so', code: 'wrong' });
    await expect(page.evaluate('Promise.reject("a reason")')).rejects.toThrow('a reason');
    await expect(page.evaluate('nobody.knows')).rejects.toMatchObject({ name: 'ReferenceError' });
    await page.close();
  });

  it('answers while it is still busy with an earlier question', async () => {
    const page = await browser.open(`${site.origin}/`);
    const told = page.evaluate('new Promise((resolve) => { window.tell = resolve; })');
    await page.evaluate('window.tell("done")');
    expect(await told).toBe('done');
    await page.close();
  });

  it('shares no storage with another page', async () => {
    const [one, other] = await Promise.all([
      browser.open(`${site.origin}/`),
      browser.open(`${site.origin}/`),
    ]);
    await one.evaluate('localStorage.setItem("mine", "1")');
    expect(await one.evaluate('localStorage.getItem("mine")')).toBe('1');
    expect(await other.evaluate('localStorage.getItem("mine")')).toBeNull();
    await Promise.all([one.close(), other.close()]);
  });

  it('complains of each thing that goes wrong in it, and can be looked at', async () => {
    const page = await browser.open(`${site.origin}/broken.html`);
    await page.evaluate('new Promise((resolve) => setTimeout(resolve))');
    const complaints = await page.complaints();
    for (const expected of [
      /thrown later/,
      /rejected by nobody/,
      /written to the console/,
      /eval|script-src/,
      /load/,
    ]) {
      expect(complaints).toContainEqual(expect.stringMatching(expected));
    }
    expect([...(await page.screenshot())].slice(0, PNG_MAGIC.length)).toEqual(PNG_MAGIC);
    await page.close();
  });
});
