import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const FOLDERS = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', '/snap/bin', '/opt/google/chrome'];
const CHECK_LIMIT_MS = 20_000;

/** Whether this Python is new enough and has the modules that examples/python imports. */
const hasModules = (path) =>
  spawnSync(path, ['-c', 'import asyncio, cryptography, websockets; asyncio.timeout'], {
    stdio: 'ignore',
    timeout: CHECK_LIMIT_MS,
  }).status === 0;

/**
 * Programs that tests need: the variable that may name one, what a person knows it as, where it is to be found, and for
 * one of which there may be several on a machine, which of them will do.
 */
export const PROGRAMS = [
  {
    variable: 'CHROME_PATH',
    name: 'Chrome or Chromium',
    debianPackages: ['chromium'],
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
    debianPackages: ['firefox-esr'],
    commands: ['firefox', 'firefox-esr'],
    macApps: ['Firefox'],
    windowsPaths: ['Mozilla Firefox/firefox.exe'],
  },
  {
    variable: 'WEBKIT_DRIVER_PATH',
    name: 'WebKitWebDriver (WebKitGTK, on Linux)',
    debianPackages: ['webkit2gtk-driver'],
    commands: ['WebKitWebDriver'],
    macApps: [],
    windowsPaths: [],
  },
  {
    variable: 'XVFB_PATH',
    name: 'Xvfb (for WebKit)',
    debianPackages: ['xvfb'],
    commands: ['Xvfb'],
    macApps: [],
    windowsPaths: [],
  },
  {
    variable: 'PYTHON_PATH',
    name: 'Python 3.11 with websockets and cryptography',
    debianPackages: ['python3', 'python3-websockets', 'python3-cryptography'],
    commands: ['python3', 'python'],
    macApps: [],
    windowsPaths: [],
    suits: hasModules,
  },
];

const EXTENSION = process.platform === 'win32' ? '.exe' : '';

function pathsIn(folders, names) {
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Where programs of this kind of system are installed, then every folder of commands. */
function wellKnownPaths({ commands, macApps, windowsPaths }) {
  const { env, platform } = process;
  const programFolders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
  const commandFolders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), ...FOLDERS];
  return [
    ...(platform === 'darwin' ? macApps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`) : []),
    ...(platform === 'win32' ? pathsIn(programFolders, windowsPaths) : []),
    ...pathsIn(
      commandFolders,
      commands.map((command) => `${command}${EXTENSION}`),
    ),
  ];
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The path of one of PROGRAMS, as its variable has it or where such programs usually are, and the first that suits;
 * undefined without one.
 */
export function findProgram({ variable, suits = () => true, ...program }) {
  const paths = new Set([process.env[variable], ...wellKnownPaths(program)].filter(Boolean));
  return [...paths].find((path) => isProgram(path) && suits(path));
}
