/** One mailbox at Google has both domains, and dots in its name count for nothing: support.google.com/mail/answer/7436150. */
const GOOGLE = new Set(['gmail.com', 'googlemail.com']);

/**
 * The same for all spellings of one mailbox: small letters, no tag after a plus, and at Gmail no dots and one domain.
 * Undefined when the text is no address. Never throws; of a result it gives the same again.
 */
export function plainEmail(text: string): string | undefined {
  const [, local = '', host = ''] =
    /^<?([^\s@<>]+)@([^\s@<>]+\.[^\s@<>]+?)>?$/.exec(text.trim().toLowerCase()) ?? [];
  if (local === '') return undefined;
  const untagged = local.replace(/(?<=.)\+.*$/su, '');
  if (!GOOGLE.has(host)) return `${untagged}@${host}`;
  const undotted = untagged.replaceAll('.', '');
  return undotted === '' ? undefined : `${undotted}@gmail.com`;
}
