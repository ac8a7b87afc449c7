const PATIENCE_MS = 1_500;

/**
 * Lines that only matter to somebody who waits: shown once it has taken long (a first start may download a database),
 * or when asked to because something failed.
 */
export function patientLog(
  write: (text: string) => void,
  patienceMs = PATIENCE_MS,
): { line(text: string): void; flush(): void; end(): void } {
  let held: string[] | undefined = [];
  const flush = () => {
    const lines = held ?? [];
    held = undefined;
    for (const line of lines) write(`${line}\n`);
  };
  const timer = setTimeout(flush, patienceMs);
  return {
    line: (text) => {
      if (held) held.push(text);
      else write(`${text}\n`);
    },
    flush,
    end: () => clearTimeout(timer),
  };
}
