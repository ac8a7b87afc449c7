/** What one check came to. `said` is a phrase for a person and never holds a secret. */
export type Verdict =
  | { state: 'ok'; said: string }
  | { state: 'problem'; said: string; remedy: string }
  | { state: 'skipped'; said: string };

export type Checked = Verdict & { check: string };

export const ok = (said: string): Verdict => ({ state: 'ok', said });
export const problem = (said: string, remedy: string): Verdict => ({ state: 'problem', said, remedy });
export const skipped = (said: string): Verdict => ({ state: 'skipped', said });

/** Longer than the probes' own limits, so that theirs, which know more, come first. */
const LIMIT_MS = 15_000;

/** Runs one check. Never rejects: what it throws is a problem, as is an answer after `limitMs`. */
export async function checked(
  check: string,
  work: () => Promise<Verdict> | Verdict,
  limitMs = LIMIT_MS,
): Promise<Checked> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Verdict>((resolve) => {
    const late = problem(
      `no answer within ${limitMs / 1000} s`,
      'Look at the network and at what stands between',
    );
    timer = setTimeout(resolve, limitMs, late);
  });
  try {
    return { check, ...(await Promise.race([Promise.resolve().then(work), tooLate])) };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { check, ...problem(said.replace(/\.$/, ''), 'Mend that and run doctor again') };
  } finally {
    clearTimeout(timer);
  }
}

/** `problem  slack scopes: im:write is missing. Add it …` */
export function lineOf(one: Checked): string {
  const remedy = one.state === 'problem' ? `. ${one.remedy}` : '';
  return `${one.state.padEnd(8)} ${one.check}: ${`${one.said}${remedy}`.replaceAll(/\s+/g, ' ')}\n`;
}
