/** What people typed may neither break a table nor steer a terminal. */
export function oneLine(text = ''): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}
