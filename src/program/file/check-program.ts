import type { ChannelAssignment } from '../channel-settings.js';
import type { Definition, KeyedList } from '../definition.js';
import type { Accounts } from '../people-settings.js';
import { accountsOf } from '../program.js';
import { checkHolidays } from './check-holidays.js';
import type { Path } from './known-keys.js';
import { suggest } from './nearest.js';
import type { ProgramProblem } from './program-problem.js';

export type Lists = Pick<Definition, KeyedList | 'holidays'> & Pick<Partial<Definition>, 'pilot'>;
type Ids = (list: KeyedList) => ReadonlySet<string>;

/**
 * Everything wrong between the entries. An ended entry may be referred to and claims nothing.
 * @param ids all ids that may be referred to, by list
 */
export function checkProgram(program: Lists, ids: Ids = idsOf(program)): ProgramProblem[] {
  return [
    ...checkHolidays(program),
    ...references(program, ids),
    ...pilotPartners(program, ids),
    ...program.channels.flatMap(channelForm),
    ...twice(program.channels.filter(inForce), 'channels', 'channel', channelKeys),
    ...twoDefaults(program.channels),
    ...twice(program.programManagers.filter(inForce), 'programManagers', 'accounts', personKeys),
    ...twice(program.reps.filter(inForce), 'reps', 'accounts', personKeys),
    ...twice(program.partners.filter(inForce), 'partners', 'workspaces', workspaceKeys),
    ...contactsTwice(program),
  ];
}

export function idsOf(program: Lists): Ids {
  return (list) => new Set(program[list].map(({ id }) => id));
}

/** A pilot with a typing error would shut its own partner out. */
function pilotPartners({ pilot }: Lists, ids: Ids): ProgramProblem[] {
  return (pilot?.partners ?? []).flatMap((wanted, index) => {
    if (ids('partners').has(wanted)) return [];
    const remedy = suggest(wanted, ids('partners'), 'Add it to partners, or take this line out');
    const problem = `there is no partners entry "${wanted}"`;
    return [{ path: ['pilot', 'partners', index], problem, remedy }];
  });
}

const inForce = (entry: { ended: boolean }) => !entry.ended;

function references(program: Lists, ids: Ids): ProgramProblem[] {
  const problems: ProgramProblem[] = [];
  const check = (list: KeyedList, id: string, path: Path, wanted: string, ...targets: KeyedList[]) => {
    const known = targets.flatMap((target) => [...ids(target)]);
    if (known.includes(wanted)) return;
    const remedy = suggest(wanted, known, `Add it to ${targets.join(' or ')}, or take this line out`);
    problems.push({
      entry: { list, id },
      path,
      problem: `there is no ${targets.join(' or ')} entry "${wanted}"`,
      remedy,
    });
  };
  const checkAll = (
    list: KeyedList,
    id: string,
    key: string,
    wanted: readonly string[],
    target: KeyedList,
  ) => {
    for (const [index, one] of wanted.entries()) check(list, id, [key, index], one, target);
  };
  for (const rep of program.reps) {
    checkAll('reps', rep.id, 'serviceLines', rep.serviceLines, 'serviceLines');
    checkAll('reps', rep.id, 'regions', rep.regions, 'regions');
  }
  for (const { id, manager, mayRefer } of program.partners) {
    if (manager !== undefined) check('partners', id, ['manager'], manager, 'programManagers', 'reps');
    for (const list of ['serviceLines', 'regions'] as const)
      for (const [index, one] of (mayRefer?.[list] ?? []).entries())
        check('partners', id, ['mayRefer', list, index], one, list);
  }
  for (const channel of program.channels) {
    if (channel.kind === 'partner') {
      check('channels', channel.id, ['partner'], channel.partner, 'partners');
      if (channel.triage !== undefined)
        problems.push(...triageReference(program, ids, channel.id, channel.triage));
    } else if (channel.kind === 'triage') {
      checkAll('channels', channel.id, 'serviceLines', channel.serviceLines, 'serviceLines');
      checkAll('channels', channel.id, 'regions', channel.regions, 'regions');
      checkAll('channels', channel.id, 'reps', channel.reps, 'reps');
    }
  }
  return problems;
}

