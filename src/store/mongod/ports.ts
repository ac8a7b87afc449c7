import { connect, createServer } from 'node:net';

/** The only address the embedded mongod listens on. */
export const LOOPBACK = '127.0.0.1';

const PROBE_MS = 1_000;

/** A port of the loopback address that nobody uses at this moment: `preferred` if that is free. */
export async function freePort(preferred?: number): Promise<number> {
  const kept = preferred === undefined ? undefined : await tryPort(preferred);
  const port = kept ?? (await tryPort(0));
  if (port === undefined) throw new Error(`no port of ${LOOPBACK} can be listened on`);
  return port;
}

/** Whether anything accepts connections there: a much quicker no than the driver's. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: LOOPBACK, timeout: PROBE_MS });
    const answer = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
  });
}

/** @returns the port that could be listened on (the system chooses for 0), undefined if none */
function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
