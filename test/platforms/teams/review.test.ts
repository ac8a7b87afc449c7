import { afterAll, describe, expect, test } from 'vitest';
import { seedList } from '../../../src/assemble/seed-list.js';
import { systemClock } from '../../../src/clock.js';
import { programStore } from '../../../src/store/programs.js';
import { ALDER, buttonsOf, HANNA, JONAS, openOffice, PRIYA, REPS, wordsOf } from './office.js';

/** A rejection by rule, its appeal and its answer, and a review, through the simulated Teams. */

const office = await openOffice();
const { teams } = office;
const program = await programStore(office.store.connection).current();
if (!program) throw new Error('There is no program');
await seedList(office.store, program, systemClock, {
  kind: 'customer',
  rows: [{ name: 'Meridian Foods AG', domain: 'meridian-foods.de', owner: 'Nadia Kern' }],
});
const chat = () => teams.personal(PRIYA)?.id ?? '';

afterAll(() => expect(office.errors).toEqual([]));

const message = (conversation: string, part: string) => {
  const found = teams.messages(conversation).findLast(({ card }) => card && wordsOf(card).includes(part));
  if (!found) throw new Error(`Nothing about ${part} is in ${conversation}`);
  return found;
};

describe('on Teams', () => {
  test('a customer is turned down in words that tell nothing, and its partner disputes it', async () => {
    await office.refer('Meridian Foods AG', { website: 'meridian-foods.de' });
    const status = message(ALDER, 'Meridian');
    expect(wordsOf(status.card)).toContain('This company is already known to us.');
    expect(buttonsOf(status.card)).toEqual(['Dispute…']);

    const refused = await teams.press(JONAS, ALDER, status.id, 'Dispute…');
    expect(JSON.stringify(refused.body)).toContain('Only people of');
    await teams.press(HANNA, ALDER, status.id, 'Dispute…');
    await teams.submitDialog(HANNA, { why: '' });
    expect(teams.dialog(HANNA)).toBeDefined();
    await teams.submitDialog(HANNA, { why: 'It is *another* company: Iberia.' });
    await office.settle();
    expect(wordsOf(message(ALDER, 'Meridian').card)).toContain('Hanna Sol asked us to look again');
  });

  test('the program manager stays with it in the chat, and the partner reads it once', async () => {
    const card = message(chat(), 'Look again?');
    expect(wordsOf(card.card)).toContain('It is *another* company: Iberia.');
    expect(wordsOf(card.card)).toContain('owner Nadia Kern');
    await teams.press(PRIYA, chat(), card.id, 'Stay with it…');
    await teams.submitDialog(PRIYA, { for_partner: 'We look after the group.', internal: 'Nadia says no.' });
    await office.settle();
    const decided = teams.messages(chat()).find(({ id }) => id === card.id);
    expect(wordsOf(decided?.card)).toContain('Priya Nair stays with it.');
    const replies = teams.replies(ALDER, message(ALDER, 'Meridian').id).map((one) => wordsOf(one.card));
    expect(replies.filter((words) => words.includes('We look after the group.'))).toHaveLength(1);
    expect(JSON.stringify([teams.messages(ALDER), replies])).not.toMatch(/Nadia|customers list/);
  });

  test('what may be a customer is let through from the queue', async () => {
    await office.refer('Meridian Foods', { website: 'meridian-group.example.net' });
    expect(wordsOf(message(ALDER, 'Meridian Foods').card)).toContain('We are checking it');
    const own = teams.personal(JONAS)?.id ?? '';
    await teams.say(JONAS, own, 'review');
    await office.settle();
    expect(wordsOf(teams.messages(own).at(-1)?.card)).toContain('Only program managers');
    await teams.say(PRIYA, chat(), 'review');
    await office.settle();
    const queue = teams.messages(chat()).at(-1);
    expect(wordsOf(queue?.card)).toContain('Waiting for your decision (1)');
    await teams.press(PRIYA, chat(), queue?.id ?? '', 'Let it through…');
    await teams.submitDialog(PRIYA, {});
    await office.settle();
    expect(wordsOf(message(REPS, 'Meridian Foods').card)).toContain('Felix Brandt');
    const late = await teams.press(PRIYA, chat(), queue?.id ?? '', 'Turn down…');
    expect(JSON.stringify(late.body)).toContain('Priya Nair has let it through.');
  });
});
