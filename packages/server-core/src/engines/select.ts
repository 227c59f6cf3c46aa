import type { Server } from 'node:http';
import type { Core, Engine, EngineName } from '../socket.js';
import { UwsEngine, type Uws } from './uws.js';
import { WsEngine } from './ws.js';

/** An engine, and why it is not the native one where that could have been. */
export interface SelectedEngine {
  readonly name: EngineName;
  readonly engine: Engine;
  readonly whyNotUws: string | undefined;
}

const HOW_TO_ADD = 'add it with: npm install uWebSockets.js@github:uNetworking/uWebSockets.js#v20.69.0';

/** The engine that was asked for; `auto` is native uWebSockets.js where it loads. Rejects where `uws` was asked for and cannot be. */
export async function selectEngine(wanted: EngineName | 'auto', core: Core): Promise<SelectedEngine> {
  if (wanted === 'ws')
    return { name: 'ws', engine: new WsEngine(core), whyNotUws: 'the ws engine was asked for' };
  const uws = await loadUws();
  if (typeof uws !== 'string') return { name: 'uws', engine: new UwsEngine(core, uws), whyNotUws: undefined };
  if (wanted === 'uws') throw new Error(`the uws engine cannot run: ${uws}`);
  return { name: 'ws', engine: new WsEngine(core), whyNotUws: uws };
}

/** The ws engine on a server that is there already. */
export const attachEngine = (core: Core, server: Server): SelectedEngine => ({
  name: 'ws',
  engine: new WsEngine(core, server),
  whyNotUws: 'the relay is attached to a server of Node',
});

/** The library, or one sentence that says why not. Some builds fall back to a slow imitation: that does not count. */
async function loadUws(): Promise<Uws | string> {
  try {
    const loaded = (await import('uWebSockets.js')) as { default?: Uws } & Uws;
    const uws = loaded.default ?? loaded;
    const isNative = Function.prototype.toString.call(uws.App).includes('[native code]');
    return isNative ? uws : 'uWebSockets.js has no native binary for this version of Node';
  } catch (error) {
    const isMissing = (error as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND';
    return isMissing ? `uWebSockets.js is not installed (${HOW_TO_ADD})` : 'uWebSockets.js does not load';
  }
}
