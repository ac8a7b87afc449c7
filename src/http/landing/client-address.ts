import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * The network address somebody writes from. Behind `proxies` of our own it is what the first of them has noted; what stands
 * before that in the header anybody can have written. Of IPv6 the network of 64 bits, which one household or office has.
 */
export function clientAddress({ headers, socket }: IncomingMessage, proxies: number): string {
  const header = headers['x-forwarded-for'];
  const noted = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',');
  const forwarded = proxies > 0 ? withoutPort(noted.at(-proxies)?.trim() ?? '') : '';
  const address = isIP(forwarded) !== 0 ? forwarded : (socket.remoteAddress ?? '');
  return network(address);
}

/** Some proxies note `192.0.2.1:4711` or `[2001:db8::1]:4711`. */
function withoutPort(noted: string): string {
  return noted.replace(/^\[(.+)\](:\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
}

function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const [front, back] = [groups(head), groups(tail)];
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  return [...front, ...zeros, ...back]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
