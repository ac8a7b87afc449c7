import { InputError } from '../../errors.js';
import { type Checked, checked, ok, problem, skipped, type Verdict } from './verdict.js';

const WAIT_MS = 5_000;

/**
 * The address to look at. Unlike in a manifest it may be one of this machine or network.
 * @throws InputError naming the option
 */
export function readAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (url && isOrigin) return url;
  const problemOf = 'is not an address of the form https://HOST, without path, query or password';
  const remedy = 'Give the address at which the program is reached, such as https://desk.example.com';
  throw new InputError([{ file: 'command line', path: '--base-url', problem: problemOf, remedy }]);
}

/** Whether a running program of ours answers at the address. */
export function reachCheck(address: URL | undefined): Promise<Checked> {
  return checked('reachable', () =>
    address ? reach(address) : skipped('give --base-url to have it looked at'),
  );
}

async function reach(address: URL): Promise<Verdict> {
  const at = `${address.origin}/healthz`;
  const signal = AbortSignal.timeout(WAIT_MS);
  try {
    const response = await fetch(at, { signal, redirect: 'manual' });
    const said =
      response.status === 200 ? ((await response.json().catch(() => ({}))) as { ok?: unknown }) : {};
    if (said.ok === true) return ok(`${at} answers`);
    return problem(
      `${at} answers with status ${response.status}, and not as this program does`,
      'Have the proxy or tunnel pass requests on to this program’s PORT, paths unchanged',
    );
  } catch (error) {
    return problem(
      `${at} does not answer (${reasonOf(error)})`,
      'Start the program, and check the name’s DNS entry, its certificate, the firewall and the tunnel',
    );
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return `nothing within ${WAIT_MS / 1000} s`;
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  return cause?.code ?? error.message;
}
