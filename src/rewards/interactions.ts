import { Refused } from '../errors.js';
import { PLATFORMS, type PlatformName } from '../messages/address.js';
import type { ActionValue, Card } from '../messages/card.js';
import type { Form } from '../messages/form.js';
import { type FormField, typedText } from '../messages/form.js';
import type { Click, Command, Interactions, Reply, SubmissionReply } from '../messages/interaction.js';
import { requireMay, requireProgram } from '../people/act-on-referral.js';
import { type Actor, isStaff } from '../people/actor.js';
import { showAmount } from '../program/amount.js';
import { wordCard } from './messages.js';
import { nameOf } from './news.js';
import { PAYOUT_LINES_SHOWN, payoutsCard } from './payout-cards.js';
import { cancelLine, createPayout, type MadePayout, payLine } from './payouts.js';
import type { RewardRow } from './ports.js';
import { partnerNamed, readOverview, readStatement } from './read-rewards.js';
import {
  answerDispute,
  approveReward,
  declineReward,
  disputeReward,
  openReward,
  type ReviewDeps,
} from './review-rewards.js';
import { historyCard, overviewCard, statementCard } from './statement-cards.js';

/** The commands `rewards` and `payouts`, and the buttons and forms behind them. */
export function rewardInteractions(deps: ReviewDeps): Omit<Interactions<Actor>, 'home'> {
  const statement = async (actor: Actor, value: ActionValue) =>
    statementCard(await readStatement(deps, actor, { partnerId: value.partner, cursor: value.cursor }));
  const overview = async (actor: Actor, review: boolean, cursor?: string) =>
    overviewCard({
      ...(await readOverview(deps, actor, { review, cursor })),
      mayReview: actor.programManager !== undefined,
    });
  const show = async (actor: Actor, value: ActionValue) =>
    isStaff(actor) && !value.partner ? overview(actor, false) : statement(actor, value);
  const opening = (form: (value: ActionValue) => Omit<Form, 'carried'>) => ({
    handle: async ({ actor, value, channel }: Click<Actor>): Promise<Reply> => {
      const wish = form(value).id === 'rewards.dispute' ? 'dispute_reward' : 'review_rewards';
      await openReward(deps, { actor, rewardId: value.reward ?? '' }, wish);
      const back: ActionValue = channel ? { platform: channel.platform, channel: channel.id } : {};
      return { kind: 'form', form: { ...form(value), carried: { reward: value.reward ?? '', ...back } } };
    },
  });
  return {
    actions: [
      { actionId: 'rewards.show', handle: async (click) => shown(await show(click.actor, click.value)) },
      ...['rewards.page', 'rewards.page_first'].map((actionId) => ({
        actionId,
        handle: async ({ actor, value }: Click<Actor>) => turned(await statement(actor, value)),
      })),
      ...['rewards.review', 'rewards.review_first', 'rewards.all', 'rewards.all_first'].map((actionId) => ({
        actionId,
        handle: async ({ actor, value }: Click<Actor>): Promise<Reply> => {
          const card = await overview(actor, actionId.startsWith('rewards.review'), value.cursor);
          return value.turn ? turned(card) : shown(card);
        },
      })),
      {
        actionId: 'rewards.history',
        handle: async ({ actor, value }) => shown(await history(deps, actor, value.reward ?? '')),
      },
      {
        actionId: 'rewards.approve',
        handle: async ({ actor, value, actKey }) => {
          const row = await approveReward(deps, { actor, rewardId: value.reward ?? '', actKey });
          return shown(wordCard(await decided(deps, row, 'Approved', ' It goes into the next payout.')));
        },
      },
      { actionId: 'rewards.decline', ...opening(() => DECLINE) },
      { actionId: 'rewards.dispute', ...opening(() => DISPUTE) },
      { actionId: 'rewards.answer', ...opening(() => ANSWER) },
      { actionId: 'payouts.show', handle: async ({ actor }) => shown(await payouts(deps, actor)) },
      {
        actionId: 'payouts.create',
        handle: async ({ actor, actKey }) => shown(await makePayout(deps, actor, actKey)),
      },
      ...(['payouts.paid', 'payouts.cancel'] as const).map((actionId) => ({
        actionId,
        handle: async ({ actor, value }: Click<Actor>) =>
          shown(await settlePayout(deps, actor, value.line ?? '', actionId === 'payouts.paid')),
      })),
    ],
    submissions: [
      {
        formId: DECLINE.id,
        handle: async ({ actor, carried, values, submissionKey }) => {
          const forPartner = typedText(values, 'for_partner');
          if (!forPartner) return { kind: 'errors', errors: { for_partner: 'Say why, for the partner.' } };
          const internal = typedText(values, 'internal');
          const words = { forPartner, ...(internal ? { internal } : {}) };
          const row = await declineReward(
            deps,
            { actor, rewardId: carried.reward ?? '', actKey: submissionKey },
            words,
          );
          return closed(carried, await decided(deps, row, 'Declined', ' The partner is told why.'));
        },
      },
      {
        formId: DISPUTE.id,
        handle: async ({ actor, carried, values, submissionKey }) => {
          const text = typedText(values, 'text');
          if (!text) return { kind: 'errors', errors: { text: 'Say what is not right.' } };
          await disputeReward(deps, { actor, rewardId: carried.reward ?? '', actKey: submissionKey }, text);
          return closed(carried, 'Thank you. A program manager looks at it, and you hear from us here.');
        },
      },
      {
        formId: ANSWER.id,
        handle: async ({ actor, carried, values, submissionKey }) => {
          const text = typedText(values, 'text');
          if (!text) return { kind: 'errors', errors: { text: 'Write an answer for the partner.' } };
          await answerDispute(
            deps,
            { actor, rewardId: carried.reward ?? '', actKey: submissionKey },
            { text, again: values.outcome === 'again' },
          );
          return closed(carried, 'The partner is told.');
        },
      },
    ],
    commands: [
      {
        names: ['rewards', 'reward'],
        handle: async ({ actor, text }: Command<Actor>) => {
          const word = text.trim();
          if (/^review$/i.test(word)) return shown(await overview(actor, true));
          if (!isStaff(actor) || word === '') return shown(await show(actor, {}));
          const program = await requireProgram(deps.programs);
          return shown(await statement(actor, { partner: partnerNamed(program, word) }));
        },
      },
      { names: ['payouts', 'payout'], handle: async ({ actor }) => shown(await payouts(deps, actor)) },
    ],
  };
}

