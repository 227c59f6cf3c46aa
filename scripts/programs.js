import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const LINUX_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];

/** Programs that tests need: the variable that may name one, what a person knows it as, and where it is to be found. */
export const PROGRAMS = [
  {
    variable: 'CHROME_PATH',
    name: 'Chrome or Chromium',
    debianPackage: 'chromium',
    commands: [
      'chromium',
      'chromium-browser',
      'google-chrome-stable',
      'google-chrome',
      'chrome',
      'microsoft-edge',
    ],
    macApps: ['Google Chrome', 'Chromium', 'Microsoft Edge'],
    windowsPaths: ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'],
  },
  {
    variable: 'FIREFOX_PATH',
    name: 'Firefox',
    debianPackage: 'firefox-esr',
    commands: ['firefox', 'firefox-esr'],
    macApps: ['Firefox'],
    windowsPaths: ['Mozilla Firefox/firefox.exe'],
  },
  {
    variable: 'WEBKIT_DRIVER_PATH',
    name: 'WebKitWebDriver (WebKitGTK, on Linux)',
    debianPackage: 'webkit2gtk-driver',
    commands: ['WebKitWebDriver'],
    macApps: [],
    windowsPaths: [],
  },
  {
    variable: 'XVFB_PATH',
    name: 'Xvfb (for WebKit)',
    debianPackage: 'xvfb',
    commands: ['Xvfb'],
    macApps: [],
    windowsPaths: [],
  },
];

function wellKnownPaths({ commands, macApps, windowsPaths }) {
  const { env, platform } = process;
  if (platform === 'darwin') return macApps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  const isWindows = platform === 'win32';
  const folders = isWindows
    ? [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean)
    : [...(env.PATH ?? '').split(delimiter).filter(Boolean), ...LINUX_FOLDERS];
  return (isWindows ? windowsPaths : commands).flatMap((path) => folders.map((folder) => join(folder, path)));
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The path of one of PROGRAMS, as its variable has it or where such programs usually are; undefined without it. */
export function findProgram(program) {
  return [process.env[program.variable], ...wellKnownPaths(program)].find((path) => path && isProgram(path));
}
