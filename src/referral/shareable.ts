declare const shareable: unique symbol;

/**
 * Text that may reach a partner's channel. Only three kinds of text become shareable: what the partner itself typed,
 * what a rep wrote into a field that says "for the partner", and the program's shareable wordings.
 * Messages to partners accept nothing else, so an internal note in a partner's message does not compile.
 */
export type Shareable = string & { readonly [shareable]: true };

/** The partner's own words, the names on its referral, or a wording the program file calls shareable. */
export function shareableText(text: string): Shareable {
  return text as Shareable;
}
