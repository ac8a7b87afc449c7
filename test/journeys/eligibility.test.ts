import { afterAll, describe, expect, test } from 'vitest';
import { openOffice, PROGRAM } from './desk.js';
import { CLOUD, DIEGO, FJORD, FORM, HARBOR, MAYA, OFFENSIVE, PRIYA, peopleOf } from './people.js';
import { labels, read } from './reading.js';

/** What the rules of eligibility find, through the running desk and the simulated Slack. */

const program = (eligibility: Partial<typeof PROGRAM.eligibility>, fjord: object = {}) => ({
  ...PROGRAM,
  eligibility: { ...PROGRAM.eligibility, ...eligibility },
  partners: PROGRAM.partners.map((one) => (one.id === 'fjord' ? { ...one, ...fjord } : one)),
});

const office = await openOffice({
  program: program({
    ownCompany: { action: 'reject', domains: ['northwind-shield.io'], names: [] },
    sameContactAgain: { action: 'review', withinDays: 90 },
  }),
});
const { slack } = office;
const people = peopleOf(office);

afterAll(() => expect(office.errors).toEqual([]));

const newestTo = (user: string) => people.directMessages(user).at(-1) as never;

describe('a contact with a throw-away address', () => {
  const company = 'Fleeting GmbH';
  const form = { website: 'fleeting.de', contact_email: 'x7@mailinator.com' };

  test('goes to review: the program manager reads why, the partner what to do, the reps nothing', async () => {
    const { state, findings } = await people.refer(MAYA, FJORD, company, form);
    expect(state).toBe('in_review');
    expect(findings).toMatchObject([{ rule: 'disposable_mail', outcome: 'review' }]);
    const card = newestTo(PRIYA);
    expect(read(card)).toContain('Disposable mail');
    expect(read(card)).toContain(
      "The contact's e-mail address is at mailinator.com, which gives addresses to be thrown away.",
    );
    expect(labels(card)).toEqual(expect.arrayContaining(['Let it through…', 'Turn down…']));
    expect(people.text(FJORD, company)).toContain(
      'The contact has an e-mail address that does not last. Tell us the one at their company. We are checking it and will come back to you here.',
    );
    for (const words of ['thrown away', 'disposable', 'mailinator'])
      expect(people.received(FJORD, MAYA).toLowerCase()).not.toContain(words);
    expect(people.cards(OFFENSIVE, company)).toEqual([]);
  });

  test('let through, it goes on, and the partner is no longer told what to do about it', async () => {
    await people.pressOn(PRIYA, newestTo(PRIYA), 'Let it through…');
    await people.submit(PRIYA, {});
    expect((await people.referral(company)).state).toBe('routed');
    expect(people.text(FJORD, company)).not.toContain('does not last');
    expect(people.cards(OFFENSIVE, company)).toHaveLength(1);
  });
});

test('our own company is turned down at once, with what to do', async () => {
  const company = 'Northwind Shield';
  const form = { website: 'www.northwind-shield.io', contact_email: 'me@elsewhere.io' };
  expect((await people.refer(MAYA, FJORD, company, form)).state).toBe('rejected');
  expect(people.threadTexts(FJORD, company).join()).toContain(
    'This looks like our own company. If you meant another one, tell us its name and website.',
  );
});

describe('a contact that another partner referred', () => {
  const contact = { contact_name: 'Kim Vale', contact_phone: '+44 20 7946 0958' };

  test('is reviewed: staff read by whom, the second partner nothing of the first', async () => {
    // Turned down, it protects nobody, so no conflict of two partners hides what this rule says.
    const first = { website: 'northwind-shield.io', contact_email: 'kim.vale@vale.co.uk', ...contact };
    expect((await people.refer(MAYA, FJORD, 'Vale One Ltd', first)).state).toBe('rejected');
    const second = {
      website: 'vale-two.co.uk',
      contact_email: 'Kim.Vale+new@vale.co.uk',
      service_line: 'cloud',
    };
    const again = await people.refer(DIEGO, HARBOR, 'Second Vale', { ...contact, ...second });
    expect(again.state).toBe('in_review');
    const { reference } = await people.referral('Vale One Ltd');
    expect(read(newestTo(PRIYA))).toContain(`by Fjord Consulting: Vale One Ltd (${reference})`);
    expect(people.text(HARBOR, 'Second Vale')).toContain('We look at the contact of this one first.');
    for (const words of ['Fjord', 'Vale One', reference, 'Maya', 'same e-mail'])
      expect(people.received(HARBOR, DIEGO)).not.toContain(words);
  });

  test('a form that arrives again, at once and later, does not count itself', async () => {
    const company = 'Twice Sent GmbH';
    await people.openForm(MAYA, FJORD);
    const values = { ...FORM, company, website: 'twice.de', contact_email: 'tw@twice.de' };
    await Promise.all([slack.submit(MAYA, values), slack.submit(MAYA, values)]);
    const sent = slack.deliveries.findLast(({ what }) => what === 'view_submission');
    if (!sent) throw new Error('Nothing was sent');
    await slack.redeliver(sent, { newEventId: true });
    await office.settle();
    const [only, ...more] = await people.stored(company);
    expect([only?.state, only?.findings, more]).toEqual(['routed', undefined, []]);
  });
});

describe('what the program file changes holds for the next one', () => {
  test('a service that was not agreed is turned down where the program says so', async () => {
    await office.saveProgram(
      program(
        { outsideServiceLines: { action: 'reject' }, sameContactAgain: { action: 'accept', withinDays: 90 } },
        { mayRefer: { serviceLines: ['cloud'], regions: [] } },
      ),
    );
    await office.stopDesk();
    await office.startDesk();
    const told = await people.refer(MAYA, FJORD, 'Outside GmbH', { website: 'outside.de' });
    expect(told.state).toBe('rejected');
    expect(people.threadTexts(FJORD, 'Outside GmbH').join()).toContain(
      'and what was agreed with you is Cloud security review. Ask your partner manager if that should change.',
    );
  });

  test('what is only noted goes on, and the rep reads the note', async () => {
    const form = { website: 'noted.de', contact_email: 'n@web.de', service_line: 'cloud' };
    expect((await people.refer(MAYA, FJORD, 'Noted GmbH', form)).state).toBe('routed');
    expect(people.text(CLOUD, 'Noted GmbH')).toContain(
      "Note: The contact's e-mail address is at web.de, where everybody can have one.",
    );
    expect(people.received(FJORD, MAYA)).not.toContain('where everybody can have one');
  });
});
