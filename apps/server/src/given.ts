import { flagOf, SETTINGS, type Setting } from './settings.js';

type Source = 'default' | 'environment' | 'flag';

/** A setting with what was said about it, and where. */
export interface Given {
  readonly setting: Setting;
  readonly source: Source;
  /** The setting as the user wrote it; both its names where the user wrote nothing. */
  readonly name: string;
  readonly text: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every setting in the order of the table. A flag beats the environment; an empty variable is none, unless empty means something. */
export const gather = (texts: ReadonlyMap<Setting, string>, environment: Environment): readonly Given[] =>
  SETTINGS.map((setting) => {
    const { variable, kind } = setting;
    const flagText = texts.get(setting);
    if (flagText !== undefined) return { setting, source: 'flag', name: flagOf(setting), text: flagText };
    const text = environment[variable];
    if (text !== undefined && (text !== '' || kind === 'folder')) {
      return { setting, source: 'environment', name: variable, text };
    }
    return { setting, source: 'default', name: `${variable} (${flagOf(setting)})`, text: undefined };
  });
