import { Refused } from '../errors.js';
import { type Form, typedText } from '../messages/form.js';
import type {
  ActionHandler,
  Click,
  Command,
  CommandHandler,
  Reply,
  SubmissionHandler,
} from '../messages/interaction.js';
import type { Actor } from '../people/actor.js';
import { partnerChannelOf } from '../program/program.js';
import { type AnswerInput, answerCheckIn } from './answer-check-in.js';
import type { CheckInDeps } from './send-check-ins.js';

/** What people do with a check-in. */
export function checkInInteractions(deps: CheckInDeps): {
  actions: ActionHandler<Actor>[];
  submissions: SubmissionHandler<Actor>[];
  commands: CommandHandler<Actor>[];
} {
  const press = (name: string, kind: AnswerInput['kind']): ActionHandler<Actor> => ({
    actionId: `check_in.${name}`,
    handle: (click) => answerCheckIn(deps, { ...inputOf(click), kind }),
  });
  return {
    actions: [
      press('talk', 'talk'),
      press('skip', 'skip'),
      press('stop', 'stop'),
      press('start', 'start'),
      {
        actionId: 'check_in.likelihood',
        handle: (click) =>
          answerCheckIn(deps, {
            ...inputOf(click),
            kind: 'likelihood',
            likelihood: score(click.value.score),
          }),
      },
      ...ANSWER_FORMS.map(
        (form): ActionHandler<Actor> => ({
          actionId: form.id,
          handle: async ({ actor, value }) => {
            const partner = value.partner ?? '';
            if (actor.partner?.id !== partner)
              throw new Refused(
                'not_allowed',
                'Only people of the partner whom this was sent to can answer it.',
              );
            return { kind: 'form', form: { ...form, carried: { partner, slot: value.slot ?? '' } } };
          },
        }),
      ),
    ],
    submissions: ANSWER_FORMS.map(({ id }) => ({
      formId: id,
      async handle({ actor, carried, values, submissionKey }) {
        const text = typedText(values, 'text');
        if (!text) return { kind: 'errors', errors: { text: 'Write a few words.' } };
        const kind = id === 'check_in.clients' ? 'clients' : 'profile';
        await answerCheckIn(deps, {
          actor,
          partnerId: carried.partner ?? '',
          slot: carried.slot ?? '',
          kind,
          text,
          actKey: submissionKey,
        });
        return { kind: 'close' };
      },
    })),
    commands: [{ names: ['check-ins', 'checkins'], handle: (command) => turn(deps, command) }],
  };
}

/** Asked by the buttons of a check-in; each is carried with its partner and slot. */
export const ANSWER_FORMS: readonly Omit<Form, 'carried'>[] = [
  {
    id: 'check_in.clients',
    title: 'What clients ask for',
    submitLabel: 'Send',
    intro: ['What do your clients ask you for these days? It helps us to offer what they need.'],
    fields: [{ key: 'text', label: 'In your words', kind: 'long_text', required: true, maxLength: 2000 }],
  },
  {
    id: 'check_in.profile',
    title: 'Who is a good fit',
    submitLabel: 'Send',
    intro: [
      'Which of your clients would be a good fit for us now: size, industry, situation? No names are needed.',
    ],
    fields: [{ key: 'text', label: 'In your words', kind: 'long_text', required: true, maxLength: 2000 }],
  },
];

function inputOf({ actor, value, actKey }: Click<Actor>): Omit<AnswerInput, 'kind'> {
  return { actor, partnerId: value.partner ?? '', slot: value.slot ?? '', actKey };
}

function score(text: string | undefined): number {
  const number = Number(text);
  if (!text || !Number.isInteger(number) || number < 0 || number > 10)
    throw new Refused('invalid', 'Choose a number from 0 to 10.');
  return number;
}

/** `check-ins off` and `check-ins on`, by the partner's people, or by a program manager in the partner's channel. */
async function turn(deps: CheckInDeps, { actor, text, channel, actKey }: Command<Actor>): Promise<Reply> {
  const program = await deps.programs.current();
  const here = program && partnerChannelOf(program, channel)?.partner;
  const partnerId = actor.partner?.id ?? (actor.programManager ? here : undefined);
  if (!partnerId)
    throw new Refused(
      'not_allowed',
      'Check-ins are turned on and off in the channel of the partner they are for, by its own people or a program manager.',
    );
  const word = text.trim().toLowerCase();
  if (!['on', 'start', 'off', 'stop'].includes(word))
    throw new Refused('invalid', 'Write check-ins on, or check-ins off.');
  const kind = word === 'on' || word === 'start' ? 'start' : 'stop';
  return answerCheckIn(deps, { actor, partnerId, slot: '', kind, actKey });
}
