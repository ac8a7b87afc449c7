import { choosePartnerCard, codeCard } from './attribution/code-cards.js';
import { chooseForm } from './attribution/interactions.js';
import { ATTRIBUTION_TEMPLATES } from './attribution/messages.js';
import { ATTRIBUTION_STEPS } from './attribution/steps.js';
import { rewardCards } from './catalogue/reward-samples.js';
import { SAMPLES, sampleReferral } from './catalogue/samples.js';
import { CHECK_IN_FORMS } from './checkins/interactions.js';
import { CHECK_IN_TEMPLATES, thanksCard } from './checkins/messages.js';
import { askedCard } from './digests/interactions.js';
import { listCard, rhythmCard } from './digests/messages.js';
import { DIGEST_TEMPLATES } from './digests/templates.js';
import { exportForm } from './export/export-form.js';
import { EXPORT_TEMPLATES, openExportCard, sentCard } from './export/messages.js';
import { HANDOFF_TEMPLATES, ownClaimCard } from './handoff/messages.js';
import { INTAKE_TEMPLATES, openFormCard } from './intake/messages.js';
import { referralForm } from './intake/referral-form.js';
import { briefFor } from './kit/brief.js';
import { KIT_TEMPLATES, kitCard } from './kit/messages.js';
import type { Card } from './messages/card.js';
import type { Form } from './messages/form.js';
import type { Step } from './people/step.js';
import type { Template } from './program/template.js';
import { conflictsCard } from './protection/case-card.js';
import { CONFLICT_EXAMPLE } from './protection/examples.js';
import { PROTECTION_TEMPLATES } from './protection/messages.js';
import { protectionSteps } from './protection/steps.js';
import { STEP_BUTTONS } from './referral/next-steps.js';
import type { ReferralPage } from './referral/ports.js';
import type { Referral } from './referral/referral.js';
import { shareableText } from './referral/shareable.js';
import type { ReferralState } from './referral/states.js';
import { REVIEW_TEMPLATES } from './review/messages.js';
import { queueCard, rulesCard } from './review/queue-cards.js';
import { reviewSample } from './review/samples.js';
import { DECIDING_STEPS } from './review/steps.js';
import { REWARD_FORMS } from './rewards/interactions.js';
import { REWARD_TEMPLATES } from './rewards/messages.js';
import { routeOrLeave } from './routing/placing.js';
import { REMINDER_TEMPLATES } from './routing/reminder-messages.js';
import { ROUTING_STEPS } from './routing/steps.js';
import { CHANNEL_TEMPLATES } from './setup/channel-messages.js';
import { PARKED_TEMPLATES } from './setup/parked-messages.js';
import { setupForm } from './setup/setup-form.js';
import { SETUP_TEMPLATES, welcomeCard } from './setup/setup-messages.js';
import { noTermsCard, termsCard } from './terms/terms-card.js';
import { FOLLOW_UP_TEMPLATES } from './updates/follow-up-messages.js';
import { helpCard } from './updates/help.js';
import { staffHome } from './updates/home.js';
import { partnerList, staffList } from './updates/list-referrals.js';
import { PARTNER_TEMPLATES } from './updates/partner-messages.js';
import { PARTNER_STEPS } from './updates/partner-steps.js';
import { mutedCard, preferencesCard } from './updates/set-preferences.js';
import { notesCard, partnerDetails, recordCard } from './updates/show-referral.js';
import { STAFF_TEMPLATES } from './updates/staff-messages.js';
import { ownStatusCard } from './updates/status-card.js';
import { PROGRESS_STEPS } from './updates/steps.js';

/** Every message the product sends, by name. */
export const TEMPLATES: readonly Template[] = [
  ...INTAKE_TEMPLATES,
  ...HANDOFF_TEMPLATES,
  ...PARTNER_TEMPLATES,
  ...STAFF_TEMPLATES,
  ...REVIEW_TEMPLATES,
  ...REMINDER_TEMPLATES,
  ...FOLLOW_UP_TEMPLATES,
  ...PROTECTION_TEMPLATES,
  ...CHECK_IN_TEMPLATES,
  ...DIGEST_TEMPLATES,
  ...SETUP_TEMPLATES,
  ...CHANNEL_TEMPLATES,
  ...PARKED_TEMPLATES,
  ...REWARD_TEMPLATES,
  ...EXPORT_TEMPLATES,
  ...ATTRIBUTION_TEMPLATES,
  ...KIT_TEMPLATES,
];

