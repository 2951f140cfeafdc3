import { createServer, type AddressInfo } from 'node:net';

/** A port that nobody uses now, for a program that can't be told to choose one. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
