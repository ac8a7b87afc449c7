import { type Route, sendJson } from './routes.js';

/** Whether one thing this process needs is there. A check that throws or takes longer than `CHECK_MS` has failed. */
export type Checks = Record<string, () => boolean | Promise<boolean>>;

const CHECK_MS = 2_500;

/**
 * `GET /healthz`: 200 as long as the process answers at all (restart it when it does not).
 * `GET /readyz`: 200 when every check holds, else 503 (send it no requests for now); `checks` says which failed.
 */
export function healthRoutes(checks: Checks): Route[] {
  return [
    {
      method: 'GET',
      path: '/healthz',
      handle: (_request, response) => sendJson(response, 200, { ok: true }),
    },
    {
      method: 'GET',
      path: '/readyz',
      handle: async (_request, response) => {
        const results = await runChecks(checks);
        const ok = Object.values(results).every((result) => result === 'ok');
        sendJson(response, ok ? 200 : 503, { ok, checks: results });
      },
    },
  ];
}

/** All checks at once; why one failed is for the log, not for whoever asks. */
async function runChecks(checks: Checks): Promise<Record<string, 'ok' | 'failed'>> {
  const results = await Promise.all(
    Object.entries(checks).map(
      async ([name, check]) => [name, (await holds(check)) ? 'ok' : 'failed'] as const,
    ),
  );
  return Object.fromEntries(results);
}

async function holds(check: Checks[string]): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, CHECK_MS, false);
  });
  try {
    return await Promise.race([Promise.resolve(check()), tooLate]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
