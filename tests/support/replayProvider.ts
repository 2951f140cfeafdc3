import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

/** A stand-in provider that answers with bytes it was given, cut into pieces of a given size. */
export interface ReplayProvider {
  url: string;
  /** The answer to every request from now on. */
  play(answer: { bytes: Buffer; contentType: string; pieceBytes: number }): void;
  stop(): Promise<void>;
}

export async function startReplayProvider(): Promise<ReplayProvider> {
  let playing: Parameters<ReplayProvider['play']>[0] = {
    bytes: Buffer.alloc(0),
    contentType: 'application/json',
    pieceBytes: 1 << 20,
  };
  const server = createServer((req, res) => {
    req.resume();
    req.on('end', () => {
      const { bytes, contentType, pieceBytes } = playing;
      res.writeHead(200, { 'content-type': contentType, 'x-request-id': 'req_replay', 'request-id': 'req_replay' });
      void (async () => {
        for (let at = 0; at < bytes.length; at += pieceBytes) {
          res.write(bytes.subarray(at, at + pieceBytes));
          // A turn of the loop between pieces, so that they are not joined into one packet more than they must be.
          await turn();
        }
        res.end();
      })();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    play: (answer) => {
      playing = answer;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