const BY_NAME = new Map(TEMPLATES.map((template) => [template.name, template]));

export function findTemplate(name: string): Template | undefined {
  return BY_NAME.get(name);
}

/** Every step people take by button or form. */
export const STEPS: readonly Step<never>[] = [
  ...ROUTING_STEPS,
  ...DECIDING_STEPS,
  ...PROGRESS_STEPS,
  ...PARTNER_STEPS,
  ...ATTRIBUTION_STEPS,
  ...protectionSteps(routeOrLeave),
];

export interface Preview {
  name: string;
  surface: 'message' | 'form' | 'home';
  card?: Card;
  form?: Form;
}

/** Every message and form with its example data, in a steady order. */
export function previews(): Preview[] {
  const messages = TEMPLATES.flatMap((template) => template.examples(SAMPLES));
  return [
    ...[...messages, ...answers()].map(({ name, card }) => ({ name, surface: 'message' as const, card })),
    ...forms().map(({ name, form }) => ({ name, surface: 'form' as const, form })),
    {
      name: 'home/rep',
      surface: 'home',
      card: staffHome(SAMPLES.program, STAFF, sampleQueue(), SAMPLES.now),
    },
    {
      name: 'home/nothing to do',
      surface: 'home',
      card: staffHome(SAMPLES.program, STAFF, { mine: [], queue: [] }, SAMPLES.now),
    },
    { name: 'home/without a part', surface: 'home', card: helpCard(STRANGER, SAMPLES.program, false) },
  ];
}

const JONAS = sampleReferral('claimed').events[1]?.by ?? {
  platform: 'slack',
  userId: 'U0JONAS001',
  name: 'Jonas Weber',
};
const STAFF = {
  person: JONAS,
  internal: true,
  admin: true,
  rep: SAMPLES.program.reps[0],
  programManager: SAMPLES.program.programManagers[0],
};
const STRANGER = { person: JONAS, internal: false, admin: false };
const PARTNER = {
  person: sampleReferral('routed').submittedBy,
  internal: false,
  admin: false,
  partner: SAMPLES.program.partners[0],
};

/** What people are answered in private. */
function answers(): { name: string; card: Card }[] {
  return [
    ...rewardCards(),
    { name: 'open-form', card: openFormCard(SAMPLES.program) },
    { name: 'welcome/administrator', card: welcomeCard(true) },
    { name: 'welcome/anybody', card: welcomeCard(false) },
    { name: 'help/partner', card: helpCard(PARTNER, SAMPLES.program, true) },
    { name: 'help/staff', card: helpCard(STAFF, SAMPLES.program, false) },
    {
      name: 'help/stranger',
      card: helpCard(STRANGER, SAMPLES.program, false),
    },
    { name: 'list/open', card: staffList(samplePage(), SAMPLES.program, { kind: 'open' }) },
    { name: 'list/empty', card: staffList({ referrals: [], total: 0 }, SAMPLES.program, { kind: 'mine' }) },
    { name: 'list/partner', card: partnerList(samplePage(), PARTNER, { kind: 'partner' }, SAMPLES.now) },
    {
      name: 'list/partner, empty',
      card: partnerList({ referrals: [], total: 0 }, PARTNER, { kind: 'partner' }, SAMPLES.now),
    },
    { name: 'record/staff', card: recordCard(sampleReferral('meeting_held'), SAMPLES.program) },
    { name: 'record/notes', card: notesCard(sampleReferral('meeting_held'), 0) },
    { name: 'record/partner', card: partnerDetails(sampleReferral('claimed'), SAMPLES.now, true) },
    { name: 'check-in/thanks', card: thanksCard('talk', 'fjord', 'Priya Nair') },
    { name: 'check-in/stopped', card: thanksCard('stop', 'fjord') },
    { name: 'record/qualified', card: recordCard(qualifiedSample(), SAMPLES.program) },
    ...termsAnswers(),
    { name: 'preferences', card: preferencesCard(new Set(['claims'])) },
    { name: 'preferences/muted', card: mutedCard('follow_ups') },
    {
      name: 'digest/rhythm',
      card: rhythmCard([
        { what: 'Your digest of the program', rhythm: { every: 'weekly', at: '09:00', day: 'mon' } },
        { what: 'Your morning list', rhythm: { every: 'off', at: '08:30', day: 'mon' } },
      ]),
    },
    { name: 'digest/asked', card: askedCard({ repName: 'Jonas Weber', already: false, at: SAMPLES.now }) },
    { name: 'digest/asked already', card: askedCard({ repName: 'Jonas Weber', already: true }) },
    { name: 'digest/list', card: digestList() },
    { name: 'review/queue', card: reviewQueue() },
    { name: 'review/empty', card: queueCard({ found: [], total: 0, hasMore: false }) },
    {
      name: 'review/rules',
      card: rulesCard([{ rule: 'existing_customer', held: 12, overruled: 2, confirmed: 3 }]),
    },
    { name: 'review/no rules', card: rulesCard([]) },
    { name: 'conflicts/open', card: conflictsCard([inConflict()], 12, true) },
    { name: 'conflicts/empty', card: conflictsCard([], 0, true) },
    { name: 'own/status', card: ownStatusCard(SAMPLES.partner('claimed', true)) },
    { name: 'own/claim', card: ownClaimCard(SAMPLES.staff('accepted')) },
    {
      name: 'kit/partner',
      card: kitCard(
        briefFor(SAMPLES.program, SAMPLES.program.partners[0]),
        'https://desk.example.com/kit/fjord/a-seal',
      ),
    },
    { name: 'kit/partners in general', card: kitCard(briefFor(SAMPLES.program)) },
    { name: 'export/open', card: openExportCard('referrals') },
    { name: 'export/sent', card: sentCard({ what: 'partners' }) },
    ...codeCards(),
    { name: 'help/no program', card: helpCard(STAFF, undefined, false) },
  ];
}

