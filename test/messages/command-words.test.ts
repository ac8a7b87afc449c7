import { expect, test } from 'vitest';
import type { Card } from '../../src/messages/card.js';
import { plainText } from '../../src/messages/fallback.js';
import { renderMessage as onSlack } from '../../src/platforms/slack/render.js';
import { previewRenderer } from '../../src/platforms/teams/preview.js';

test('a command is said as the reader’s platform has it typed', () => {
  const text = ['Write ', { command: 'setup' }, ' or ', { command: 'refer' }, ' or ', { command: '' }, '.'];
  const card: Card = { summary: 'x', elements: [{ kind: 'text', text }] };
  expect(JSON.stringify(onSlack(card).blocks)).toContain(
    'Write */referrals setup* or */refer* or */referrals*.',
  );
  const teams = JSON.stringify(previewRenderer().renderMessage(card).body);
  for (const words of ['@Referral Desk setup', '@Referral Desk refer', '@Referral Desk my referrals']) {
    expect(teams).toContain(words);
  }
  expect(plainText(text)).toBe('Write "setup" or "refer" or "referrals".');
});
