import { afterAll, expect, test } from 'vitest';
import { openOffice } from './desk.js';
import { CONFIRMED, FJORD, JONAS, LENA, MAYA, OFFENSIVE, peopleOf } from './people.js';
import { labels, read } from './reading.js';

const office = await openOffice();
const { slack, settle, pass } = office;
const people = peopleOf(office);

const COMPANY = 'Lindqvist Shipping';
const SECRET_NOTE = 'Between us: the insurer threatens to cancel.';
const AMOUNT = '24,713';

const partnerSees = () => people.text(FJORD, COMPANY);
const partnerThread = () => people.threadTexts(FJORD, COMPANY);

/** Jonas presses a button on the handoff in the channel's thread. */
const step = (label: string) => people.press(JONAS, OFFENSIVE, COMPANY, label);
const stepWith = (label: string, values: Record<string, unknown>) =>
  people.fill(JONAS, OFFENSIVE, COMPANY, label, values);

afterAll(() => expect(office.errors).toEqual([]));

test('a referral goes from the partner’s button to a rep and back to the partner, to the end', async () => {
  // Maya, of another workspace, presses the pinned card.
  await people.openForm(MAYA, FJORD);
  const form = (await people.modal(MAYA)).view as { title: { text: string }; blocks: unknown[] };
  expect(form.title.text).toBe('Refer a lead');
  expect(JSON.stringify(form.blocks)).toContain('no security findings, no credentials');
  await slack.closeModal(MAYA);
  const { reference } = await people.refer(MAYA, FJORD, COMPANY);
  expect(slack.modal(MAYA)).toBeUndefined();

  // She sees it acknowledged at once.
  expect(people.cards(FJORD, COMPANY)).toHaveLength(1);
  expect(partnerSees()).toBe(
    [
      'Referral: Lindqvist Shipping',
      'Where it stands\nWaiting to be claimed',
      'Contact\nAlex Kim',
      'Referred by\n<@U0MAYA>',
      'Who has it\nNobody yet',
      'Protected until\nMon, 22 Feb 2027',
      'What happens next: One of our specialists will pick it up by Tue, 24 Nov 2026, 12:30 UTC.',
      `${reference} · sent Tue, 24 Nov 2026, 08:30 UTC · this card stays up to date`,
    ].join('\n'),
  );
  expect(labels(people.card(FJORD, COMPANY))).toEqual(['Add information', 'Withdraw']);

  // The reps see the four parts, the deadline and the buttons.
  const claimCard = people.card(OFFENSIVE, COMPANY);
  expect(read(claimCard)).toContain('Waiting to be claimed. Please claim it by Tue, 24 Nov 2026, 12:30 UTC.');
  for (const part of ['Who referred: Maya Okafor of Fjord Consulting', 'Why it fits', 'The problem to solve'])
    expect(read(claimCard)).toContain(part);
  expect(read(claimCard)).toContain('The first meeting should cover\nWhat has to be tested');
  expect(labels(claimCard)).toEqual(['Claim', 'Decline', 'Reject…']);

  // Jonas claims: handoff in the thread and in his direct messages, the partner is told who and by when.
  await step('Claim');
  expect(read(people.card(OFFENSIVE, COMPANY))).toContain('Claimed. <@U0JONAS> has it.');
  expect(labels(people.card(OFFENSIVE, COMPANY))).toEqual([]);
  const [handoff, ...more] = people.thread(OFFENSIVE, COMPANY);
  expect(more).toEqual([]);
  expect(handoff && read(handoff)).toContain('Maya Okafor of Fjord Consulting suggested that we talk');
  const direct = people.directMessages(JONAS).filter((message) => read(message).includes(COMPANY));
  expect(direct).toHaveLength(1);
  expect(partnerThread()).toEqual([
    'Jonas Weber has taken on Lindqvist Shipping and will reach out to Alex Kim by Thu, 26 Nov 2026, 15:30 UTC.',
  ]);

  // Each milestone: the button in the thread or in the direct message, whichever is nearer.
  await people.pressOn(JONAS, people.directMessages(JONAS)[0] as never, 'Accept');
  expect(partnerThread().at(-1)).toBe(
    'Jonas Weber has looked at Lindqvist Shipping and accepts it: it is a fit for a first conversation.',
  );
  await step('Log contact');
  expect(partnerThread().at(-1)).toBe('Jonas Weber has contacted Lindqvist Shipping.');
  const meetingAt = Math.floor(Date.parse('2026-12-01T10:00:00Z') / 1000);
  await stepWith('Meeting booked…', { meeting_at: meetingAt });
  expect(partnerThread().at(-1)).toBe(
    'A first meeting with Lindqvist Shipping is booked on Tue, 1 Dec 2026, 10:00 UTC.',
  );
  expect(partnerSees()).toContain('What happens next: Jonas Weber meets them on Tue, 1 Dec 2026, 10:00 UTC.');
  await stepWith('Meeting held…', { internal: SECRET_NOTE, for_partner: 'Karin was very well prepared.' });
  expect(partnerThread().slice(-2)).toEqual([
    'The first meeting with Lindqvist Shipping has taken place.',
    'Jonas Weber on Lindqvist Shipping:\nKarin was very well prepared.',
  ]);
  await stepWith('Qualified…', CONFIRMED);
  await step('Opportunity');
  expect(partnerSees()).toContain('Where it stands\nOpportunity');
  expect(partnerSees()).toContain('What happens next: Jonas Weber is working on an offer with them.');

  // Won: the partner hears of it when it can no longer be a slip.
  await stepWith('Won…', { amount: AMOUNT });
  expect((await people.referral(COMPANY)).outcome?.amount).toEqual({
    minorUnits: 2_471_300,
    currency: 'EUR',
  });
  expect(partnerSees()).toContain('Where it stands\nOpportunity');
  const before = partnerThread();
  await pass({ seconds: 301 });
  expect(partnerSees()).toContain('Where it stands\nWon');
  expect(partnerThread()).toEqual([
    ...before,
    [
      '<@U0MAYA>, Lindqvist Shipping has become a customer. Jonas Weber took it from your introduction to the contract. Thank you: it made the difference.',
      'Do you know somebody else with a similar need? Press "Refer a lead" in this channel.',
    ].join('\n'),
  ]);
  expect(labels(people.card(FJORD, COMPANY))).toEqual([]);

  // One card, edited in place; eight updates, each told once.
  expect(people.cards(FJORD, COMPANY)).toHaveLength(1);
  expect(people.card(FJORD, COMPANY).updates).toBeGreaterThan(6);
  expect(partnerThread()).toHaveLength(9);
  expect(new Set(partnerThread()).size).toBe(9);
  expect(people.cards(OFFENSIVE, COMPANY)).toHaveLength(1);
  expect(people.thread(OFFENSIVE, COMPANY)).toHaveLength(1);

  // Nothing internal has ever been near the partner: neither the note nor the amount.
  const everythingThere = JSON.stringify([
    ...people.all(FJORD),
    ...slack.ephemerals(MAYA),
    slack.requests
      .filter(({ args }) => args.channel === FJORD || args.user === MAYA)
      // Without how long it took: any digits can come up in that.
      .map(({ method, args, response }) => ({ method, args, response })),
  ]);
  expect(everythingThere).toContain('Karin was very well prepared.');
  for (const internal of [SECRET_NOTE, AMOUNT, '24713', '2471300', 'alex@acme.com'])
    expect(everythingThere).not.toContain(internal);
  // Colleagues do read it.
  expect(read(people.thread(OFFENSIVE, COMPANY)[0] as never)).toContain(SECRET_NOTE);
});

test('somebody the desk has never met is found out after the acknowledgement, and can act all the same', async () => {
  const company = 'Never Met GmbH';
  await people.refer(MAYA, FJORD, company);
  await office.store.db.collection('profiles').deleteMany({});
  await office.stopDesk();
  await office.startDesk();
  await slack.press(LENA, OFFENSIVE, people.card(OFFENSIVE, company).ts, 'referral.claim');
  const { ms } = slack.deliveries.at(-1) as { ms: number };
  expect(ms).toBeLessThan(3_000);
  await expect.poll(async () => (await people.referral(company)).claim?.repId).toBe('lena');
  await settle();
  expect(people.text(FJORD, company)).toContain('Who has it\nLena Fischer');
});
