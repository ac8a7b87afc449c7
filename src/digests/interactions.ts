import { Refused } from '../errors.js';
import type { Card, Span } from '../messages/card.js';
import type { ActionHandler, CommandHandler, Reply } from '../messages/interaction.js';
import type { ReferralDeps } from '../people/act-on-referral.js';
import type { Actor } from '../people/actor.js';
import { type Asked, askRep } from './ask-rep.js';
import type { DigestDeps } from './gather.js';
import { setRhythm } from './set-preferences.js';
import { showDigest, showSection } from './show-digest.js';
import type { Every } from './slots.js';

const WORDS: Readonly<Record<string, Every>> = {
  off: 'off',
  stop: 'off',
  on: 'daily',
  daily: 'daily',
  weekly: 'weekly',
};

/** What people do with digests. */
export function digestInteractions(deps: ReferralDeps & { digests: DigestDeps }): {
  actions: ActionHandler<Actor>[];
  commands: CommandHandler<Actor>[];
} {
  const rhythm = (every: Every): ActionHandler<Actor> => ({
    actionId: `digest.${every}`,
    handle: async ({ actor, value }) => privately(await setRhythm(deps.digests, actor, every, value.reader)),
  });
  const section = (actionId: string, replace: boolean): ActionHandler<Actor> => ({
    actionId,
    async handle({ actor, value }) {
      const { matter = '', part = '', skip = '0' } = value;
      const wanted = { matter, part, skip: Math.max(0, Math.trunc(Number(skip)) || 0) };
      return { kind: 'private', card: await showSection(deps.digests, actor, wanted), replace };
    },
  });
  return {
    actions: [
      rhythm('daily'),
      rhythm('weekly'),
      rhythm('off'),
      section('digest.more', false),
      section('digest.page', true),
      {
        actionId: 'digest.show',
        handle: async ({ actor, value }) => privately(await showDigest(deps.digests, actor, value.part)),
      },
      {
        actionId: 'digest.ask_rep',
        handle: async ({ actor, value }) =>
          privately(askedCard(await askRep(deps, actor, value.referral ?? ''))),
      },
    ],
    commands: [
      {
        names: ['digest'],
        async handle({ actor, text }) {
          const word = text.trim().toLowerCase();
          if (!word) return privately(await showDigest(deps.digests, actor));
          const every = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
          if (!every)
            throw new Refused(
              'invalid',
              'Type digest to see it, or digest with one of the words daily, weekly and off.',
            );
          return privately(await setRhythm(deps.digests, actor, every));
        },
      },
    ],
  };
}

/** What the program manager who asked is told. Exported for previews. */
export function askedCard({ repName, already, at }: Asked): Card {
  const first = already
    ? `${repName} was asked about this one today already.`
    : `${repName} is asked how it stands.`;
  const later: Span[] = at
    ? [' It is read when they are back at work: ', { instant: at, show: 'date_time' }, '.']
    : [];
  return { summary: first, elements: [{ kind: 'text', text: [first, ...later] }] };
}

function privately(card: Card): Reply {
  return { kind: 'private', card };
}
