/**
 * What `look` gives once it gives something. What one waits for is usually an answer shown after an acknowledgement.
 * @throws Error with `what` after `withinMs`
 */
export async function until<Found>(
  look: () => Found | Promise<Found>,
  what = String(look),
  withinMs = 5_000,
): Promise<Exclude<Found, undefined | null | false | '' | 0>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found as Exclude<Found, undefined | null | false | '' | 0>;
    if (performance.now() > deadline) throw new Error(`It did not come: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
