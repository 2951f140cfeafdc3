import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface OldServer {
  url: string;
  breakConnections(): void;
  close(): void;
  /** A query waits for an answer that will not come. */
  hangs(): boolean;
}

/** As much of PostgreSQL's protocol as it takes to be asked for a version: old servers are not at hand. The second query of a connection hangs. */
export async function startOldServer(version: string): Promise<OldServer> {
  let hangs = false;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let greeted = false;
    let asked = false;
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      if (!greeted) socket.write(Buffer.concat([message('R', int32(0)), ready]));
      else if (bytes[0] === 0x51 && !asked) {
        asked = true;
        socket.write(Buffer.concat([rowOf('version', version), ready]));
      } else hangs ||= bytes[0] !== terminate;
      greeted = true;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const breakConnections = () => {
    for (const socket of sockets) socket.destroy();
  };
  const close = () => {
    server.close();
    breakConnections();
  };
  return {
    url: `postgresql://lens@127.0.0.1:${port}/lens?sslmode=disable`,
    breakConnections,
    close,
    hangs: () => hangs,
  };
}

function rowOf(name: string, value: string): Buffer {
  const textColumn = Buffer.concat([int32(0), int16(0), int32(25), int16(-1), int32(-1), int16(0)]);
  const description = message('T', int16(1), Buffer.from(`${name}\0`), textColumn);
  const row = message('D', int16(1), int32(Buffer.byteLength(value)), Buffer.from(value));
  return Buffer.concat([description, row, message('C', Buffer.from('SELECT 1\0'))]);
}

function message(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

/** The type of the message with which a client says goodbye. */
const terminate = 0x58;
const ready = message('Z', Buffer.from('I'));
