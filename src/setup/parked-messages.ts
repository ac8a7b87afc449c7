import type { AccountRef } from '../messages/address.js';
import type { Text } from '../messages/card.js';
import type { Program } from '../program/program.js';
import { programTemplate, staffTemplate, type Template } from '../program/template.js';
import { channelSpans, PLATFORM_NAMES, platformOf, type Whereabouts } from './channel-words.js';

/** What program managers are told when a message will not arrive: outbox/notices.ts sends it. */

interface ParkedFacts extends Whereabouts {
  reason: string;
  template: string;
}

const MENDED =
  'Once the cause is mended, new messages go out again, and what a partner was owed there is sent after all.';

/** A message could not be delivered and will not be tried again: somebody has to act. */
const deliveryParked = programTemplate<ParkedFacts>(
  'delivery_parked',
  ({ program }, facts) => ({
    summary: 'A message could not be delivered',
    elements: [
      { kind: 'text', text: [{ bold: 'A message could not be delivered. ' }, facts.reason] },
      { kind: 'fields', fields: whichAndWhere(program, facts) },
      { kind: 'context', text: `Nothing of a referral is lost. ${MENDED}` },
    ],
  }),
  ({ program, now }) => [
    {
      context: { program, now },
      facts: {
        reason: 'The channel has been archived. Restore it or assign another one.',
        template: 'refer-card',
        platform: 'slack',
        channelId: 'C0PARTNER01',
      },
    },
  ],
);

/** The same about one referral, which is named: whoever reads it may have to tell the partner by hand. */
const referralMessageParked = staffTemplate<ParkedFacts>(
  'referral-message-parked',
  ({ referral: { prospect, reference }, program }, facts) => ({
    summary: `A message about ${prospect.company} could not be delivered (${reference})`,
    elements: [
      {
        kind: 'text',
        text: [{ bold: `A message about ${prospect.company} could not be delivered. ` }, facts.reason],
      },
      {
        kind: 'fields',
        fields: [
          { label: 'Referral', value: `${prospect.company} (${reference})` },
          ...whichAndWhere(program, facts),
        ],
      },
      {
        kind: 'context',
        text: ['Nothing is lost: ', { command: reference }, ` shows the referral. ${MENDED}`],
      },
    ],
  }),
  ({ staff }) => {
    const reason = 'The channel has been archived. Restore it or assign another one.';
    const place = { platform: 'slack', channelId: 'C0PARTNER01' };
    return [
      { shows: 'channel', context: staff('won'), facts: { reason, template: 'loop-closed', ...place } },
      {
        shows: 'person',
        context: staff('claimed'),
        facts: {
          reason: 'This person has blocked the app. Tell them in a channel you share.',
          template: 'handoff-direct-card',
          platform: 'slack',
          userId: 'U0JONAS001',
        },
      },
    ];
  },
);

function whichAndWhere(program: Program, facts: ParkedFacts): { label: string; value: Text }[] {
  const name = facts.userId && nameOf(program, { platform: platformOf(facts), userId: facts.userId });
  const where = name
    ? `${name}, direct message on ${PLATFORM_NAMES[platformOf(facts)]}`
    : channelSpans(program, facts, 'Not known');
  return [
    { label: 'Message', value: facts.template.replaceAll(/[-_]/g, ' ') },
    { label: 'Where', value: where },
  ];
}

/** Whom an account belongs to, as far as the program says. */
function nameOf(program: Program, { platform, userId }: AccountRef): string {
  const people = [
    ...program.programManagers,
    ...program.reps,
    ...program.partners.flatMap(({ contacts }) => contacts),
  ];
  return people.find(({ accounts }) => accounts[platform] === userId)?.name ?? 'Somebody';
}

export const PARKED_TEMPLATES: readonly Template[] = [deliveryParked, referralMessageParked];
