import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { Program } from '../support/process.js';

const SCRIPT = fileURLToPath(new URL('../../../scripts/check-site.js', import.meta.url));

const page = (content: string, head = '') =>
  `<!DOCTYPE html><html lang="en"><head><title>page</title>${head}</head><body><h1>page</h1>${content}</body></html>\n`;

const GOOD = {
  'index.html': page(
    '<a href="guides/one.html#part">one</a> <a href="">self</a> <a href="#there" id="there">here</a>' +
      '<img src="a.png" alt=""/> <a href="https://a.example/x?y=1&amp;z" rel="noopener">elsewhere</a>' +
      '<a href="http://localhost:3000" rel="noopener">here</a><pre><code>&lt;a href="nowhere.html"&gt;</code></pre>',
    '<link rel="stylesheet" href="site.css"/><script type="module" src="site.js"></script>',
  ),
  'guides/one.html': page('<h2 id="part">part</h2><a href="../">start</a>'),
  'site.css': 'a { color: red; background: url(#x); }',
  'site.js': "fetch('search.json');",
  'a.png': '',
};

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function check(
  files: Readonly<Record<string, string>>,
): Promise<{ code: number | null; said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'site-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const program = new Program([SCRIPT, folder]);
  return { code: await program.exit(), said: program.output };
}

/** A good site whose start has this too. */
const withMore = (content: string, head = '') => ({
  ...GOOD,
  'index.html': GOOD['index.html']
    .replace('</body>', `${content}</body>`)
    .replace('</head>', `${head}</head>`),
});

describe('the check of the site', () => {
  it('finds nothing wrong with a good one', async () => {
    expect(await check(GOOD)).toEqual({ code: 0, said: '2 pages, 9 links, 0 faults' });
  });

  it.each<[string, string, string?]>([
    ['leads to nowhere.html, which is not there', '<a href="nowhere.html">x</a>'],
    ['leads to guides/one.html#nothing, which has no such anchor', '<a href="guides/one.html#nothing">x</a>'],
    ['leads to #nothing, which has no such anchor', '<a href="#nothing">x</a>'],
    ['leads to ../x.html, which is outside', '<a href="../x.html">x</a>'],
    ['leads to b.png, which is not there', '<img src="b.png" alt=""/>'],
    ['links to http://a.example, which is no https', '<a href="http://a.example" rel="noopener">x</a>'],
    ['links to https://a.example without noopener', '<a href="https://a.example">x</a>'],
    ['has the malformed address https://', '<a href="https://" rel="noopener">x</a>'],
    ['loads https://a.example/a.png from another origin', '<img src="https://a.example/a.png" alt=""/>'],
    ['loads //a.example/a.js from another origin', '', '<script src="//a.example/a.js"></script>'],
    [
      'loads https://a.example/a.css from another origin',
      '',
      '<link rel="stylesheet" href="https://a.example/a.css"/>',
    ],
    ['has an inline script', '<script src="site.js">1</script>'],
    ['has a script without an address', '<script>alert(1)</script>'],
    ['has <style>', '', '<style>a{}</style>'],
    ['has the attribute style="color:red"', '<p style="color:red">x</p>'],
    ['has the handler onclick', '<p onclick="alert(1)">x</p>'],
    ['has the address javascript:alert(1)', '<a href="javascript:alert(1)">x</a>'],
    ['has <iframe>', '<iframe></iframe>'],
    ['has <form>', '<form></form>'],
    ['has the attribute http-equiv="refresh"', '', '<meta http-equiv="refresh" content="0"/>'],
    ['has the id there twice', '<p id="there">x</p>'],
    ['has 2 headings of the first level', '<h1>again</h1>'],
  ])('finds a page that %s', async (fault, content, head) => {
    const { code, said } = await check(withMore(content, head));
    expect(code).toBe(1);
    expect(said).toContain(`index.html ${fault}`);
  });

  it.each([
    ['lost.html is reached from nowhere', { 'lost.html': page('') }],
    ['site.css has @import', { 'site.css': '@import "a.css";' }],
    [
      'site.css has url(https://a.example/a.png)',
      { 'site.css': 'a{background:url("https://a.example/a.png")}' },
    ],
    ['site.css has url(data:image/png)', { 'site.css': 'a{background:url(data:image/png)}' }],
    ['site.js names another origin', { 'site.js': "fetch('https://a.example')" }],
    ['a.svg is more than a picture', { 'a.svg': '<svg><script/></svg>' }],
  ])('finds that %s', async (fault, files) => {
    const { code, said } = await check({ ...GOOD, ...files });
    expect([code, said.includes(fault)]).toEqual([1, true]);
  });
});
