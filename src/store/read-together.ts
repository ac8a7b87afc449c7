/**
 * Reads by id that share their round trip: what is asked for in the same turn of the event loop is fetched at once, and
 * each id once. Nobody is given what was read before they asked.
 */
export function readTogether<Found>(
  fetch: (ids: string[]) => Promise<Map<string, Found>>,
): (id: string) => Promise<Found | undefined> {
  let asked: Map<string, ((result: Promise<Found | undefined>) => void)[]> | undefined;

  function fetchAsked(): void {
    const waiting = asked ?? new Map();
    asked = undefined;
    const fetched = fetch([...waiting.keys()]);
    for (const [id, resolvers] of waiting)
      for (const resolve of resolvers) resolve(fetched.then((found) => found.get(id)));
  }

  return (id) =>
    new Promise((resolve) => {
      if (!asked) {
        asked = new Map();
        setImmediate(fetchAsked);
      }
      const others = asked.get(id) ?? [];
      others.push(resolve);
      asked.set(id, others);
    });
}
