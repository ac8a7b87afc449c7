import { afterAll, expect, test } from 'vitest';
import type { PartnerRecord } from '../../src/checkins/partner-record.js';
import { openOffice, PROGRAM } from './desk.js';
import { DIEGO, FJORD, HARBOR, JONAS, MAYA, PRIYA, peopleOf } from './people.js';
import { labels, read } from './reading.js';

/** A quarterly check-in through the running desk and the simulated Slack. */
const office = await openOffice({
  program: { ...PROGRAM, partners: PROGRAM.partners.map((one) => ({ ...one, since: '2026-01-01' })) },
});
const { slack, passTo, settle } = office;
const people = peopleOf(office);
const records = office.store.db.collection<PartnerRecord>('partner_records');
const card = (channel: string) =>
  slack.messages(channel).findLast((one) => read(one).includes('How are things?'));

afterAll(() => expect(office.errors).toEqual([]));

/** To the minute after the partner's next check-in, and half an hour on, so that it is delivered. */
async function toCheckIn(partnerId: string): Promise<void> {
  await passTo(office.clock.now().toISOString());
  const record = await records.findOne({ partnerId });
  const at = record?.nextAt?.getTime() ?? Number.NaN;
  await passTo(new Date(at + 60_000).toISOString());
  await passTo(new Date(at + 31 * 60_000).toISOString());
}

test('comes in the partner’s channel with its own history, is answered with one press, and stopped', async () => {
  await people.refer(MAYA, FJORD, 'Looked Back GmbH');
  await toCheckIn('fjord');
  // Maya has referred within the week or not, depending on the quarter's day: the record says.
  if (!card(FJORD)) await toCheckIn('fjord');
  const shown = card(FJORD);
  if (!shown) throw new Error('There was no check-in');
  expect(read(shown)).toContain('Thank you.');
  expect(labels(shown)).toEqual(
    expect.arrayContaining([
      'Refer a lead',
      'What clients ask for…',
      'Talk to somebody',
      'Skip this quarter',
      'Stop check-ins',
    ]),
  );

  // Colleagues of ours, and other partners, cannot answer for Fjord.
  const refused = await people.answerTo(JONAS, () => people.pressOn(JONAS, shown, 'Talk to somebody'));
  expect(refused).toContain('Only people of the partner');

  const thanks = await people.answerTo(MAYA, () => people.pressOn(MAYA, shown, 'Talk to somebody'));
  expect(thanks).toContain('Priya Nair gets in touch with you.');
  await settle();
  expect(people.directMessages(PRIYA).map(read).at(-1)).toContain('would like to talk to somebody');

  await people.pressOn(MAYA, shown, 'What clients ask for…');
  await people.submit(MAYA, { text: 'Who watches at night, <!channel>?' });
  const told = people.directMessages(PRIYA).at(-1);
  expect(read(told as never)).toContain('Who watches at night, <!channel>?');

  const stopped = await people.answerTo(MAYA, () => people.pressOn(MAYA, shown, 'Stop check-ins'));
  expect(stopped).toContain('There are no more check-ins');
  expect(await records.findOne({ partnerId: 'fjord' })).toMatchObject({
    stopped: { by: { name: 'Maya Okafor' } },
  });
});

test('a partner that never referred is asked kindly, and nothing of others is in its channel', async () => {
  await toCheckIn('harbor');
  const shown = card(HARBOR);
  if (!shown) throw new Error('There was no check-in');
  expect(read(shown)).toContain('no introduction is under way');
  expect(slack.messages(HARBOR).map(read).join()).not.toContain('Looked Back');
  const said = await people.answerTo(DIEGO, () => people.pressOn(DIEGO, shown, 'Skip this quarter'));
  expect(said).toContain('next quarter');
});
