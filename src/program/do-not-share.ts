/** What not to share, wherever a partner is about to write. */
export const DO_NOT_SHARE =
  'Please share nothing confidential: no security findings, no credentials, no internal documents.';
