import { plainText } from '../messages/fallback.js';
import { type PartnerFacts, partnerTemplate, type Template } from '../program/template.js';
import { stepButton } from '../referral/next-steps.js';
import { type Shareable, shareableText } from '../referral/shareable.js';
import { disputeAnswered } from './dispute-answered.js';
import { account, addressee, afterwards, closing, milestone, result } from './partner-words.js';
import { restrictedCard } from './restricted-card.js';
import { disputable, disputeButton, statusCard } from './status-card.js';

/** What partners read. Everything here is drawn from a PartnerView; see referral/partner-view.ts. */

/** One short line in the status card's thread for each milestone. */
const partnerUpdate = partnerTemplate<
  PartnerFacts & {
    type?: Shareable;
    at?: Date;
    by?: Date;
    moved?: boolean;
    appeal?: boolean;
    repName?: Shareable;
  }
>(
  'partner-update',
  (context, { type, at, by, moved, appeal, repName }) => {
    if (context.restricted) return restrictedCard(context, 'There is news on your referral');
    const rep = repName ?? context.view.repName ?? 'A specialist';
    const text = milestone(context, { type: type ?? '', rep, at, by, moved, appeal });
    return {
      summary: `${plainText(text)} (${context.view.reference})`,
      elements: [{ kind: 'text', text }],
    };
  },
  ({ partner, now }) => [
    {
      shows: 'claimed',
      context: partner('claimed'),
      facts: { type: shareableText('claimed'), repName: shareableText('Jonas Weber'), by: now },
    },
    {
      shows: 'meeting',
      context: partner('meeting_scheduled'),
      facts: { type: shareableText('meeting_booked'), at: now },
    },
    {
      shows: 'meeting moved',
      context: partner('meeting_scheduled'),
      facts: { type: shareableText('meeting_booked'), at: now, moved: true },
    },
    { shows: 'queued', context: partner('routed'), facts: { type: shareableText('queued') } },
    {
      shows: 'appeal upheld',
      context: partner('routed'),
      facts: { type: shareableText('reopened'), appeal: true },
    },
    { shows: 'undone', context: partner('accepted'), facts: { type: shareableText('undone') } },
    { shows: 'restricted', context: partner('claimed', true), facts: { type: shareableText('claimed') } },
  ],
);

const partnerQuestion = partnerTemplate<PartnerFacts & { text?: Shareable }>(
  'partner-question',
  (context, { text }) =>
    context.restricted
      ? restrictedCard(context, 'There is a question about your referral')
      : {
          summary: `A question about ${context.view.company} (${context.view.reference})`,
          elements: [
            {
              kind: 'text',
              text: [
                addressee(context),
                `, ${context.view.repName ?? 'our team'} has a question about ${context.view.company}:`,
              ].flat(),
            },
            { kind: 'quote', text: text ?? '' },
            { kind: 'actions', actions: [stepButton('answer', context.view.id)] },
          ],
        },
  ({ partner }) => [
    {
      context: partner('claimed'),
      facts: { text: shareableText('Do they run their own data centre, or is everything in the cloud?') },
    },
    { shows: 'restricted', context: partner('claimed', true), facts: {} },
  ],
);

/** Once more, when there has been no answer. */
const partnerQuestionAgain = partnerTemplate<PartnerFacts & { text?: Shareable }>(
  'partner-question-again',
  (context, { text }) =>
    context.restricted
      ? restrictedCard(context, 'A question about your referral is still open')
      : {
          summary: `Still open: a question about ${context.view.company} (${context.view.reference})`,
          elements: [
            {
              kind: 'text',
              text: [...addressee(context), `, this question about ${context.view.company} is still open:`],
            },
            { kind: 'quote', text: text ?? '' },
            { kind: 'actions', actions: [stepButton('answer', context.view.id)] },
          ],
        },
  ({ partner }) => [
    {
      context: partner('claimed'),
      facts: { text: shareableText('Do they run their own data centre, or is everything in the cloud?') },
    },
    { shows: 'restricted', context: partner('claimed', true), facts: {} },
  ],
  ({ view }, { text }) => view.isOpen && view.question?.answered === false && view.question.text === text,
);

const partnerNote = partnerTemplate<PartnerFacts & { noteNumber?: number }>(
  'partner-note',
  (context, { noteNumber }) => {
    const note = context.view.notes[(noteNumber ?? 1) - 1];
    if (context.restricted || !note) return restrictedCard(context, 'There is a note on your referral');
    return {
      summary: `A note on ${context.view.company} (${context.view.reference})`,
      elements: [
        { kind: 'text', text: [{ bold: note.by }, ` on ${context.view.company}:`] },
        { kind: 'quote', text: note.text },
      ],
    };
  },
  ({ partner }) => [{ context: partner('meeting_held'), facts: { noteNumber: 1 } }],
);

/** The end of it: thanks, outcome, next step. */
const loopClosed = partnerTemplate(
  'loop-closed',
  (context) => {
    const { view } = context;
    if (context.restricted) return restrictedCard(context, 'Your referral has been closed');
    return {
      summary: `How ${view.company} ended: ${view.stateLabel} (${view.reference})`,
      elements: [
        { kind: 'text', text: [...addressee(context), ...closing(context)] },
        ...(view.state === 'withdrawn' ? [] : [{ kind: 'context', text: afterwards(context) } as const]),
        ...disputeButton(view),
      ],
    };
  },
  ({ partner }) => [
    { shows: 'won', context: partner('won'), facts: {} },
    { shows: 'lost', context: partner('lost'), facts: {} },
    { shows: 'rejected', context: partner('rejected'), facts: {} },
    { shows: 'disputable', context: disputable(partner('rejected')), facts: {} },
    { shows: 'withdrawn', context: partner('withdrawn'), facts: {} },
    { shows: 'restricted', context: partner('won', true), facts: {} },
  ],
);

/** The end, told in person to somebody who has no channel to be told in. Names no company: it may be read by others. */
const unknownSubmitterClosed = partnerTemplate(
  'unknown-submitter-closed',
  ({ view, programName }) => ({
    summary: `About what you sent to ${programName}`,
    elements: [
      {
        kind: 'text',
        text: [
          { person: view.submittedBy.name, ...account(view.submittedBy) },
          `, thank you for what you sent to ${programName} (${view.reference}).`,
        ],
      },
      { kind: 'text', text: result(view) },
    ],
  }),
  ({ partner }) => [
    { shows: 'rejected', context: partner('rejected'), facts: {} },
    { shows: 'won', context: partner('won'), facts: {} },
  ],
);

export const PARTNER_TEMPLATES: readonly Template[] = [
  statusCard,
  disputeAnswered,
  partnerUpdate,
  partnerQuestion,
  partnerQuestionAgain,
  partnerNote,
  loopClosed,
  unknownSubmitterClosed,
];
