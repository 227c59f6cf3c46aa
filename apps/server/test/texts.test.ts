import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/commands.js';
import { formOf, SETTINGS } from '../src/settings.js';
import { configText, defaultOf, helpText } from '../src/texts.js';
import { readmeTable } from './readme-table.js';
import { goodSettings } from './settings-of.js';

const WIDTH = 100;

describe('the help', () => {
  const help = helpText('1.2.3');

  it('begins with name and version', () => {
    expect(help).toMatch(/^pug-server 1\.2\.3, /);
  });

  it('has every flag, and every setting with variable, default and description', () => {
    for (const { name, about } of COMMANDS) {
      expect(help).toMatch(new RegExp(`\n  --${name}(, -.)?\n`));
      expect(help).toContain(`\n      ${about}\n`);
    }
    for (const setting of SETTINGS) {
      const { variable, about } = setting;
      const entry = `  ${formOf(setting)}\n      ${about}\n      ${variable}, default: ${defaultOf(setting)}\n`;
      expect(help).toContain(entry);
    }
  });

  it('writes flags that need a value unlike those that do not', () => {
    expect(help).toContain('\n  --port <number>\n');
    expect(help).toContain('\n  --docs[=true|false]\n');
  });

  it('fits a terminal', () => {
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(WIDTH);
  });
});

describe('the printed configuration', () => {
  it('is JSON with the value of every setting and where it comes from', () => {
    const { given, config } = goodSettings(['--port=0', '--static-dir='], {
      TTL_MAX: '7200',
      ALLOWED_ORIGIN: 'HTTPS://A.example',
      EMBED_ORIGIN: 'HTTPS://B.example',
    });
    const printed = JSON.parse(configText(given, config));
    expect(Object.keys(printed)).toEqual(SETTINGS.map(({ variable }) => variable));
    expect(printed).toMatchObject({
      PORT: { value: 0, from: 'flag' },
      HOST: { value: '0.0.0.0', from: 'default' },
      ALLOWED_ORIGIN: { value: ['https://a.example'], from: 'environment' },
      EMBED_ORIGIN: { value: ['https://b.example'], from: 'environment' },
      TTL_MAX: { value: 7200, from: 'environment' },
      STATIC_DIR: { value: '', from: 'flag' },
    });
  });
});

describe('the README', () => {
  it('has the table of settings as it is in the code', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    expect(readme).toContain(`\n\n${readmeTable()}\n\n`);
  });
});
