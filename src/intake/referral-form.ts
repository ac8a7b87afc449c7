import type { ChannelRef } from '../messages/address.js';
import type { ActionValue } from '../messages/card.js';
import type { Form, FormField } from '../messages/form.js';
import { DO_NOT_SHARE } from '../program/do-not-share.js';
import { activePartners, findPartner, isOpenFor, type Program } from '../program/program.js';
import { askedFields, type IntakeField } from './fields.js';
import { type AskedTerms, termsField, termsWord } from './terms-field.js';

export const REFERRAL_FORM = 'referral.submit';

export interface FormRequest {
  program: Program;
  door: 'button' | 'mention' | 'command' | 'shortcut';
  /** The channel it is opened in. */
  channel?: ChannelRef;
  /** The partner of that channel. */
  partnerId?: string;
  /** Ask staff for whom they write: where no partner follows from the channel. */
  choosePartner: boolean;
  /** Text to start from, by field; `true` ticks a box. */
  prefill?: Readonly<Record<string, string>>;
  /** The terms this person has to accept with it. */
  terms?: AskedTerms;
  /** Of the form that this one takes the place of: whichever of the two is sent, it is one referral. */
  firstKey?: string;
}

/** The form a partner fills in. What it carries says where the answer belongs. */
export function referralForm({
  program,
  door,
  channel,
  partnerId,
  choosePartner,
  prefill = {},
  terms,
  firstKey,
}: FormRequest): Form {
  const partner = findPartner(program, partnerId);
  const carried: ActionValue = {
    door,
    ...(channel ? { platform: channel.platform, channel: channel.id } : {}),
    ...(partner ? { partner: partner.id } : {}),
    ...(program.terms ? { terms: program.terms.version } : {}),
    ...(terms ? { asked: terms.version } : {}),
    ...(firstKey ? { first: firstKey } : {}),
  };
  const fields = askedFields(program).map((field) => formField(field, program, prefill[field.key]));
  return {
    id: REFERRAL_FORM,
    title: 'Refer a lead',
    submitLabel: 'Send referral',
    intro: [
      ...(terms?.why ? [termsWord(terms)] : []),
      partner
        ? [`From ${partner.name} to ${program.name}. `, { bold: DO_NOT_SHARE }]
        : [{ bold: DO_NOT_SHARE }],
      ...(partner && !isOpenFor(program, partner.id) ? [notOpenYet(program.name, partner.name)] : []),
    ],
    fields: [
      ...(choosePartner ? [partnerField(program)] : []),
      ...fields,
      ...(terms ? [termsField(terms)] : []),
    ],
    carried,
  };
}

/** Said before anybody types: while the program is a pilot, others may write all the same. */
function notOpenYet(programName: string, partnerName: string): string {
  return `${programName} starts with a few partners and is not open for ${partnerName} yet. You can send this all the same: it is kept, and a program manager comes back to you.`;
}

/** Shown to staff who write for a partner. */
export const PARTNER_FIELD = 'for_partner';

function partnerField(program: Program): FormField {
  return {
    key: PARTNER_FIELD,
    label: 'On behalf of',
    help: 'The partner who told you; it is answered in its channel.',
    kind: 'select',
    required: true,
    options: activePartners(program).map((partner) => ({ value: partner.id, label: partner.name })),
  };
}

/** One field as a form on any platform has it. */
export function formField(field: IntakeField, program: Program, prefilled?: string): FormField {
  const base = {
    key: field.key,
    label: field.label,
    required: field.required,
    ...(field.help ? { help: field.help } : {}),
    ...(field.placeholder ? { placeholder: field.placeholder } : {}),
    ...(field.autocomplete ? { autocomplete: field.autocomplete } : {}),
  };
  const initial = prefilled ?? field.initial;
  const start = initial === undefined ? {} : { initial };
  switch (field.kind) {
    case 'select':
    case 'radio':
      return { ...base, kind: field.kind, options: field.options?.(program) ?? [], ...start };
    case 'checkbox':
      return {
        ...base,
        kind: 'checkbox',
        statement: program.consent.wording,
        ...(prefilled === 'true' ? { initial: true } : {}),
      };
    default:
      return { ...base, kind: field.kind, maxLength: field.maxLength, ...start };
  }
}
