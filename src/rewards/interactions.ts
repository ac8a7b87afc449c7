import { PLATFORMS, type PlatformName } from '../messages/address.js';
import type { ActionValue, Card } from '../messages/card.js';
import type { Form } from '../messages/form.js';
import { typedText } from '../messages/form.js';
import type {
  ActionHandler,
  Click,
  Command,
  Interactions,
  Reply,
  SubmissionHandler,
  SubmissionReply,
} from '../messages/interaction.js';
import { requireProgram } from '../people/act-on-referral.js';
import { type Actor, isStaff } from '../people/actor.js';
import { partnerNamed } from '../program/partners-named.js';
import { REWARD_STATES } from '../referral/reward-terms.js';
import { wordCard } from './messages.js';
import { payoutInteractions } from './payout-interactions.js';
import {
  answerDispute,
  approveReward,
  declineReward,
  disputeReward,
  openUndecided,
  type ReviewDeps,
} from './review-rewards.js';
import { ANSWER, DECLINE, DISPUTE } from './reward-forms.js';
import { approvedWords, declinedWords, rewardViews } from './reward-views.js';

/** The commands `rewards` and `payouts`, and the buttons and forms behind them. */
export function rewardInteractions(deps: ReviewDeps): Omit<Interactions<Actor>, 'home'> {
  const payouts = payoutInteractions(deps);
  const views = rewardViews(deps);
  return {
    actions: [...looking(views), ...deciding(deps, views), ...payouts.actions],
    submissions: submissions(deps),
    commands: [
      {
        names: ['rewards', 'reward'],
        handle: async ({ actor, text }: Command<Actor>) => {
          const word = text.trim();
          if (/^review$/i.test(word)) return shown(await views.overview(actor, 'review'));
          if (/^(disputes|objections)$/i.test(word)) return shown(await views.overview(actor, 'disputes'));
          if (!isStaff(actor) || word === '') return shown(await views.mine(actor, {}));
          const program = await requireProgram(deps.programs);
          return shown(await views.statement(actor, { partner: partnerNamed(program.partners, word).id }));
        },
      },
      ...payouts.commands,
    ],
  };
}

type Views = ReturnType<typeof rewardViews>;

function looking(views: Views): ActionHandler<Actor>[] {
  const pages = (['review', 'disputes', 'all'] as const).flatMap((kind) =>
    [`rewards.${kind}`, `rewards.${kind}_first`].map((actionId) => ({
      actionId,
      handle: async ({ actor, value }: Click<Actor>) =>
        answered(await views.overview(actor, kind, value.cursor), value),
    })),
  );
  return [
    {
      actionId: 'rewards.show',
      handle: async ({ actor, value }) => shown(await views.mine(actor, value)),
    },
    ...['rewards.page', 'rewards.page_first'].map((actionId) => ({
      actionId,
      handle: async ({ actor, value }: Click<Actor>) => turned(await views.statement(actor, value)),
    })),
    ...pages,
    {
      actionId: 'rewards.history',
      handle: async ({ actor, value }) => answered(await views.history(actor, value), value),
    },
    {
      actionId: 'rewards.decide',
      handle: async ({ actor, value }) => shown(await views.decision(actor, value.reward ?? '')),
    },
  ];
}

/** Whoever is late is told who has decided what, and when. */
function deciding(deps: ReviewDeps, views: Views): ActionHandler<Actor>[] {
  const opening = (form: Omit<Form, 'carried'>, check: (click: Click<Actor>) => Promise<unknown>) => ({
    actionId: form.id,
    handle: async (click: Click<Actor>): Promise<Reply> => {
      await check(click);
      const { value, channel } = click;
      const back: ActionValue = channel ? { platform: channel.platform, channel: channel.id } : {};
      const seen: ActionValue = value.seen ? { seen: value.seen } : {};
      return { kind: 'form', form: { ...form, carried: { reward: value.reward ?? '', ...seen, ...back } } };
    },
  });
  const about = ({ actor, value }: Click<Actor>) => ({ actor, rewardId: value.reward ?? '' });
  return [
    {
      actionId: 'rewards.approve',
      handle: async ({ actor, value, actKey }) => {
        const row = await approveReward(deps, { actor, rewardId: value.reward ?? '', actKey });
        const words = await approvedWords(deps, row);
        return value.list ? turned(await views.listed(actor, value, words)) : shown(wordCard(words));
      },
    },
    opening(DECLINE, (click) => openUndecided(deps, about(click), seenState(click.value))),
    opening(DISPUTE, (click) => openUndecided(deps, about(click), 'dispute')),
    opening(ANSWER, (click) => openUndecided(deps, about(click), 'answer')),
  ];
}

/** Cards of an older version say nothing of it: they stood for what waited for a review. */
function seenState({ seen }: ActionValue) {
  return REWARD_STATES.find((state) => state === seen) ?? 'in_review';
}

function submissions(deps: ReviewDeps): SubmissionHandler<Actor>[] {
  return [
    {
      formId: DECLINE.id,
      handle: async ({ actor, carried, values, submissionKey }) => {
        const forPartner = typedText(values, 'for_partner');
        if (!forPartner) return { kind: 'errors', errors: { for_partner: 'Say why, for the partner.' } };
        const internal = typedText(values, 'internal');
        const words = { forPartner, ...(internal ? { internal } : {}) };
        const reviewing = { actor, rewardId: carried.reward ?? '', actKey: submissionKey };
        const row = await declineReward(deps, reviewing, words, seenState(carried));
        return closed(carried, await declinedWords(deps, row));
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
  ];
}

function shown(card: Card): Reply {
  return { kind: 'private', card };
}

function turned(card: Card): Reply {
  return { kind: 'private', card, replace: true };
}

function answered(card: Card, { turn }: ActionValue): Reply {
  return turn ? turned(card) : shown(card);
}

/** Said where the button was pressed, to whoever pressed it. */
function closed({ platform, channel }: ActionValue, text: string): SubmissionReply {
  const known = PLATFORMS.find((one): one is PlatformName => one === platform);
  if (!known || !channel) return { kind: 'close' };
  return { kind: 'close', afterwards: { card: wordCard(text), channel: { platform: known, id: channel } } };
}
