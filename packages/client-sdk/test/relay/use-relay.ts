import { afterEach, beforeEach } from 'vitest';
import { ScriptedRelay } from './scripted-relay.js';

/** A fresh scripted relay for each test of the describe block it is called in. */
export function useRelay(): { readonly current: ScriptedRelay } {
  let relay: ScriptedRelay | undefined;
  beforeEach(async () => {
    relay = await ScriptedRelay.start();
  });
  afterEach(async () => {
    await relay?.close();
  });
  return {
    get current() {
      if (relay === undefined) throw new Error('the relay runs during tests only');
      return relay;
    },
  };
}
