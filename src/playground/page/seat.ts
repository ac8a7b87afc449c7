import type { PageChannel, PagePerson, PageState } from '../page-api.js';

/** The place name of the bot's App Home; every other place is a channel id. */
export const homePlace = 'home';

/** Somebody, looking at a place. Without a place: wherever their part of the journey happens. */
export interface Seat {
  person: string;
  place?: string;
  /** `ts` of the message whose thread is open. */
  thread?: string;
}

/** The parts of the journey, in the order it takes. */
const parts = ['partner', 'rep', 'program manager'] as const;

/** How each part is called over its column. */
export const partTitles: Record<string, string> = {
  partner: 'Partner',
  rep: 'Sales rep',
  'program manager': 'Program manager',
};

/** The people of the journey: the first with each part, in its order. */
export function journeyPeople(people: PagePerson[]): PagePerson[] {
  const found = parts.map((part) => people.find((person) => person.part === part));
  return found.filter((person) => person !== undefined);
}

function withBot(state: PageState): PageChannel | undefined {
  return state.channels.find(
    (channel) => channel.kind === 'direct' && channel.members.includes(state.bot.id),
  );
}

/** Where a person's part of the journey happens: a partner's shared channel, a rep's triage channel, a manager's DM. */
export function defaultPlace(state: PageState): string {
  const channels = state.channels.filter((channel) => !channel.archived && channel.kind !== 'direct');
  const served = channels.filter((channel) => channel.botIsMember);
  const shared = served.find((channel) => channel.organisations.length > 1);
  const internal = served.filter((channel) => channel.organisations.length <= 1);
  const triage = internal.find((channel) => /triage|referrals/i.test(channel.name)) ?? internal[0];
  const digest = withBot(state) ?? internal.find((channel) => !channel.name.includes('triage'));
  const first = { partner: shared, rep: triage, 'program manager': digest }[state.me.part];
  return (first ?? shared ?? served[0] ?? channels[0] ?? state.channels[0])?.id ?? homePlace;
}

/** Where the seat looks now: its own place while that exists, else the default one. */
export function placeOf(seat: Seat, state: PageState): string {
  const known = seat.place === homePlace || state.channels.some((channel) => channel.id === seat.place);
  return known && seat.place ? seat.place : defaultPlace(state);
}
