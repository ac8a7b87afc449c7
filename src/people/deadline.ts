/** Stands for an answer that did not come in time. */
export const LATE = Symbol('late');

/** What `work` comes to, or LATE after `ms`; work goes on, and its failure after that is the caller's to catch. */
export async function within<Result>(work: Promise<Result>, ms: number): Promise<Result | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), Math.max(0, ms));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
