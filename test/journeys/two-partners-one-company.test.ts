import { afterAll, describe, expect, test } from 'vitest';
import { openOffice, PROGRAM } from './desk.js';
import { DIEGO, FJORD, HARBOR, JONAS, MAYA, OFFENSIVE, PRIYA, peopleOf, reachedAt } from './people.js';
import { labels, read } from './reading.js';

/** Two partners refer one company. The second learns what it may know and no more; the conflict is decided; both hear. */
const office = await openOffice({ program: { ...PROGRAM, undoSeconds: 0 } });
const { slack, clock, passTo, pass } = office;
const people = peopleOf(office);
const COMPANY = 'Halvorsen Marine AS';
const HIS_WORDS = 'Their harbour master told me over coffee.';

afterAll(() => expect(office.errors).toEqual([]));

const tick = () => passTo(new Date(clock.now().getTime() + 60_000).toISOString());
const second = async () =>
  (await people.stored('HALVORSEN MARINE'))[0] as never as { id: string; reference: string };
const caseCard = () =>
  people.directMessages(PRIYA).findLast((one) => read(one).includes('two partners, one company'));

const leaks = (first: { reference: string }) =>
  ['Harbor', 'Diego', HIS_WORDS, 'Robin Meyer', first.reference, 'harbour master'].filter((words) =>
    people.received(FJORD, MAYA).includes(words),
  );

describe('two partners send one company within minutes', () => {
  test('the first goes on, protected; the second reads that it is known, and the manager has the case', async () => {
    const first = await people.refer(DIEGO, HARBOR, COMPANY, {
      ...reachedAt(COMPANY),
      contact_name: 'Robin Meyer',
      reason: HIS_WORDS,
    });
    expect(people.text(HARBOR, COMPANY)).toContain('Protected until');
    await pass({ seconds: 180 });
    await people.refer(MAYA, FJORD, 'HALVORSEN MARINE', reachedAt(COMPANY));
    const card = people.text(FJORD, 'HALVORSEN MARINE');
    expect(card).toContain('In review');
    expect(card).toContain('already known to us');
    expect(card).not.toContain('Protected until');
    const shown = read(caseCard() as never);
    for (const words of ['First: Harbor Managed IT', 'Second: Fjord', HIS_WORDS, 'UTC', 'same domain'])
      expect(shown).toContain(words);
    expect(leaks(first)).toEqual([]);
    await tick();
    const stored = await people.stored('HALVORSEN MARINE');
    expect(stored[0]?.events.filter(({ type }) => type === 'conflict_opened')).toHaveLength(1);
  });

  test('only a program manager decides; the list shows what waits', async () => {
    const list = await people.answerTo(PRIYA, () =>
      slack.command(PRIYA, OFFENSIVE, '/referrals', 'conflicts'),
    );
    expect(list).toContain('Harbor Managed IT');
    const denied = await people.answerTo(MAYA, () => slack.say(MAYA, FJORD, '<@U0DESK> conflicts'));
    expect(denied).toContain('Only reps and program managers');
    const rep = await people.answerTo(JONAS, () =>
      slack.command(JONAS, OFFENSIVE, '/referrals', 'conflicts'),
    );
    expect(rep).toContain('A program manager decides.');
    expect(labels(slack.ephemerals(JONAS).at(-1) as never)).not.toContain('Decide…');
  });

  test('decided for the second: it goes on, the first ends in the program’s words, each hears its own part', async () => {
    const [first] = await people.stored(COMPANY);
    await people.pressOn(PRIYA, caseCard() as never, 'Decide…');
    await people.submit(PRIYA, { outcome: 'second', reason: 'Maya opened the door.' });
    await tick();
    expect(people.text(FJORD, 'HALVORSEN MARINE')).toContain('Waiting to be claimed');
    expect(people.text(FJORD, 'HALVORSEN MARINE')).toContain('Protected until');
    expect(people.threadTexts(FJORD, 'HALVORSEN MARINE').join()).toContain('decided for your introduction');
    const told = people.threadTexts(HARBOR, COMPANY).join();
    expect(told).toContain('it was decided to go on with that');
    const harborText = JSON.stringify(
      slack.messages(HARBOR).map((one) => [one, slack.replies(HARBOR, one.ts)]),
    );
    for (const words of ['Fjord', 'Maya', (await second()).reference])
      expect(harborText).not.toContain(words);
    expect(leaks(first as never)).toEqual([]);
    // The old card says that it is decided.
    const again = await people.answerTo(PRIYA, () => people.pressOn(PRIYA, caseCardWithButton(), 'Decide…'));
    expect(again).toContain('moved on');
    const empty = await people.answerTo(PRIYA, () =>
      slack.command(PRIYA, OFFENSIVE, '/referrals', 'conflicts'),
    );
    expect(empty).toContain('There is none');
  });
});

function caseCardWithButton() {
  const found = people
    .directMessages(PRIYA)
    .find((one) => read(one).includes('two partners, one company') && labels(one).includes('Decide…'));
  if (!found) throw new Error('There is no case to decide');
  return found;
}

test('the partner is warned once, two weeks before, and told the end once; staff can extend it with a reason', async () => {
  const company = 'Long Haul Logistics';
  const { id } = await people.refer(MAYA, FJORD, company);
  const until = async () => (await office.referrals.byId(id))?.protection?.until as Date;
  const before = (days: number, at: Date) => new Date(at.getTime() - days * 86_400_000).toISOString();
  await people.press(JONAS, OFFENSIVE, company, 'Claim');
  const first = await until();
  const warned = () =>
    people.threadTexts(FJORD, company).filter((text) => text.includes('is protected for you until'));
  await passTo(before(20, first));
  expect(warned()).toHaveLength(0);
  for (const days of [12, 11]) await passTo(before(days, first));
  await passTo(before(10, first));
  expect(warned()).toHaveLength(1);
  await people.fill(PRIYA, OFFENSIVE, company, 'Extend protection…', {
    until: before(-10, first).slice(0, 10),
    reason: 'Their board meets late.',
  });
  const second_ = await until();
  expect(second_ > first).toBe(true);
  const told = people.threadTexts(FJORD, company).join();
  expect(told).toContain('is now protected for you until');
  expect(told).not.toContain('board meets');
  for (const days of [-4, -5, -6]) await passTo(before(days, second_));
  const ended = people.threadTexts(FJORD, company).filter((text) => text.includes('has ended'));
  expect(ended).toHaveLength(1);
  expect(people.text(FJORD, company)).not.toContain('Protected until');
});
