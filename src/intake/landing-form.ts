import { isOpenDomain } from '../matching/plain-domain.js';
import { type PersonRef, SYSTEM } from '../messages/address.js';
import type { FieldErrors, FormField, FormValues } from '../messages/form.js';
import type { CodeFiling, Filed } from '../program/crediting.js';
import { channelForPartner, type Program } from '../program/program.js';
import { checkDomain, checkEmail } from './checks.js';
import { INTAKE_FIELDS, type IntakeField } from './fields.js';
import { fileReferral, type IntakeDeps } from './file-referral.js';
import { type Intake, readAnswers } from './read-answers.js';
import { formField } from './referral-form.js';

/** Nobody of a platform: who they are stands in the answers. */
const SENDERS: Record<'landing' | 'webhook', PersonRef> = {
  landing: { ...SYSTEM, userId: 'visitor', name: 'A visitor of the referral link' },
  webhook: { ...SYSTEM, userId: 'webhook', name: 'An address that forwards to the webhook' },
};

/** The form's own words for somebody who writes of themselves. What is not in it is not asked on the page. */
const WORDS: Partial<Record<string, Partial<IntakeField>>> = {
  company: { label: 'Your company', help: '', placeholder: '', autocomplete: 'organization' },
  website: {
    label: 'Your company’s website',
    help: 'For example acme.com',
    placeholder: '',
    required: false,
    autocomplete: 'url',
  },
  contact_name: { label: 'Your name', help: '', placeholder: '', autocomplete: 'name' },
  contact_role: {
    label: 'Your role',
    help: 'For example Head of IT',
    placeholder: '',
    required: false,
    autocomplete: 'organization-title',
  },
  contact_email: {
    label: 'Your work e-mail',
    help: 'We answer you there.',
    placeholder: '',
    required: true,
    autocomplete: 'email',
    missing: 'Please write the e-mail address we can answer.',
    check: (typed) => {
      const checked = checkEmail(typed);
      return checked.ok
        ? checked
        : {
            ok: false,
            problem: 'This does not look like an e-mail address. Write it like alex@acme.com.',
          };
    },
  },
  contact_phone: {
    label: 'Your phone number',
    help: 'With the country code, if you like to be called.',
    placeholder: '',
    autocomplete: 'tel',
  },
  service_line: { label: 'What do you need?', missing: 'Please choose the closest one.' },
  problem: {
    label: 'What can we help with?',
    help: 'A sentence or two. Please nothing confidential: no credentials, no internal documents.',
  },
  current_tools: { label: 'What do you use today?', help: '' },
  urgency: {},
  region: { label: 'Where are you?', help: '' },
  consent: { missing: 'We may only contact you when you agree. Please tick the box.' },
};

const ALWAYS: ReadonlySet<string> = new Set(['company', 'contact_name', 'contact_email', 'consent']);

/** Each once for the life of the process: what is made of a field is kept by it. */
const LANDING_FIELDS: readonly IntakeField[] = INTAKE_FIELDS.flatMap((field) => {
  const words = WORDS[field.key];
  return words ? [{ ...field, ...words }] : [];
});

/** A choice without choices is not asked. */
function askedOnLanding(program: Program): IntakeField[] {
  const chosen = new Set<string>(program.attribution.landing.fields);
  return LANDING_FIELDS.filter(
    ({ key, options }) => (ALWAYS.has(key) || chosen.has(key)) && (!options || options(program).length > 0),
  );
}

/** What the page asks, in its order. `consent` stands beside the box. */
export function landingFields(program: Program, consent: string): FormField[] {
  return askedOnLanding(program).map((field) => {
    const made = formField(field, program);
    return made.kind === 'checkbox' ? { ...made, statement: consent } : made;
  });
}

/** What is wrong with the values, by field; undefined when they can be filed. */
export function landingErrors(program: Program, values: FormValues): FieldErrors | undefined {
  const read = readAnswers(program, values, askedOnLanding(program));
  return read.ok ? undefined : read.errors;
}

/** What a visitor sent becomes a referral of the partner's, as by every other door. Throws StoreUnavailable. */
export async function fileFromLanding(deps: IntakeDeps, filing: CodeFiling): Promise<Filed> {
  const { program, partner, submissionKey, consent, arrival, values, door } = filing;
  const read = readAnswers(program, values, askedOnLanding(program));
  if (!read.ok) return { kind: 'errors', errors: read.errors };
  const channel = channelForPartner(program, partner.id)?.channel;
  const referral = await fileReferral(deps, {
    program,
    origin: { door, onBehalf: false, partner, ...(channel ? { answerIn: channel } : {}) },
    intake: withDomain(read.intake),
    by: SENDERS[door],
    submissionKey,
    consent,
    arrival,
  });
  return { kind: 'filed', referral };
}

/** Who gives no website is known by the work address; a mailbox at a provider says nothing of the company. */
function withDomain(intake: Intake): Intake {
  const { prospect, contact } = intake.promoted;
  if (prospect.domain || !contact.email) return intake;
  const domain = checkDomain(contact.email.slice(contact.email.lastIndexOf('@') + 1));
  if (!domain.ok || isOpenDomain(domain.value)) return intake;
  return { ...intake, promoted: { ...intake.promoted, prospect: { ...prospect, domain: domain.value } } };
}
