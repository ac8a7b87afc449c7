import { type Checklist, confirmedIn, keptChecklist } from './checklist.js';
import { type Act, type Decision, transition } from './decide.js';
import { overruled } from './findings.js';
import type { Referral } from './referral.js';
import type { Route } from './work.js';

/** What comes of it: one function a business verb. `undoSeconds` is the program's undo window. */

export function accept(referral: Referral, act: Act, undoSeconds: number): Decision {
  return transition(referral, 'accept', act, { type: 'accepted' }, {}, undoSeconds);
}

export function logContact(referral: Referral, act: Act, undoSeconds: number): Decision {
  return transition(referral, 'log_contact', act, { type: 'contacted' }, {}, undoSeconds);
}

export function bookMeeting(referral: Referral, meetingAt: Date, act: Act, undoSeconds: number): Decision {
  const meeting = { ...referral.meeting, at: meetingAt };
  return transition(
    referral,
    'book_meeting',
    act,
    { type: 'meeting_booked', meetingAt },
    { meeting },
    undoSeconds,
  );
}

export function holdMeeting(referral: Referral, act: Act, undoSeconds: number): Decision {
  const meeting = { ...referral.meeting, heldAt: act.at };
  return transition(referral, 'hold_meeting', act, { type: 'meeting_held' }, { meeting }, undoSeconds);
}

export function qualify(referral: Referral, checked: Checklist, act: Act, undoSeconds: number): Decision {
  const data = { type: 'qualified', ...confirmedIn(checked) } as const;
  return transition(referral, 'qualify', act, data, keptChecklist(checked, act), undoSeconds);
}

/** @param checked where the rep passed *qualified* over: what is asked there is kept in the same place */
export function openOpportunity(
  referral: Referral,
  act: Act,
  undoSeconds: number,
  checked?: Checklist,
): Decision {
  const data = { type: 'opportunity_opened', ...confirmedIn(checked) } as const;
  return transition(referral, 'open_opportunity', act, data, keptChecklist(checked, act), undoSeconds);
}

export function postpone(referral: Referral, wakeAt: Date, act: Act, undoSeconds: number): Decision {
  return transition(referral, 'postpone', act, { type: 'postponed', wakeAt }, { wakeAt }, undoSeconds);
}

/** The date has come: back to its triage channel, without the former claim. */
export function wake(referral: Referral, claimBy: Date, act: Act): Decision {
  return transition(
    referral,
    'wake',
    act,
    { type: 'woken' },
    { wakeAt: undefined, claim: undefined, claimBy, declinedBy: [] },
  );
}

/**
 * A closed one is taken up again in a triage channel. While its end could still be undone the partner has not heard of
 * it and never will: the end counts as taken back, and the reopening itself cannot be undone.
 */
export function reopen(
  referral: Referral,
  route: Omit<Route, 'at'>,
  claimBy: Date,
  act: Act,
  undoSeconds: number,
  appeal = false,
): Decision {
  const unheard = referral.undo && act.at <= referral.undo.until ? [referral.undo.eventId] : [];
  const changes = {
    undone: [...referral.undone, ...unheard],
    outcome: undefined,
    // What was found out then has to be confirmed anew.
    qualification: undefined,
    claim: undefined,
    wakeAt: undefined,
    declinedBy: [],
    claimBy,
    route: { ...route, at: act.at },
  };
  const undoable = unheard.length > 0 || appeal ? 0 : undoSeconds;
  const data = { type: 'reopened', ...(appeal ? { appeal } : {}) } as const;
  return transition(
    referral,
    'reopen',
    act,
    data,
    { ...changes, ...overrulesRules(referral, act) },
    undoable,
  );
}

/** What a rule turned down and somebody takes up again was a false alarm, and what was asked about it is answered. */
function overrulesRules({ state, findings, dispute }: Referral, act: Act): Partial<Referral> {
  if (state !== 'rejected') return {};
  return {
    ...(findings ? { findings: overruled(findings, { by: act.by.name, at: act.at }) } : {}),
    ...(dispute && !dispute.decision
      ? { dispute: { ...dispute, decision: { upheld: true, by: act.by, at: act.at } } }
      : {}),
  };
}
