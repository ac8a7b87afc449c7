import { samePerson } from '../messages/address.js';
import { type Program, repsOf, triageChannel } from '../program/program.js';
import type { Referral } from '../referral/referral.js';
import { type Actor, isStaff } from './actor.js';

/** What people can want to do. Everything that is not allowed here is refused. */
export type Wish =
  | 'refer'
  | 'accept_terms'
  | 'see'
  | 'see_notes'
  | 'list_all'
  | 'claim'
  | 'decline'
  | 'reject'
  | 'release'
  | 'assign'
  | 'work'
  | 'ask'
  | 'note'
  | 'undo'
  | 'reopen'
  | 'set_partner'
  | 'see_reviews'
  | 'review'
  | 'dispute'
  | 'reattribute'
  | 'see_codes'
  | 'manage_codes'
  | 'answer'
  | 'add_information'
  | 'withdraw'
  | 'see_rewards'
  | 'dispute_reward'
  | 'review_rewards'
  | 'pay_rewards'
  | 'export'
  | 'see_kit'
  | 'extend_protection'
  | 'decide_conflict'
  | 'set_up';

export type Verdict = { allowed: true } | { allowed: false; why: string };

const YES: Verdict = { allowed: true };
const no = (why: string): Verdict => ({ allowed: false, why });

/** Who may do what, on the referral as it is and the program as it is in force. Pure; fails closed. */
export function may(wish: Wish, actor: Actor, program: Program | undefined, referral?: Referral): Verdict {
  if (wish === 'set_up') return maySetUp(actor, program);
  if (!program)
    return no('The referral program is not set up yet. Ask an administrator of the workspace to run setup.');
  if (wish === 'refer') return YES;
  if (wish === 'accept_terms')
    return isStaff(actor)
      ? no('The terms are for partners: whoever writes for one is not asked to accept them.')
      : YES;
  if (wish === 'see_codes')
    return isStaff(actor) || actor.partner
      ? YES
      : no('Only people of a partner, and our own, can have a referral link.');
  if (wish === 'manage_codes')
    return actor.programManager ? YES : no('Only a program manager can replace or revoke a code.');
  if (wish === 'list_all')
    return isStaff(actor) ? YES : no('Only reps and program managers of the program can see this list.');
  if (wish === 'see_reviews')
    return actor.programManager ? YES : no('Only program managers of the program can see this.');
  if (wish === 'see_rewards')
    return isStaff(actor) || actor.partner
      ? YES
      : no('You are not listed as a contact of a partner, so I can show you no rewards.');
  if (wish === 'dispute_reward')
    return actor.partner ? YES : no('Only people of the partner whose reward it is can do this.');
  if (wish === 'review_rewards' || wish === 'pay_rewards')
    return actor.programManager ? YES : no('Only a program manager can decide about rewards.');
  if (wish === 'see_kit')
    return isStaff(actor) || actor.partner
      ? YES
      : no('The kit is for partners of the program. Ask a program manager to add you to one.');
  if (wish === 'export')
    return actor.programManager ? YES : no('Only a program manager can export what the program holds.');
  if (!referral) return no('There is no such referral.');
  switch (wish) {
    case 'see':
      return isStaff(actor) || speaksFor(actor, referral) || isSubmitter(actor, referral)
        ? YES
        : no('There is no such referral.');
    case 'see_notes':
      return isStaff(actor) ? YES : no('There is no such referral.');
    case 'claim':
    case 'decline':
      return mayClaim(actor, program, referral);
    case 'reject':
      return mayReject(actor, program, referral);
    case 'release':
    case 'assign':
    case 'work':
    case 'ask':
    case 'note':
    case 'extend_protection':
      return mayWork(actor, referral);
    case 'reopen':
      return mayReopen(actor, referral);
    case 'review':
    case 'set_partner':
    case 'reattribute':
    case 'decide_conflict':
      return actor.programManager ? YES : no('Only a program manager can decide this.');
    case 'undo':
      return mayUndo(actor, referral);
    case 'answer':
    case 'add_information':
    case 'withdraw':
    case 'dispute':
      return speaksFor(actor, referral) ? YES : no(`Only people of ${nameFor(actor, referral)} can do this.`);
  }
}

function maySetUp(actor: Actor, program: Program | undefined): Verdict {
  if (actor.programManager) return YES;
  if (!program || program.programManagers.every((manager) => manager.ended)) {
    return actor.admin
      ? YES
      : no('There is no referral program yet. Ask an administrator of this workspace to run setup.');
  }
  return no(`Only a program manager of ${program.name} can change the setup.`);
}

function mayClaim(actor: Actor, program: Program, referral: Referral): Verdict {
  if (!actor.internal) return no('Only our own reps can claim a referral.');
  const triage = triageChannel(program, referral.route?.assignmentId);
  if (!actor.rep && actor.programManager)
    return no('Only reps of this channel can claim. Add yourself as one in the setup of this channel.');
  if (!actor.rep || !triage)
    return no(
      'You are not a rep of this channel, so you cannot claim here. Ask a program manager to add you.',
    );
  const isRepHere = repsOf(program, triage).some((rep) => rep.id === actor.rep?.id);
  return isRepHere ? YES : no('You are a rep, but not of this channel. Ask a program manager to add you.');
}

function mayReject(actor: Actor, program: Program, referral: Referral): Verdict {
  if (actor.programManager) return YES;
  if (referral.claim) return mayWork(actor, referral);
  return referral.route ? mayClaim(actor, program, referral) : no('Only a program manager can decide this.');
}

/** What a rule or a program manager ruled out is not a rep's to take up again. */
function mayReopen(actor: Actor, { outcome, events }: Referral): Verdict {
  if (!isStaff(actor)) return no('Only reps and program managers can reopen a referral.');
  const verdict = events.findLast((event) => event.type === 'conflict_decided');
  const wasRuledOut = outcome?.disputableUntil !== undefined || verdict?.goesOn === false;
  return wasRuledOut && !actor.programManager
    ? no('Only a program manager can reopen this, as it was turned down by the program’s rules.')
    : YES;
}

function mayWork(actor: Actor, referral: Referral): Verdict {
  if (actor.programManager) return YES;
  if (actor.rep && referral.claim?.repId === actor.rep.id) return YES;
  if (!isStaff(actor)) return no('Only our own reps can do this.');
  return no(
    referral.claim
      ? `${referral.claim.repName} has claimed ${referral.reference}; only they or a program manager can do this.`
      : `Nobody has claimed ${referral.reference} yet. Claim it first.`,
  );
}

function mayUndo(actor: Actor, referral: Referral): Verdict {
  if (!isStaff(actor)) return no('Only our own reps can undo a step.');
  if (referral.undo && !samePerson(referral.undo.by, actor.person))
    return no(`Only ${referral.undo.by.name} can undo that step.`);
  return YES;
}

/** Who referred is nobody's business but ours and theirs. */
function nameFor(actor: Actor, referral: Referral): string {
  return isStaff(actor) && referral.partner ? referral.partner.name : 'the partner';
}

function speaksFor(actor: Actor, referral: Referral): boolean {
  return actor.partner !== undefined && actor.partner.id === referral.partner?.id;
}

/** Whoever speaks for a partner sees that partner's alone: what they sent may be credited to another since. */
function isSubmitter(actor: Actor, referral: Referral): boolean {
  if (actor.partner && referral.partner && actor.partner.id !== referral.partner.id) return false;
  return samePerson(actor.person, referral.submittedBy);
}
