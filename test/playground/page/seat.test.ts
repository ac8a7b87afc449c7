import { describe, expect, it } from 'vitest';
import { defaultPlace, journeyPeople, placeOf } from '../../../src/playground/page/seat.js';
import { allSeen, newMessages, newReplies } from '../../../src/playground/page/unread.js';
import type { PageState } from '../../../src/playground/page-api.js';
import { message, people } from './seed.js';
import { freshWorkspace, stateFor } from './workspace-acts.js';

const state = (person: string): PageState => stateFor(freshWorkspace(), person);

describe('seats', () => {
  it('follow who has which part, whatever their names', () => {
    expect(journeyPeople(people).map((person) => person.id)).toEqual(['U0MAYA', 'U0DANA', 'U0PRIYA']);
    expect(journeyPeople([]).length).toBe(0);
  });

  it('lead each part to where it happens', () => {
    expect(defaultPlace(state('U0MAYA'))).toBe('C0NORTH');
    expect(defaultPlace(state('U0DANA'))).toBe('C0TRIAGE');
    expect(defaultPlace(state('U0PRIYA'))).toBe('D0PRIYA');
    expect(defaultPlace({ ...state('U0MAYA'), channels: [] })).toBe('home');
  });

  it('go back to the default place when their own is gone', () => {
    expect(placeOf({ person: 'U0DANA', place: 'C0NORTH' }, state('U0DANA'))).toBe('C0NORTH');
    expect(placeOf({ person: 'U0DANA', place: 'C0GONE' }, state('U0DANA'))).toBe('C0TRIAGE');
  });
});

describe('what is new', () => {
  it('is what came since, in channels and threads, and not what one wrote oneself', () => {
    const { channels } = state('U0DANA');
    const seen = allSeen(channels);
    const [north] = channels;
    if (!north) throw new Error('the seed has no channel');
    expect(newMessages(north, seen, 'U0DANA')).toBe(0);
    const later = `${Number(north.messages.at(-1)?.ts.split('.')[0]) + 60}.000100`;
    north.messages.push(message(later, 'U0MAYA', 'new'), message(`${later}1`, 'U0DANA', 'my own'));
    const root = north.messages[1];
    root?.replies.push(message(`${later}2`, 'U0BOT', 'a reply'));
    expect(newMessages(north, seen, 'U0DANA')).toBe(2);
    expect(root && newReplies(north, root, seen, 'U0DANA')).toBe(1);
  });
});
