import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../process.js';

const THEME = join(ROOT, 'docs/theme');
const STYLES = [
  'tokens.css',
  'base.css',
  'navigation.css',
  'layout.css',
  'text.css',
  'api.css',
  'search.css',
];
const SCRIPTS = ['site.js', 'search.js', 'find.js'];
const ICON = 'apps/web/static/icon.svg';
/** All that is needed of what TypeDoc writes beside the pages. */
const KEPT = 'highlight.css';

/** Writes what the pages load: style, scripts, icon and what the search looks through; nothing else stays. */
export function writeAssets(folder, entries) {
  for (const name of readdirSync(folder)) if (name !== KEPT) rmSync(join(folder, name));
  const styles = STYLES.map((name) => readFileSync(join(THEME, name), 'utf8'));
  writeFileSync(join(folder, 'site.css'), styles.join('\n'));
  for (const name of SCRIPTS) copyFileSync(join(THEME, name), join(folder, name));
  copyFileSync(join(ROOT, ICON), join(folder, 'icon.svg'));
  writeFileSync(join(folder, 'search.json'), JSON.stringify(entries));
}