/** Sent under the program terms, and qualified point by point. */
function qualifiedSample(): Referral {
  const referral = sampleReferral('qualified');
  const by = JONAS;
  return {
    ...referral,
    terms: { version: '2026-01', by: referral.submittedBy, at: SAMPLES.now },
    qualification: {
      criteria: [
        { id: 'fit', label: 'Their size or environment fits what we offer', met: true },
        { id: 'budget', label: 'There is a budget', met: false },
        { id: 'users', label: 'How many people work there', met: true, words: 'About 240' },
      ],
      by,
      at: SAMPLES.now,
    },
  };
}

const TERMS = {
  version: '2026-01',
  title: 'Partner terms',
  url: 'https://northwind.example/partner-terms',
  text: 'Introduce a company with a contact who expects to hear from us.\n\nDo not share anything confidential.',
};

function termsAnswers(): { name: string; card: Card }[] {
  const shown = { programName: SAMPLES.program.name, terms: TERMS, since: SAMPLES.now, page: 0 };
  const acceptance = { by: PARTNER.person, at: SAMPLES.now };
  const long = { ...TERMS, text: 'We answer each introduction within two business days. '.repeat(150) };
  return [
    { name: 'terms/to accept', card: termsCard({ ...shown, standing: { kind: 'asked' } }) },
    { name: 'terms/accepted', card: termsCard({ ...shown, standing: { kind: 'accepted', acceptance } }) },
    {
      name: 'terms/changed meanwhile',
      card: termsCard({ ...shown, standing: { kind: 'asked', changed: true } }),
    },
    { name: 'terms/long', card: termsCard({ ...shown, terms: long, standing: { kind: 'asked' } }) },
    {
      name: 'terms/program manager',
      card: termsCard({ ...shown, standing: { kind: 'staff', accepted: 17 } }),
    },
    { name: 'terms/none', card: noTermsCard(SAMPLES.program.name, true) },
  ];
}

/** With an earlier code that works still, and without an address to be reached at. */
function codeCards(): { name: string; card: Card }[] {
  const partner = { id: 'fjord', name: 'Fjord Consulting' };
  const code = { programId: 'p', partnerId: 'fjord', madeBy: JONAS, madeAt: SAMPLES.now, current: true };
  const codes = [
    { ...code, code: '7K3M9QXT' },
    { ...code, code: 'R4WN2HPC', current: false },
  ];
  const pageUrl = (path: string) => `https://referrals.northwind.example${path}`;
  return [
    { name: 'code/partner', card: codeCard({ partner, codes, pageUrl, reader: 'partner' }) },
    { name: 'code/manager', card: codeCard({ partner, codes, pageUrl, reader: 'manager' }) },
    {
      name: 'code/no address',
      card: codeCard({ partner, codes: codes.slice(0, 1), pageUrl: () => undefined, reader: 'staff' }),
    },
    { name: 'code/choose', card: choosePartnerCard() },
  ];
}

