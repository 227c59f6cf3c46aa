import { createServer } from 'node:net';

/**
 * Rejects with the system's own error (`EADDRINUSE`, `EACCES`, `ENOTFOUND` …) where this process cannot listen there. The
 * native engine gives no reason, and would share a port with a second relay rather than refuse it; asked to refuse, it
 * could not have back the port that it has just left.
 */
export function assertCanListen(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve()));
  });
}
