/** What people write beside the names that the Unicode tables know. */
const ALSO: Record<string, string> = { uk: 'GB', usa: 'US', england: 'GB', scotland: 'GB', holland: 'NL' };

let names: ReadonlyMap<string, string> | undefined;

/** The two letters of ISO 3166-1 for a code or a name in one of seven languages; undefined for anything else. */
export function readCountry(text: string): string | undefined {
  const plain = text.trim().toLowerCase().replaceAll('.', '');
  names ??= countryNames();
  return ALSO[plain] ?? names.get(plain);
}

function countryNames(): Map<string, string> {
  const found = new Map<string, string>();
  for (const locale of ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt']) {
    const shown = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' });
    for (const code of codes()) {
      const name = shown.of(code);
      if (name === undefined) continue;
      found.set(code.toLowerCase(), code);
      if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), code);
    }
  }
  return found;
}

function codes(): string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const all = letters.flatMap((first) => letters.map((second) => `${first}${second}`));
  // These are no countries: the European Union, the euro area, the United Nations, the unknown region, and the UK's own word.
  return all.filter((code) => !['EU', 'EZ', 'UN', 'ZZ', 'UK', 'XA', 'XB'].includes(code));
}
