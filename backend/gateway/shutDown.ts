import type { Server } from 'node:http';
import type { Gateway } from './createGateway';

/** Stops a server cleanly: no new connections, calls in flight finish up to `graceMs`, the rest is ended and recorded. */
export async function shutDown(server: Server, gateway: Gateway, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await gateway.close(graceMs);
  server.closeIdleConnections();
  const giveUp = setTimeout(() => server.closeAllConnections(), FLUSH_MS);
  await closed;
  clearTimeout(giveUp);
}

/** For the last answers to leave the socket buffers. */
const FLUSH_MS = 1000;
