import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface SilentProxy {
  port: number;
  /** From now on every byte in both directions is swallowed; connections stay open, as with a dead network. */
  fallSilent(): void;
  /** Passes bytes again, on new connections. */
  recover(): void;
  /** Closes the door and every connection, as a server that stopped. */
  close(): Promise<void>;
}

/**
 * Stands between the driver and a real server, to make that server disappear in the ways servers do.
 * @param port where it listens; any free one when absent
 */
export async function silentProxy(targetPort: number, port = 0): Promise<SilentProxy> {
  let silent = false;
  const sockets = new Set<Socket>();
  const forward = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('data', (bytes) => {
      if (!silent) to.write(bytes);
    });
    from.on('close', () => {
      sockets.delete(from);
      if (!silent) to.destroy();
    });
    from.on('error', () => {});
  };
  const server = createServer((client) => {
    const upstream = connect(targetPort, '127.0.0.1');
    forward(client, upstream);
    forward(upstream, client);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    fallSilent: () => {
      silent = true;
    },
    recover: () => {
      for (const socket of sockets) socket.destroy();
      silent = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
