import { IANAZone } from 'luxon';
import type { ChannelRef, PersonRef } from '../messages/address.js';
import { type FieldErrors, type FormValues, textValue, typedText } from '../messages/form.js';
import { type ChannelAssignment, channelAssignmentSchema } from '../program/channel-settings.js';
import { addEntries, mergeProgram, NO_CHAT_ENTRIES } from '../program/merge-program.js';
import { type Partner, partnerSchema } from '../program/partner-settings.js';
import { programManagerSchema, type Rep, repSchema } from '../program/people-settings.js';
import type { ChatEntries, StoredProgram } from '../program/ports.js';
import { assignmentOf, emptyProgram, findPartner, type Program } from '../program/program.js';
import { type ChannelKind, repWithAccount } from './setup-form.js';

export interface SetupRequest {
  channel: ChannelRef;
  values: FormValues;
  by: PersonRef;
  timeZone?: string;
}

export function setupErrors(program: Program | undefined, { values, channel }: SetupRequest): FieldErrors {
  const kind = textValue(values, 'kind');
  const errors: Record<string, string> = {};
  if (!program && !typedText(values, 'program_name')) errors.program_name = 'Give the program a name.';
  if (!['partner', 'triage', 'digest'].includes(kind)) errors.kind = 'Choose what this channel is for.';
  if (kind === 'partner') {
    const chosen = textValue(values, 'partner');
    const named = typedText(values, 'new_partner');
    if (!chosen && !named) errors.new_partner = 'Choose a partner or write the name of a new one.';
    if (program && chosen && !findPartner(program, chosen))
      errors.partner = 'This partner is no longer in the program. Choose another.';
    const other = program?.channels.find(
      (one) => one.kind === 'digest' && !one.ended && one.channel.id === channel.id,
    );
    if (other)
      errors.kind =
        'This is the digest channel: its messages are for staff. Use another channel for the partner.';
  }
  return errors;
}

/** The stored program after a channel was set up in chat. Pure; whole entries, so that a later file keeps them. */
export function decideSetup(before: StoredProgram | undefined, request: SetupRequest): StoredProgram {
  const chat = before?.chat ?? { base: newBase(request), entries: withManager(request) };
  const started: StoredProgram = before ?? {
    id: 'program',
    version: 0,
    chat,
    program: mergeProgram(undefined, chat),
  };
  const withPeople = addReps(addPartner(started, request), request);
  const assigned = assignment(withPeople.program, request);
  const next = addEntries(withPeople, { channels: [assigned, ...givingWay(withPeople.program, assigned)] });
  return { ...next, version: started.version };
}

function newBase({ values, timeZone }: SetupRequest): ReturnType<typeof emptyProgram> {
  const known = timeZone && IANAZone.isValidZone(timeZone) ? timeZone : 'UTC';
  return emptyProgram(typedText(values, 'program_name'), known);
}

function withManager({ by }: SetupRequest): ChatEntries {
  const manager = programManagerSchema.parse({
    id: slug(by.name, []),
    name: by.name,
    accounts: { [by.platform]: by.userId },
  });
  return { ...NO_CHAT_ENTRIES, programManagers: [manager] };
}

function addPartner(stored: StoredProgram, { values }: SetupRequest): StoredProgram {
  const name = typedText(values, 'new_partner');
  if (textValue(values, 'kind') !== 'partner' || textValue(values, 'partner') || !name) return stored;
  if (namedPartner(stored.program, name)) return stored;
  const id = slug(
    name,
    stored.program.partners.map((partner) => partner.id),
  );
  return addEntries(stored, { partners: [partnerSchema.parse({ id, name })] });
}

function namedPartner(program: Program, name: string): Partner | undefined {
  return program.partners.find(
    (partner) => !partner.ended && partner.name.toLowerCase() === name.toLowerCase(),
  );
}

/** A person chosen from the platform becomes a rep; the name is filled in afterwards, see complete-setup.ts. */
function addReps(stored: StoredProgram, { values, channel }: SetupRequest): StoredProgram {
  const added: Rep[] = newPeople(values)
    .filter((userId) => !repWithAccount(stored.program, channel.platform, userId))
    .map((userId) =>
      repSchema.parse({
        id: slug(
          userId,
          stored.program.reps.map((rep) => rep.id),
        ),
        name: userId,
        accounts: { [channel.platform]: userId },
      }),
    );
  return added.length > 0 ? addEntries(stored, { reps: added }) : stored;
}

function newPeople(values: FormValues): string[] {
  return textValue(values, 'kind') === 'triage' ? [...new Set(list(values, 'new_reps'))] : [];
}

/** The channel's assignment. What the form does not ask (regions, a partner's own triage channel) stays as it was. */
function assignment(program: Program, { values, channel }: SetupRequest): ChannelAssignment {
  const kind = textValue(values, 'kind') as ChannelKind;
  const present = assignmentOf(program, channel);
  const id =
    present?.id ??
    slug(
      `${kind}-${channel.id}`,
      program.channels.map((one) => one.id),
    );
  const partner = textValue(values, 'partner') || namedPartner(program, typedText(values, 'new_partner'))?.id;
  const people = newPeople(values).map((userId) => repWithAccount(program, channel.platform, userId));
  const byKind = {
    partner: { partner },
    triage: {
      reps: [...new Set([...list(values, 'reps'), ...people])],
      serviceLines: list(values, 'service_lines'),
      default: textValue(values, 'default') === 'true',
    },
    digest: {},
  }[kind];
  return channelAssignmentSchema.parse({ ...unasked(present, kind, partner), id, kind, channel, ...byKind });
}

function unasked(
  present: ChannelAssignment | undefined,
  kind: ChannelKind,
  partner: string | undefined,
): Partial<ChannelAssignment> {
  if (present?.kind !== kind) return {};
  return present.kind === 'partner' && present.partner !== partner ? {} : present;
}

/** There is one digest channel and one default: the channel set up last takes over from the one before. */
function givingWay(program: Program, assigned: ChannelAssignment): ChannelAssignment[] {
  return program.channels.flatMap((other): ChannelAssignment[] => {
    if (other.ended || other.id === assigned.id) return [];
    if (other.kind === 'digest' && assigned.kind === 'digest') return [{ ...other, ended: true }];
    if (other.kind === 'triage' && other.default && assigned.kind === 'triage' && assigned.default)
      return [{ ...other, default: false }];
    return [];
  });
}

function list(values: FormValues, key: string): string[] {
  const value = values[key];
  return Array.isArray(value) ? value : value ? [value] : [];
}

/** An id people can read in the program file: `fjord-consulting`, `fjord-consulting-2`. */
export function slug(text: string, taken: readonly string[]): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const base = plain.slice(0, 50) || 'entry';
  let id = base;
  for (let number = 2; taken.includes(id); number += 1) id = `${base}-${number}`;
  return id;
}
