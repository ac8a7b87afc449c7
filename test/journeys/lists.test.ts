import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice } from './desk.js';
import {
  AIKO,
  BLUEPEAK,
  DIEGO,
  FJORD,
  FORM,
  HARBOR,
  JONAS,
  LENA,
  MAYA,
  OFFENSIVE,
  OLGA,
  PRIYA,
  peopleOf,
  reachedAt,
} from './people.js';
import { buttons, labels, read, readBlocks } from './reading.js';
import { until } from './until.js';

const office = await openOffice();
const { slack, settle } = office;
const people = peopleOf(office);
const GENERAL = 'C0GENERAL';

beforeAll(async () => void (await people.refer(MAYA, FJORD, 'Mentioned GmbH')));
afterAll(() => expect(office.errors).toEqual([]));

const command = (user: string, channel: string, name: string, text = '') =>
  people.answerTo(user, () => slack.command(user, channel, name, text));
const mention = (user: string, channel: string, words: string) =>
  people.answerTo(user, () => slack.say(user, channel, `<@U0DESK> ${words}`));

describe('looking things up', () => {
  test('a partner sees its own, staff everything, strangers nothing', async () => {
    await people.refer(DIEGO, HARBOR, 'Harbored GmbH', { service_line: 'cloud' });
    expect(await mention(MAYA, FJORD, 'status')).toContain('Mentioned GmbH');
    expect(slack.ephemerals(MAYA).map(read).join()).not.toContain('Harbored');
    expect(await mention(MAYA, FJORD, 'find Harbored')).toContain('Nothing found');
    expect(await command(JONAS, GENERAL, '/referrals', 'open')).toContain('Harbored GmbH');
    expect(await command(OLGA, GENERAL, '/referrals', 'open')).toBe(
      'Only reps and program managers of the program can see this list.',
    );
    expect(await command(PRIYA, GENERAL, '/referrals')).toContain('All open referrals');
    expect(await command(OLGA, GENERAL, '/referrals')).toBe(
      'You have no part in Northwind Shield yet. Ask a program manager to add you.',
    );
    expect(await command(OLGA, GENERAL, '/referrals', 'find Harbored')).not.toContain('Harbored GmbH ·');
  });

  test('by part of a name, by reference in any case, and with its history', async () => {
    const { reference } = await people.referral('Harbored GmbH');
    expect(await command(JONAS, GENERAL, '/referrals', 'find arbore')).toContain(reference);
    expect(await command(JONAS, GENERAL, '/referrals', 'harbored')).toContain(reference);
    const history = await command(JONAS, GENERAL, '/referrals', reference.toLowerCase());
    expect(history).toContain('History');
    expect(history).toContain('Diego Santos sent it');
    expect(history).toContain('routed. The service line is Cloud security review.');
    const theirs = await mention(DIEGO, HARBOR, `status ${reference}`);
    expect(theirs).toContain('Harbored GmbH');
    expect(theirs).toContain('What you sent');
    expect(theirs).not.toContain('alex@acme.com');
    const notTheirs = await mention(MAYA, FJORD, `status ${reference}`);
    expect(notTheirs).toBe('There is no such referral.');
    expect(await command(JONAS, GENERAL, '/referrals', 'R-000000')).toContain('Nothing found for "R-000000"');
  });

  test('thirty referrals come in pages, forth and back', async () => {
    for (let number = 1; number <= 30; number += 1) {
      office.clock.moveOn({ seconds: 1 });
      await people.openForm(AIKO, BLUEPEAK);
      await slack.submit(AIKO, {
        ...FORM,
        ...reachedAt(`Paged ${number} GmbH`),
        company: `Paged ${number} GmbH`,
      });
    }
    await settle();
    const first = await mention(AIKO, BLUEPEAK, 'status');
    expect(first).toContain('Your referrals (30)');
    expect(first).toContain('Paged 30 GmbH');
    expect(first).not.toContain('Paged 22 GmbH');
    const seen: string[] = [];
    let shown = slack.ephemerals(AIKO).at(-1);
    for (;;) {
      if (!shown) throw new Error('There is no list');
      const { ts } = shown;
      seen.push(...[...read(shown).matchAll(/Paged \d+ GmbH/g)].map(([company]) => company));
      const next = buttons(shown.blocks).find(({ label }) => label === 'Next page');
      if (!next) break;
      const before = read(shown);
      await slack.press(AIKO, BLUEPEAK, ts, next.actionId);
      await until(() => slack.ephemerals(AIKO).some((one) => one.ts === ts && read(one) !== before));
      shown = slack.ephemerals(AIKO).find((one) => one.ts === ts);
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => `Paged ${30 - index} GmbH`));
    expect(labels(shown)).toEqual(['Back to the first']);
  });
});

describe('home', () => {
  test('shows a rep what is overdue, claimed and waiting, and what is pressed there acts', async () => {
    await people.press(LENA, OFFENSIVE, 'Mentioned GmbH', 'Claim');
    office.clock.moveOn({ days: 8 });
    await slack.openHome(LENA);
    const home = () => readBlocks((slack.home(LENA)?.blocks as unknown[]) ?? []);
    await until(() => home().includes('My claims'));
    expect(home()).toMatch(
      /Overdue.*\nMentioned GmbH[\s\S]*My claims\nMentioned GmbH[\s\S]*My queue.*\nPaged/,
    );
    const open = buttons(slack.home(LENA)?.blocks as unknown[]).find(({ label }) => label === 'Open');
    if (!open) throw new Error('There is nothing to open');
    await slack.pressHome(LENA, open.actionId, { blockId: open.blockId });
    const window = await people.modal(LENA);
    expect(readBlocks(window.view.blocks as unknown[])).toContain('History');
  });

  test('is help for somebody without a part, and not there for external people', async () => {
    await slack.openHome(OLGA);
    await until(() => slack.home(OLGA));
    expect(readBlocks(slack.home(OLGA)?.blocks as unknown[])).toContain(
      'You have no part in this program yet',
    );
    expect((await slack.openHome(MAYA)).problem).toBeDefined();
  });
});