function triageReference(program: Lists, ids: Ids, id: string, wanted: string): ProgramProblem[] {
  const target = program.channels.find((channel) => channel.id === wanted);
  if (target?.kind === 'triage' || (!target && ids('channels').has(wanted))) return [];
  const triages = program.channels.filter(({ kind }) => kind === 'triage').map((channel) => channel.id);
  const problem = target ? `"${wanted}" is no triage channel` : `there is no channels entry "${wanted}"`;
  const remedy = suggest(wanted, triages, 'Name a channels entry with kind: triage, or take this line out');
  return [{ entry: { list: 'channels', id }, path: ['triage'], problem, remedy }];
}

/** docs.slack.dev: a channel's id starts with C, or with G for an old private one. */
function channelForm({ id, channel }: ChannelAssignment): ProgramProblem[] {
  if (channel.platform !== 'slack' || /^[CG][A-Z0-9]{2,}$/.test(channel.id)) return [];
  const remedy = 'In Slack: click the channel’s name; its id (C…) stands at the bottom of About';
  const problem = `"${channel.id}" is not a Slack channel id such as C012AB3CD`;
  return [{ entry: { list: 'channels', id }, path: ['channel', 'id'], problem, remedy }];
}

type Keyed = { id: string };

/** Every entry after the first that claims the same key. */
function twice<Entry extends Keyed>(
  entries: readonly Entry[],
  list: KeyedList,
  field: string,
  keysOf: (entry: Entry) => readonly string[],
): ProgramProblem[] {
  const taken = new Map<string, string>();
  return entries.flatMap((entry) =>
    keysOf(entry).flatMap((key): ProgramProblem[] => {
      const first = taken.get(key);
      if (first === undefined || first === entry.id) {
        taken.set(key, entry.id);
        return [];
      }
      const problem = `${key} is already that of ${list} entry "${first}"`;
      const remedy =
        'Give both the same id if they are one, else take it out of one, or end one with `ended: true`';
      return [{ entry: { list, id: entry.id }, path: [field], problem, remedy }];
    }),
  );
}

const channelKeys = ({ channel }: ChannelAssignment) => [`${channel.platform} ${channel.id}`];

const workspaceKeys = ({ workspaces }: Definition['partners'][number]) =>
  Object.entries(workspaces).flatMap(([platform, ids]) => ids.map((id) => `${platform} ${id}`));

type Person = {
  accounts: Accounts;
  email?: string | undefined;
};

function personKeys({ accounts, email }: Person): string[] {
  const keys = accountsOf({ accounts }).map(({ platform, userId }) => `${platform} ${userId}`);
  return email === undefined ? keys : [...keys, email.toLowerCase()];
}

/** One person speaks for one partner, and nobody for both sides. */
function contactsTwice({ partners, reps, programManagers }: Lists): ProgramProblem[] {
  const staff = new Set([...reps, ...programManagers].filter(inForce).flatMap(personKeys));
  const active = partners.filter(inForce);
  const both = active.flatMap(({ id, contacts }) =>
    contacts.flatMap((contact, index) =>
      personKeys(contact)
        .filter((key) => staff.has(key))
        .map(
          (key): ProgramProblem => ({
            entry: { list: 'partners', id },
            path: ['contacts', index],
            problem: `${key} is also that of a rep or program manager`,
            remedy: 'A person is either on your side or on a partner’s: take one of the two out',
          }),
        ),
    ),
  );
  return [...both, ...twice(active, 'partners', 'contacts', ({ contacts }) => contacts.flatMap(personKeys))];
}

function twoDefaults(channels: readonly ChannelAssignment[]): ProgramProblem[] {
  const [first, ...others] = channels.filter(
    (channel) => channel.kind === 'triage' && channel.default && !channel.ended,
  );
  return others.map(({ id }) => ({
    entry: { list: 'channels', id },
    path: ['default'],
    problem: `"${first?.id}" is the default triage channel already`,
    remedy: 'Leave `default: true` at one of the two',
  }));
}
