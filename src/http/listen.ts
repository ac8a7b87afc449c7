import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InputError, type InputProblem } from '../errors.js';

/**
 * @returns the port in use
 * @throws InputError in plain words if the address cannot be listened on
 */
export function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => reject(inPlainWords(error, host, port));
    server.once('error', failed);
    server.listen({ host, port }, () => {
      server.off('error', failed);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function inPlainWords(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const problem = explain(error.code, host, port);
  return problem ? new InputError([{ file: 'environment', ...problem }]) : error;
}

function explain(
  code: string | undefined,
  host: string,
  port: number,
): Omit<InputProblem, 'file'> | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return {
        path: 'PORT',
        problem: `Port ${port} is taken`,
        remedy: 'Set PORT to a free one, or stop the program that uses it',
      };
    case 'EACCES':
      return {
        path: 'PORT',
        problem: `Port ${port} needs more rights than this program has`,
        remedy: 'Set PORT to one above 1023',
      };
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        path: 'HOST',
        problem: `${host} is not an address of this machine`,
        remedy: 'Set HOST to 0.0.0.0 (every network) or 127.0.0.1 (this machine alone)',
      };
    default:
      return undefined;
  }
}