function inConflict(): Referral {
  return { ...sampleReferral('in_review'), conflict: CONFLICT_EXAMPLE };
}

function digestList(): Card {
  const referral = sampleReferral('routed');
  const line = { text: [{ bold: referral.prospect.company }, ': nobody has claimed it'], referral };
  return listCard({ matter: 'overdue', total: 20, lines: [line] }, 'manager', 8);
}

function reviewQueue(): Card {
  const { referral } = reviewSample(SAMPLES.staff('in_review'), 'duplicate');
  const unknown = reviewSample(SAMPLES.staff('in_review'), 'eligibility').referral;
  const waits = [referral, unknown].map((one) => ({ ...one, attention: { undecidedSince: SAMPLES.now } }));
  return queueCard({ found: waits, total: 12, hasMore: true });
}

function sampleQueue(): { mine: Referral[]; queue: Referral[] } {
  const late = { ...sampleReferral('routed'), claimBy: new Date(SAMPLES.now.getTime() - 3_600_000) };
  return { mine: [sampleReferral('accepted'), sampleReferral('meeting_scheduled')], queue: [late] };
}

function samplePage(): ReferralPage {
  return {
    referrals: (['routed', 'claimed', 'won'] as const).map(sampleReferral),
    total: 12,
    next: 'cursor',
  };
}

const STATE_FOR_STEP: Partial<Record<Step['name'], ReferralState>> = {
  letThrough: 'in_review',
  turnDown: 'in_review',
  dispute: 'rejected',
  upholdDispute: 'rejected',
  dismissDispute: 'rejected',
  reject: 'routed',
  assign: 'claimed',
  setPartner: 'in_review',
  route: 'submitted',
};

const FORM_REFERRALS: Partial<Record<Step['name'], (asked: Referral) => Referral>> = {
  answer: (asked) => asked,
  decideConflict: () => inConflict(),
};

function forms(): { name: string; form: Form }[] {
  const { program } = SAMPLES;
  const channel = { platform: 'slack', id: 'C0PARTNER01' } as const;
  const steps = STEPS.flatMap((step) => {
    const referral = sampleReferral(STATE_FOR_STEP[step.name] ?? 'accepted');
    const asked = {
      ...referral,
      question: { text: shareableText('How many users has the portal?'), askedBy: JONAS, at: SAMPLES.now },
    };
    const shown = step.form?.({
      referral: FORM_REFERRALS[step.name]?.(asked) ?? referral,
      program,
      actor: STAFF,
    });
    return shown
      ? [
          {
            name: `form/${step.name}`,
            form: { id: STEP_BUTTONS[step.name].id, carried: { referral: referral.id }, ...shown },
          },
        ]
      : [];
  });
  return [
    {
      name: 'form/refer',
      form: referralForm({ program, door: 'button', channel, partnerId: 'fjord', choosePartner: false }),
    },
    {
      name: 'form/refer with terms',
      form: referralForm({
        program,
        door: 'button',
        channel,
        partnerId: 'fjord',
        choosePartner: false,
        terms: TERMS,
      }),
    },
    {
      name: 'form/refer after the terms changed',
      form: referralForm({
        program,
        door: 'button',
        channel,
        partnerId: 'fjord',
        choosePartner: false,
        prefill: { company: 'Acme GmbH', consent: 'true' },
        terms: { ...TERMS, text: 'We answer each introduction. '.repeat(100), why: 'changed' },
        firstKey: 'first',
      }),
    },
    { name: 'form/refer on behalf', form: referralForm({ program, door: 'command', choosePartner: true }) },
    { name: 'form/code', form: chooseForm(program, channel) },
    { name: 'form/setup', form: setupForm(program, channel, STAFF) },
    { name: 'form/first setup', form: setupForm(undefined, channel, STAFF) },
    ...REWARD_FORMS.map((form) => ({ name: `form/${form.id}`, form })),
    { name: 'form/export', form: exportForm(program, 'referrals', channel) },
    ...CHECK_IN_FORMS.map((form) => ({ name: `form/${form.id}`, form })),
    ...steps,
  ];
}