function shown(card: Card): Reply {
  return { kind: 'private', card };
}

function turned(card: Card): Reply {
  return { kind: 'private', card, replace: true };
}

/** Said where the button was pressed, to whoever pressed it. */
function closed({ platform, channel }: ActionValue, text: string): SubmissionReply {
  const known = PLATFORMS.find((one): one is PlatformName => one === platform);
  if (!known || !channel) return { kind: 'close' };
  return { kind: 'close', afterwards: { card: wordCard(text), channel: { platform: known, id: channel } } };
}

async function decided(deps: ReviewDeps, { subject, standing }: RewardRow, what: string, then: string) {
  const program = await requireProgram(deps.programs);
  const minorUnits = standing.balance > 0 ? standing.balance : standing.raw;
  const amount = showAmount({ minorUnits, currency: subject.currency });
  return `${what}: ${amount} for ${nameOf(program, subject.partnerId)} (${subject.reference}).${then}`;
}

async function history(deps: ReviewDeps, actor: Actor, rewardId: string): Promise<Card> {
  const { program, row } = await openReward(deps, { actor, rewardId }, 'list_all');
  return historyCard(row, await deps.rewards.entriesOf(program.id, rewardId), program);
}

async function payouts(deps: ReviewDeps, actor: Actor, note?: string): Promise<Card> {
  const program = await requireProgram(deps.programs);
  requireMay('pay_rewards', actor, program);
  const [open, payable] = await Promise.all([
    deps.rewards.openLines(program.id, PAYOUT_LINES_SHOWN),
    deps.rewards.countPayable(program.id),
  ]);
  return payoutsCard(program, open, payable, note);
}

async function makePayout(deps: ReviewDeps, actor: Actor, actKey: string): Promise<Card> {
  const program = await requireProgram(deps.programs);
  requireMay('pay_rewards', actor, program);
  const made = await createPayout(deps, program, { by: actor.person, actKey });
  deps.outbox.wake();
  return payouts(deps, actor, madeWords(made));
}

function madeWords({ payoutId, toTransfer, setOff }: MadePayout): string {
  const lines = (count: number) => `${count} line${count === 1 ? '' : 's'}`;
  const off = `${lines(setOff)} had nothing left to transfer: all of it was set off, and the partners are told.`;
  if (toTransfer > 0)
    return `Payout ${payoutId} is made: ${lines(toTransfer)} to transfer.${setOff > 0 ? ` ${off}` : ''}`;
  return setOff > 0 ? `Payout ${payoutId}: ${off}` : 'There is nothing to pay.';
}

async function settlePayout(deps: ReviewDeps, actor: Actor, lineId: string, paid: boolean): Promise<Card> {
  const program = await requireProgram(deps.programs);
  requireMay('pay_rewards', actor, program);
  if (!lineId) throw new Refused('not_found', 'There is no such payout.');
  const line = await (paid ? payLine : cancelLine)(deps, program, lineId, actor.person);
  deps.outbox.wake();
  const note = paid
    ? `Payout ${line.id} is paid.`
    : `Payout ${line.id} is cancelled; its rewards are payable again.`;
  return payouts(deps, actor, note);
}

const long = (key: string, label: string, help: string, required: boolean): FormField => ({
  key,
  label,
  help,
  kind: 'long_text',
  required,
  maxLength: 1000,
});

const DECLINE: Omit<Form, 'carried'> = {
  id: 'rewards.decline',
  title: 'Decline a reward',
  submitLabel: 'Decline',
  fields: [
    long('for_partner', 'Why, for the partner', 'The partner reads it as you write it.', true),
    long('internal', 'Note for colleagues', 'Stays with us; the partner never sees it.', false),
  ],
};

const DISPUTE: Omit<Form, 'carried'> = {
  id: 'rewards.dispute',
  title: 'I do not agree',
  submitLabel: 'Send',
  intro: ['A program manager looks at it and answers. You can do this once for each reward.'],
  fields: [long('text', 'What is not right?', 'The program’s people read it.', true)],
};

const ANSWER: Omit<Form, 'carried'> = {
  id: 'rewards.answer',
  title: 'Answer the objection',
  submitLabel: 'Answer',
  fields: [
    {
      key: 'outcome',
      label: 'What follows',
      kind: 'radio',
      required: true,
      options: [
        { value: 'stays', label: 'It stays as it is' },
        { value: 'again', label: 'It was declined and is reviewed again' },
      ],
      initial: 'stays',
    },
    long('text', 'Your answer', 'The partner reads it as you write it.', true),
  ],
};

/** With something carried, as previews and tests show them. */
export const REWARD_FORMS: readonly Form[] = [DECLINE, DISPUTE, ANSWER].map((form) => ({
  ...form,
  carried: { reward: '6924210a3c5e7f9b1d2e4f60:won:fjord:EUR:cash' },
}));
