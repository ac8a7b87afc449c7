import { Socket } from 'node:net';

/**
 * From now on this process kills itself with SIGKILL instead of saying the nth thing to the database.
 * @returns ends it: what is said afterwards is safe
 */
export function dyingAtWord(nth: number): () => void {
  let left = nth;
  const { write } = Socket.prototype;
  Socket.prototype.write = function dying(this: Socket, ...given: unknown[]) {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return (write as (...all: unknown[]) => boolean).apply(this, given);
  } as typeof write;
  return () => {
    Socket.prototype.write = write;
  };
}
