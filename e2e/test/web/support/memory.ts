import { bounded } from '../../support/bounded.js';
import type { WebPage } from './web-page.js';

/** All that a page's scripts can still reach, its strings as they are, once what they cannot reach is collected. */
export async function memoryOf({ context, page }: WebPage): Promise<string> {
  const session = await context.newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await bounded(session.send('HeapProfiler.takeHeapSnapshot', {}), 'a snapshot of the heap');
  await session.detach();
  return chunks.join('');
}
