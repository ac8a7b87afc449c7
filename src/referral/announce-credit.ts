import type { Messages } from './announced-messages.js';
import type { Decision } from './decide.js';
import type { Referral } from './referral.js';
import { shareableText } from './shareable.js';

/** Whoever it was credited to before: its card says nothing any more, and it is told once, about its own words alone. */
export function tellFormerPartner(before: Referral, { events }: Decision, out: Messages): void {
  const event = events.find(({ type }) => type === 'reattributed');
  const { partner, partnerChannel: channel } = before;
  if (!event || !partner || !channel) return;
  out.add(event, 'credited-elsewhere-card', { kind: 'card', slot: 'status', channel }, {}, 'former');
  out.list.push({
    key: `referral:${before.id}:${event.id}:credited-elsewhere`,
    subject: { kind: 'partner', id: partner.id },
    template: 'credited-elsewhere',
    to: { kind: 'channel', channel },
    facts: {
      company: shareableText(before.prospect.company),
      reference: shareableText(before.reference),
    },
    at: event.at,
  });
}
