import workerPath from '@pug-network/client-sdk/pow-worker?url';
import { warmUp, type ScriptUrl, type WorkerOptions } from '@pug-network/client-sdk';

interface ScriptUrlPolicies {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): ScriptUrl };
}

/** Under Trusted Types the address of a worker is trusted by a policy alone; this one trusts the SDK's file and nothing else. */
function trustedWorkerUrl(): string | ScriptUrl {
  const { trustedTypes } = globalThis as { trustedTypes?: ScriptUrlPolicies };
  if (trustedTypes === undefined) return workerPath;
  const policy = trustedTypes.createPolicy('pug-network', { createScriptURL: () => workerPath });
  return policy.createScriptURL(workerPath);
}

/** Where the proof of work is searched. */
export const workerOptions: WorkerOptions = { workerUrl: trustedWorkerUrl() };

/** Starts a worker while the person still chooses; calling what it gives back ends it where it was not needed. */
export const warmUpWorker = (): (() => void) => warmUp(workerOptions);
