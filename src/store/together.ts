/**
 * Lets what is asked for at the same time be done at once: while one batch is under way, the rest gathers for the next.
 * `work` gives one result for each thing asked, in their order, or rejects for all of them.
 */
export function together<Asked, Given>(
  work: (asked: Asked[]) => Promise<Given[]>,
  atOnce: number,
): (asked: Asked) => Promise<Given> {
  let queue: { asked: Asked; resolve: (given: Given) => void; reject: (error: unknown) => void }[] = [];
  let working = false;

  async function workOff(): Promise<void> {
    working = true;
    while (queue.length > 0) {
      // Whoever was answered by the last batch gets to ask for the next.
      await new Promise((resolve) => setImmediate(resolve));
      const batch = queue.slice(0, atOnce);
      queue = queue.slice(atOnce);
      try {
        const given = await work(batch.map(({ asked }) => asked));
        for (const [index, { resolve }] of batch.entries()) resolve(given[index] as Given);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    working = false;
  }

  return (asked) =>
    new Promise((resolve, reject) => {
      queue.push({ asked, resolve, reject });
      if (!working) void workOff();
    });
}
