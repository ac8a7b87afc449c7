import { Refused } from '../../src/errors.js';
import { REFERRAL_FORM } from '../../src/intake/referral-form.js';
import type { FormValues } from '../../src/messages/form.js';
import type { Actor } from '../../src/people/actor.js';
import { findPartner, findRep } from '../../src/program/program.js';
import { STEP_BUTTONS, type StepName } from '../../src/referral/next-steps.js';
import type { Referral } from '../../src/referral/referral.js';
import type { Store } from '../../src/store/connect.js';
import type { Chance } from './random.js';
import type { SoakWorld } from './soak-world.js';

/** People of a soak: they refer, claim, work, answer, forget. */
let acts = 0;

export async function refer(world: SoakWorld, luck: Chance): Promise<void> {
  acts += 1;
  const partner = luck.of(world.program.partners);
  const channel = `C0P${partner.id.split('-')[1]}`;
  const [submission] = world.interactions().submissions.filter(({ formId }) => formId === REFERRAL_FORM);
  const values: FormValues = {
    company: `Company ${acts}`,
    website: `company-${acts}.com`,
    contact_name: 'Alex Kim',
    contact_role: 'Head of IT',
    contact_email: `alex@company-${acts}.com`,
    service_line: luck.percent(10) ? 'urgent' : 'pentest',
    problem: 'They have never been tested.',
    reason: 'We know them well.',
    urgency: 'normal',
    consent: ['true'],
  };
  const answer = await submission?.handle({
    formId: REFERRAL_FORM,
    carried: { channel, platform: 'slack', door: 'button', partner: partner.id },
    values,
    actor: partnerActor(world, partner.id),
    submissionKey: `soak-${acts}`,
  });
  if (answer?.kind !== 'close') throw new Error(`The form was not taken: ${JSON.stringify(answer)}`);
}

/** One person does one thing to one open referral, or finds that it cannot be done any more. */
export async function act(world: SoakWorld, store: Store, luck: Chance): Promise<void> {
  acts += 1;
  const [found] = await store.db
    .collection<{ _id: string }>('referrals')
    .aggregate<{ _id: string }>([
      { $match: { 'nudge.at': { $exists: true } } },
      { $sort: { _id: 1 } },
      { $skip: luck.below(Math.max(1, await openCount(store))) },
      { $limit: 1 },
    ])
    .toArray();
  const referral = found && (await world.core().deps.referrals.byId(found._id));
  if (!referral) return;
  const name = nextAct(referral, luck);
  if (!name) return;
  const actor =
    name === 'answer' ? partnerActor(world, referral.partner?.id ?? '') : staffActor(world, referral, luck);
  if (actor) await step(world, name, referral, actor, valuesFor(name, world, luck));
}

function openCount(store: Store): Promise<number> {
  return store.db.collection('referrals').countDocuments({ 'nudge.at': { $exists: true } });
}

function nextAct(referral: Referral, luck: Chance): StepName | undefined {
  if (referral.question && !referral.question.answer && luck.percent(40)) return 'answer';
  switch (referral.state) {
    case 'routed':
      return luck.of(['claim', 'claim', 'claim', 'decline']);
    case 'claimed':
      return luck.of(['accept', 'accept', 'accept', 'release', 'snoozeHour', 'snoozeMorning', 'ask']);
    case 'accepted':
      return luck.of(['logContact', 'logContact', 'bookMeeting', 'ask', 'snoozeMorning', 'disqualify']);
    case 'contacted':
      return luck.of(['bookMeeting', 'stillWorking', 'disqualify', 'postpone', 'ask']);
    case 'meeting_scheduled':
      return luck.of(['holdMeeting', 'holdMeeting', 'bookMeeting', 'stillWorking']);
    case 'meeting_held':
      return luck.of(['qualify', 'qualify', 'disqualify', 'stillWorking', 'undo']);
    case 'qualified':
      return luck.of(['openOpportunity', 'lose', 'stillWorking']);
    case 'opportunity':
      return luck.of(['win', 'lose', 'stillWorking', 'undo']);
    default:
      return undefined;
  }
}

function valuesFor(name: StepName, world: SoakWorld, luck: Chance): FormValues {
  const day = (days: number) => new Date(world.now().getTime() + days * 86_400_000).toISOString();
  switch (name) {
    case 'bookMeeting':
      return { meeting_at: day(1 + luck.below(20)) };
    case 'postpone':
      return { wake_on: day(20 + luck.below(60)).slice(0, 10) };
    case 'ask':
      return { question: 'How many sites are there?' };
    case 'qualify':
      return Object.fromEntries(
        world.program.qualification.criteria.map(({ id }) => [`criterion_${id}`, 'true']),
      );
    case 'answer':
      return { answer: 'Three.' };
    case 'lose':
    case 'disqualify':
      return { reason: 'timing' };
    default:
      return {};
  }
}

async function step(
  world: SoakWorld,
  name: StepName,
  referral: Referral,
  actor: Actor,
  values: FormValues,
): Promise<void> {
  const { id } = STEP_BUTTONS[name];
  const { actions, submissions } = world.interactions();
  const form = submissions.find(({ formId }) => formId === id);
  const carried = { referral: referral.id };
  try {
    if (form) await form.handle({ formId: id, carried, values, actor, submissionKey: `act-${acts}` });
    else
      await actions
        .find(({ actionId }) => actionId === id)
        ?.handle({ actionId: id, value: carried, actor, actKey: `act-${acts}` });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

function staffActor(world: SoakWorld, referral: Referral, luck: Chance): Actor | undefined {
  const rep = referral.claim ? findRep(world.program, referral.claim.repId) : luck.of(world.program.reps);
  const userId = rep?.accounts.slack;
  if (!rep || !userId) return undefined;
  return { person: { platform: 'slack', userId, name: rep.name }, internal: true, admin: false, rep };
}

function partnerActor(world: SoakWorld, partnerId: string): Actor {
  const partner = findPartner(world.program, partnerId);
  const person = { platform: 'slack', userId: `U0${partnerId}`, name: 'Maya' } as const;
  return { person, internal: false, admin: false, ...(partner ? { partner } : {}) };
}
