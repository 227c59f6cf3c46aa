/** What the command can be asked for besides running a relay. */
export const COMMANDS = [
  { name: 'help', short: 'h', about: 'Show this text.' },
  { name: 'version', short: 'v', about: 'Show the version.' },
  {
    name: 'print-config',
    about: 'Show every setting as JSON, with where it comes from: default, environment or flag.',
  },
  { name: 'check-config', about: 'Look at every setting without starting; exit code 0 or 2.' },
] as const;

export type Command = (typeof COMMANDS)[number]['name'];
