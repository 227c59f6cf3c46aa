import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './process.js';

const APT_LIMIT_MS = 10 * 60_000;

const PROGRAMS = {
  chrome: [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'chrome',
    'microsoft-edge',
  ],
  firefox: ['firefox', 'firefox-esr'],
};

const MAC_APPS = {
  chrome: ['Google Chrome', 'Chromium', 'Microsoft Edge'],
  firefox: ['Firefox'],
};

const WINDOWS_PROGRAMS = {
  chrome: ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'],
  firefox: ['Mozilla Firefox/firefox.exe'],
};

const LINUX_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];

function wellKnownPaths(browser) {
  const { env, platform } = process;
  if (platform === 'darwin')
    return MAC_APPS[browser].map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  const isWindows = platform === 'win32';
  const folders = isWindows
    ? [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean)
    : [...(env.PATH ?? '').split(delimiter).filter(Boolean), ...LINUX_FOLDERS];
  const programs = isWindows ? WINDOWS_PROGRAMS[browser] : PROGRAMS[browser];
  return programs.flatMap((program) => folders.map((folder) => join(folder, program)));
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function find(browser, pathFromEnv) {
  return [pathFromEnv, ...wellKnownPaths(browser)].find((path) => path && isProgram(path));
}

const canInstall = () =>
  process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

async function installChromium() {
  const options = { timeoutMs: APT_LIMIT_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const updated = await run('apt-get', ['update'], options);
  if (!updated.ok) return updated;
  return run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
}

/**
 * The browsers of this machine as environment variables, CHROME_PATH and FIREFOX_PATH, each only if there is one.
 * Where Chrome is missing, root on Debian gets Chromium by apt; everybody else gets one line that says so.
 */
export async function browserEnv(say) {
  let chrome = find('chrome', process.env.CHROME_PATH);
  if (!chrome && canInstall()) {
    say('No Chromium here: installing it with apt-get …');
    const { ok, output } = await installChromium();
    if (!ok) say(output);
    chrome = find('chrome');
  }
  if (!chrome)
    say('No Chrome or Chromium found: install one or name it in CHROME_PATH to run the browser tests.');
  const firefox = find('firefox', process.env.FIREFOX_PATH);
  return { ...(chrome && { CHROME_PATH: chrome }), ...(firefox && { FIREFOX_PATH: firefox }) };
}
