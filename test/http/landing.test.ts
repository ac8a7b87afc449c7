import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { html } from '../../src/http/html.js';
import { clientAddress } from '../../src/http/landing/client-address.js';

test('what is put into a page is text, whatever it is', () => {
  const evil = `<script>"'&`;
  expect(html`<p title="${evil}">${[evil, html`<b>${evil}</b>`]}${undefined}${false}${0}</p>`.text).toBe(
    '<p title="&lt;script&gt;&quot;&#39;&amp;">&lt;script&gt;&quot;&#39;&amp;<b>&lt;script&gt;&quot;&#39;&amp;</b>0</p>',
  );
});

test.each([
  ['the socket’s, when no proxy is ours', '198.51.100.7', '203.0.113.9', 0, '203.0.113.9'],
  ['what our proxy noted', '198.51.100.7', '10.0.0.1', 1, '198.51.100.7'],
  ['not what stands before it', '1.2.3.4, 198.51.100.7', '10.0.0.1', 1, '198.51.100.7'],
  ['what the first of two noted', '1.2.3.4, 198.51.100.7, 10.0.0.2', '10.0.0.1', 2, '198.51.100.7'],
  ['what our proxy noted, with a port', '198.51.100.7:4711', '10.0.0.1', 1, '198.51.100.7'],
  ['the same of IPv6', '[2001:db8:1:2::6]:4711', '10.0.0.1', 1, '2001:db8:1:2'],
  ['the socket’s, when it noted nothing', undefined, '10.0.0.1', 1, '10.0.0.1'],
  ['the socket’s, when it noted nonsense', 'unknown', '10.0.0.1', 1, '10.0.0.1'],
  ['IPv4 in IPv6', undefined, '::ffff:203.0.113.9', 0, '203.0.113.9'],
  ['a network of IPv6', undefined, '2001:db8:1:2:3:4:5:6', 0, '2001:db8:1:2'],
  ['a network of IPv6, written short', undefined, '2001:DB8::6', 0, '2001:db8:0:0'],
  ['this machine', undefined, '::1', 0, '0:0:0:0'],
])('the address of a visitor is %s', (_name, header, remoteAddress, proxies, expected) => {
  const request = {
    headers: header === undefined ? {} : { 'x-forwarded-for': header },
    socket: { remoteAddress },
  };
  expect(clientAddress(request as unknown as IncomingMessage, proxies)).toBe(expected);
});
