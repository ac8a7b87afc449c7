import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refused, StoreUnavailable } from '../../../src/errors.js';
import { button, type Card } from '../../../src/messages/card.js';
import type { Form } from '../../../src/messages/form.js';
import type {
  Click,
  Command,
  Reply,
  Submission,
  SubmissionReply,
} from '../../../src/messages/interaction.js';
import type { Actor } from '../../../src/people/actor.js';
import { slackSender } from '../../../src/platforms/slack/send.js';
import { type FakeSlack, startFakeSlack } from '../../../src/playground/slack/index.js';
import actions from '../../fixtures/slack/actions.json' with { type: 'json' };
import modals from '../../fixtures/slack/modals.json' with { type: 'json' };
import { testDatabase } from '../../store/database.js';
import { type Desk, openDesk, SECRET, sendPayload, until } from './desk.js';
import { workspace } from './workspace.js';

const store = await testDatabase();
let slack: FakeSlack;
let desk: Desk;

const note = (text: string): Card => ({ summary: text, elements: [{ kind: 'text', text }] });
const form: Form = {
  id: 'refer.submit',
  title: 'Refer a lead',
  submitLabel: 'Send',
  fields: [
    { key: 'company', label: 'Company', kind: 'text', maxLength: 100, required: true },
    { key: 'mail', label: 'E-mail', kind: 'email', maxLength: 100, required: false },
    {
      key: 'urgency',
      label: 'Urgency',
      kind: 'select',
      required: false,
      options: [
        { value: 'high', label: 'High' },
        { value: 'low', label: 'Low' },
      ],
    },
    { key: 'consent', label: 'Consent', kind: 'checkbox', statement: 'They agreed.', required: true },
    { key: 'wake', label: 'When', kind: 'date_time', required: false },
    { key: 'reps', label: 'Reps', kind: 'people', required: false },
  ],
  carried: { partner: 'p1' },
};

/** What the handlers do next, and what they were given. */
let onClick: (click: Click<Actor>) => Promise<Reply>;
let onSubmit: (submission: Submission<Actor>) => Promise<SubmissionReply>;
let onCommand: (command: Command<Actor>) => Promise<Reply>;
let clicks: Click<Actor>[];
let submissions: Submission<Actor>[];
let commands: Command<Actor>[];
const DEADLINE_MS = 300;

beforeAll(async () => {
  slack = await startFakeSlack({ workspace, signingSecret: SECRET, botToken: 'xoxb-fake' });
});
beforeEach(async () => {
  await slack.reset();
  await store.db.dropDatabase();
  [clicks, submissions, commands] = [[], [], []];
  onClick = async () => ({ kind: 'none' });
  onSubmit = async () => ({ kind: 'close' });
  onCommand = async () => ({ kind: 'none' });
  desk = await openDesk({
    store,
    apiUrl: slack.apiUrl,
    deadlineMs: DEADLINE_MS,
    interactions: {
      actions: ['referral.claim', 'referral.more'].map((actionId) => ({
        actionId,
        handle: async (click) => {
          clicks.push(click);
          return onClick(click);
        },
      })),
      submissions: [
        {
          formId: 'refer.submit',
          handle: async (submission) => {
            submissions.push(submission);
            return onSubmit(submission);
          },
        },
      ],
      commands: [
        {
          names: ['refer', 'help'],
          handle: async (command) => {
            commands.push(command);
            return onCommand(command);
          },
        },
      ],
    },
  });
  slack.setBotUrl(desk.url);
});
afterEach(() => desk.close());
afterAll(() => slack.close());

/** A card with the buttons, posted in the partner channel. */
async function cardInChannel(channelId = 'C0PARTNER', threadId?: string): Promise<string> {
  const sender = slackSender({ token: 'xoxb-fake', apiUrl: slack.apiUrl, timeoutMs: 2_000 });
  const value = { referral: 'r1' };
  const card: Card = {
    summary: 'A card',
    elements: [
      {
        kind: 'actions',
        actions: [
          button('referral.claim', 'Claim', value),
          button('referral.claim', 'Claim too', { referral: 'r2' }),
          button('referral.gone', 'Old', value),
          { kind: 'link', id: 'site', label: 'Site', url: 'https://example.com' },
          {
            kind: 'choice',
            id: 'referral.more',
            label: 'More',
            options: [{ label: 'Reject', value: { step: 'reject' } }],
          },
        ],
      },
    ],
  };
  return (await sender.post({ kind: 'channel', channelId, threadId }, card)).messageId;
}

/** What Slack was asked after its request was answered, and nothing before. */
const calls = () => slack.requests.map(({ method }) => method).filter((method) => method !== 'auth.test');
const seenBy = (userId: string) => slack.ephemerals(userId).map(({ text }) => text);

describe('a press', () => {
  it('reaches its handler with value, place and a key of its own', async () => {
    const ts = await cardInChannel();
    const answer = await slack.press('U0PAT', 'C0PARTNER', ts, 'referral.claim#2');
    expect(answer).toMatchObject({ status: 200, body: '' });
    expect(clicks).toHaveLength(1);
    expect(clicks[0]).toMatchObject({
      actionId: 'referral.claim',
      value: { referral: 'r2' },
      channel: { platform: 'slack', id: 'C0PARTNER' },
      message: { id: ts },
      actor: { person: { userId: 'U0PAT', teamId: 'T0ACME' }, internal: false, admin: false },
    });
    await slack.redeliverLast();
    await slack.press('U0PAT', 'C0PARTNER', ts, 'referral.claim#2');
    const [first, again, later] = clicks.map(({ actKey }) => actKey);
    expect(again).toBe(first);
    expect(later).not.toBe(first);
  });

  it('carries what was chosen', async () => {
    const ts = await cardInChannel();
    await slack.press('U0PAT', 'C0PARTNER', ts, 'referral.more', { chosen: 'Reject' });
    expect(clicks[0]).toMatchObject({ actionId: 'referral.more', value: { step: 'reject' } });
  });

  it('is answered to that person alone, in the thread where it was', async () => {
    onClick = async () => ({ kind: 'private', card: note('Somebody has it') });
    const top = await cardInChannel();
    const reply = await cardInChannel('C0PARTNER', top);
    await slack.press('U0PAT', 'C0PARTNER', reply, 'referral.claim');
    await until(() => slack.ephemerals('U0PAT').length === 1);
    expect(slack.ephemerals('U0PAT')[0]).toMatchObject({ text: 'Somebody has it', threadTs: top });
    expect(slack.ephemerals('U0REP')).toEqual([]);
  });

  it('falls back to the response_url where the channel does not take it', async () => {
    slack.faults.add('chat.postEphemeral', { kind: 'error', error: 'user_not_in_channel' });
    onClick = async () => ({ kind: 'private', card: note('Hello') });
    await slack.press('U0PAT', 'C0PARTNER', await cardInChannel(), 'referral.claim');
    await until(() => slack.ephemerals('U0PAT').length === 1);
  });

  it('replaces the private message that was pressed, and never a public one', async () => {
    const sender = slackSender({ token: 'xoxb-fake', apiUrl: slack.apiUrl, timeoutMs: 2_000 });
    const actionsOf = [button('referral.claim', 'Next', {})];
    const paged: Card = { summary: 'Page 1', elements: [{ kind: 'actions', actions: actionsOf }] };
    const to = { kind: 'private', userId: 'U0PAT', channelId: 'C0PARTNER' } as const;
    const { messageId } = await sender.post(to, paged);
    onClick = async () => ({ kind: 'private', card: note('Page 2'), replace: true });
    await slack.press('U0PAT', 'C0PARTNER', messageId, 'referral.claim');
    await until(() => seenBy('U0PAT').includes('Page 2'));
    expect(slack.ephemerals('U0PAT')).toHaveLength(1);

    const ts = await cardInChannel();
    await slack.press('U0PAT', 'C0PARTNER', ts, 'referral.claim');
    await until(() => slack.ephemerals('U0PAT').length === 2);
    expect(slack.messages('C0PARTNER').at(-1)?.text).toBe('A card');
  });

  it('opens a form', async () => {
    onClick = async () => ({ kind: 'form', form });
    await slack.press('U0PAT', 'C0PARTNER', await cardInChannel(), 'referral.claim');
    await until(() => slack.modal('U0PAT') !== undefined);
    expect(slack.modal('U0PAT')?.view).toMatchObject({ callback_id: 'refer.submit' });
  });

  it('says so when Slack’s trigger is over', async () => {
    onClick = async () => ({ kind: 'form', form });
    for (const error of ['expired_trigger_id', 'exchanged_trigger_id']) {
      slack.faults.add('views.open', { kind: 'error', error });
      await slack.press('U0PAT', 'C0PARTNER', await cardInChannel(), 'referral.claim');
    }
    await until(() => slack.ephemerals('U0PAT').length === 2);
    expect(seenBy('U0PAT')[0]).toMatch(/took too long.*press again/);
    expect(desk.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('on a button of an older version is answered, never with a 404', async () => {
    const ts = await cardInChannel();
    const answer = await slack.press('U0PAT', 'C0PARTNER', ts, 'referral.gone');
    expect(answer.status).toBe(200);
    await until(() => slack.ephemerals('U0PAT').length === 1);
    expect(seenBy('U0PAT')[0]).toMatch(/older version/);
    const recorded = await sendPayload(desk, actions.action);
    expect(recorded.status).toBe(200);
  });

  it('on a link wants no answer', async () => {
    const ts = await cardInChannel();
    const { status } = await slack.press('U0PAT', 'C0PARTNER', ts, 'open_link:site');
    expect(status).toBe(200);
    expect(desk.logged).toEqual([]);
  });

  it('that is refused says why, and nothing else', async () => {
    onClick = async () => {
      throw new Refused('not_allowed', 'Only reps can claim.');
    };
    await slack.press('U0PAT', 'C0PARTNER', await cardInChannel(), 'referral.claim');
    await until(() => seenBy('U0PAT').includes('Only reps can claim.'));
    expect(desk.logged).toEqual([]);
  });

  it('that meets a bug tells a number, which the log has with the error', async () => {
    onClick = async () => {
      throw new TypeError('secret detail');
    };
    await slack.press('U0PAT', 'C0PARTNER', await cardInChannel(), 'referral.claim');
    await until(() => slack.ephemerals('U0PAT').length === 1);
    const [, id] = /number ([0-9a-f]{8})/.exec(seenBy('U0PAT')[0] ?? '') ?? [];
    expect(seenBy('U0PAT')[0]).not.toContain('secret detail');
    expect(desk.logged).toMatchObject([
      { level: 'error', data: { errorId: id, actionId: 'referral.claim' } },
    ]);
  });

  it('is acknowledged at the deadline, and the person told first that it goes on, then how it ended', async () => {
    let finish: (reply: Reply) => void = () => {};
    onClick = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    const ts = await cardInChannel();
    const answer = await slack.press('U0PAT', 'C0PARTNER', ts, 'referral.claim');
    expect(answer.status).toBe(200);
    expect(answer.ms).toBeLessThan(2_000);
    await until(() => seenBy('U0PAT').some((text) => /still being worked on/.test(text)));
    finish({ kind: 'none' });
    await until(() => seenBy('U0PAT').length === 2);
    expect(seenBy('U0PAT')[1]).toMatch(/^Done/);
  });
});

describe('who presses', () => {
  it('is asked of Slack only once the press and the command are acknowledged', async () => {
    slack.faults.add('users.info', { kind: 'slow', ms: 600 }, { times: 2 });
    const ts = await cardInChannel('C0TRIAGE');
    const press = await slack.press('U0REP', 'C0TRIAGE', ts, 'referral.claim');
    const command = await slack.command('U0ADMIN', 'C0TRIAGE', '/refer', '');
    expect([press.status, command.status]).toEqual([200, 200]);
    expect(Math.max(press.ms, command.ms)).toBeLessThan(500);
    expect([clicks, commands]).toEqual([[], []]);
    await until(() => clicks.length === 1 && commands.length === 1);
    expect([clicks[0]?.actor.internal, commands[0]?.actor.admin]).toEqual([true, true]);
  });

  it('is found out after the acknowledgement when it may be one of us', async () => {
    let wasAsked: string[] = [];
    onClick = async () => {
      wasAsked = calls();
      return { kind: 'none' };
    };
    const ts = await cardInChannel('C0TRIAGE');
    const before = calls().length;
    await slack.press('U0REP', 'C0TRIAGE', ts, 'referral.claim');
    await until(() => clicks.length === 1);
    expect(wasAsked.slice(before)).toEqual(['users.info']);
    expect(clicks[0]?.actor).toMatchObject({
      internal: true,
      admin: false,
      timeZone: 'Europe/Berlin',
      person: { name: 'Rae Pine', teamId: 'T0HOME' },
    });
    await slack.press('U0REP', 'C0TRIAGE', ts, 'referral.claim');
    expect(calls().filter((method) => method === 'users.info')).toHaveLength(1);
  });

  it('counts a guest as external and an administrator as one', async () => {
    await slack.press('U0GUEST', 'C0PARTNER', await cardInChannel(), 'referral.claim');
    await until(() => clicks.length === 1);
    await slack.press('U0ADMIN', 'C0TRIAGE', await cardInChannel('C0TRIAGE'), 'referral.claim');
    await until(() => clicks.length === 2);
    expect(clicks.map(({ actor }) => [actor.internal, actor.admin])).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('is nobody of ours when Slack does not tell', async () => {
    slack.faults.add('users.info', { kind: 'error', error: 'internal_error' }, { times: 5 });
    await slack.press('U0ADMIN', 'C0TRIAGE', await cardInChannel('C0TRIAGE'), 'referral.claim');
    await until(() => clicks.length === 1);
    expect(clicks[0]?.actor).toMatchObject({ internal: false, admin: false });
  });

  it('survives a restart: what is stored need not be asked again', async () => {
    await slack.press('U0REP', 'C0TRIAGE', await cardInChannel('C0TRIAGE'), 'referral.claim');
    await until(() => clicks.length === 1);
    await desk.close();
    const asked = calls().filter((method) => method === 'users.info').length;
    desk = await openDesk({
      store,
      apiUrl: slack.apiUrl,
      interactions: {
        actions: [
          {
            actionId: 'referral.claim',
            handle: async (click) => {
              clicks.push(click);
              return { kind: 'none' };
            },
          },
        ],
      },
    });
    slack.setBotUrl(desk.url);
    await slack.press('U0REP', 'C0TRIAGE', await cardInChannel('C0TRIAGE'), 'referral.claim');
    expect(clicks[1]?.actor).toMatchObject({ internal: true, person: { name: 'Rae Pine' } });
    expect(calls().filter((method) => method === 'users.info')).toHaveLength(asked);
  });
});

describe('a form that is sent', () => {
  const entered = {
    company: 'Acme <b>',
    mail: 'a@example.com',
    urgency: 'high',
    consent: ['true'],
    wake: 1_795_509_000,
    reps: ['U0REP', 'U0ADMIN'],
  };

  async function openForm(userId = 'U0PAT', channelId = 'C0PARTNER'): Promise<void> {
    onClick = async () => ({ kind: 'form', form });
    await slack.press(userId, channelId, await cardInChannel(channelId), 'referral.claim');
    await until(() => slack.modal(userId) !== undefined);
  }

  it('brings what was entered, who sent it, and what it carried; then it closes', async () => {
    await openForm();
    const answer = await slack.submit('U0PAT', entered);
    expect(answer).toMatchObject({ status: 200, body: '' });
    expect(submissions).toMatchObject([
      {
        formId: 'refer.submit',
        carried: { partner: 'p1' },
        values: {
          company: 'Acme <b>',
          mail: 'a@example.com',
          urgency: 'high',
          consent: 'true',
          wake: '2026-11-24T08:30:00.000Z',
          reps: ['U0REP', 'U0ADMIN'],
        },
        actor: { person: { userId: 'U0PAT', teamId: 'T0ACME' }, internal: false },
      },
    ]);
    expect(slack.modal('U0PAT')).toBeUndefined();
  });

  it('leaves out what was left empty', async () => {
    await openForm();
    await slack.submit('U0PAT', { company: 'Acme', consent: ['true'] });
    expect(submissions[0]?.values).toEqual({ company: 'Acme', consent: 'true' });
  });

  it('carries the same key however often it is delivered, and another for each form', async () => {
    await openForm();
    await slack.submit('U0PAT', entered);
    await slack.redeliverLast();
    await openForm();
    await slack.submit('U0PAT', entered);
    const [first, again, other] = submissions.map(({ submissionKey }) => submissionKey);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('asks Slack nothing before it is answered, of nobody', async () => {
    await openForm('U0REP', 'C0TRIAGE');
    await store.db.collection('profiles').deleteMany({});
    await desk.close();
    desk = await openDesk({
      store,
      apiUrl: slack.apiUrl,
      interactions: {
        submissions: [{ formId: 'refer.submit', handle: (submission) => onSubmit(submission) }],
      },
    });
    slack.setBotUrl(desk.url);
    const before = slack.requests.length;
    let atDecision = -1;
    onSubmit = async (submission) => {
      atDecision = slack.requests.length;
      submissions.push(submission);
      return { kind: 'close' };
    };
    await slack.submit('U0REP', entered);
    expect(atDecision).toBe(before);
    expect(submissions[0]?.actor).toMatchObject({ internal: false, person: { name: 'rae.pine' } });
    // Learnt afterwards, for the next time.
    await until(() => slack.requests.length > before);
  });

  it('shows errors at their fields, and others at the first', async () => {
    await openForm();
    onSubmit = async () => ({ kind: 'errors', errors: { mail: 'No e-mail.', prospect: 'Known already.' } });
    await slack.submit('U0PAT', entered);
    expect(slack.modal('U0PAT')?.errors).toEqual({ mail: 'No e-mail.', company: 'Known already.' });
    onSubmit = async () => ({ kind: 'errors', errors: {} });
    await slack.submit('U0PAT', entered);
    expect(slack.modal('U0PAT')?.connectionTrouble).toBe(false);
  });

  it('stays open with everything typed when it is refused, the store is away, late, or a bug', async () => {
    await openForm();
    onSubmit = async () => {
      throw new Refused('invalid', 'This channel has no partner.');
    };
    await slack.submit('U0PAT', entered);
    expect(slack.modal('U0PAT')?.errors).toEqual({ company: 'This channel has no partner.' });

    onSubmit = async () => {
      throw new StoreUnavailable('mongodb://secret');
    };
    await slack.submit('U0PAT', entered);
    expect(slack.modal('U0PAT')?.errors.company).toMatch(
      /^We could not save this just now\. Nothing you typed is lost/,
    );

    onSubmit = async () => {
      throw new Error('secret');
    };
    await slack.submit('U0PAT', entered);
    expect(slack.modal('U0PAT')?.errors.company).toMatch(/^Something went wrong.* [0-9a-f]{8}\.$/);

    onSubmit = () => new Promise((resolve) => setTimeout(() => resolve({ kind: 'close' }), 2 * DEADLINE_MS));
    const late = await slack.submit('U0PAT', entered);
    expect(late.ms).toBeLessThan(2_000);
    expect(slack.modal('U0PAT')?.errors.company).toMatch(/could not save/);

    onSubmit = async () => ({ kind: 'close' });
    await slack.submit('U0PAT', {});
    expect(slack.modal('U0PAT')).toBeUndefined();
    expect(new Set(submissions.map(({ submissionKey }) => submissionKey)).size).toBe(1);
    expect(submissions.at(-1)?.values.company).toBe('Acme <b>');
  });

  it('stays open when its reply cannot be shown', async () => {
    await openForm();
    onSubmit = async () => ({ kind: 'form', form: { ...form, carried: { long: 'x'.repeat(3_000) } } });
    await slack.submit('U0PAT', entered);
    expect(slack.modal('U0PAT')?.errors.company).toMatch(/^Something went wrong/);
    expect(desk.logged).toMatchObject([{ level: 'error' }]);
  });

  it('goes on with another form in the same window, under another key', async () => {
    await openForm();
    onSubmit = async () => ({ kind: 'form', form: { ...form, title: 'Second' } });
    await slack.submit('U0PAT', entered);
    expect(slack.modal('U0PAT')?.view).toMatchObject({ title: { text: 'Second' } });
    onSubmit = async () => ({ kind: 'close' });
    await slack.submit('U0PAT', { company: 'B', consent: ['true'] });
    expect(new Set(submissions.map(({ submissionKey }) => submissionKey)).size).toBe(2);
  });

  it('is followed by a word in the channel it was about, or else directly', async () => {
    await openForm();
    const channel = { platform: 'slack' as const, id: 'C0PARTNER' };
    onSubmit = async () => ({ kind: 'close', afterwards: { card: note('Thank you'), channel } });
    await slack.submit('U0PAT', entered);
    await until(() => seenBy('U0PAT').includes('Thank you'));

    await openForm();
    slack.faults.add('chat.postEphemeral', { kind: 'error', error: 'channel_not_found' });
    await slack.submit('U0PAT', entered);
    await until(() => slack.messages(slack.directChannel('U0PAT')?.id ?? '').length === 1);
  });

  it('of an older version stays open and says so', async () => {
    const answer = await sendPayload(desk, modals.viewSubmission);
    expect(answer.json).toMatchObject({
      response_action: 'errors',
      errors: { message: expect.stringMatching(/older version/) },
    });
  });

  it('of somebody of another workspace is theirs, though Slack names their team where ours was', async () => {
    const external = structuredClone(modals.viewSubmission);
    external.team = { id: 'T0ACME', domain: 'acme' };
    external.user = { ...external.user, id: 'U0PAT', team_id: 'T0ACME' };
    Object.assign(external.view, {
      app_installed_team_id: 'T0HOME',
      team_id: 'T0ACME',
      callback_id: 'refer.submit',
    });
    expect((await sendPayload(desk, external)).status).toBe(200);
    expect(submissions[0]?.actor).toMatchObject({ person: { teamId: 'T0ACME' }, internal: false });
    expect(submissions[0]?.values).toMatchObject({ message: 'Hello!', category: 'feature' });

    const { team_id: _gone, ...user } = external.user;
    expect((await sendPayload(desk, { ...external, user })).status).toBe(200);
    expect(submissions[1]?.actor.person.teamId).toBe('T0ACME');
  });
});

describe('a slash command', () => {
  it('shows its card with the acknowledgement', async () => {
    // Known from before; else the acknowledgement would have to come first.
    await slack.command('U0REP', 'C0TRIAGE', '/refer', 'warm up');
    await until(() => commands.length === 1);
    onCommand = async () => ({ kind: 'private', card: note('Here you are') });
    const answer = await slack.command('U0REP', 'C0TRIAGE', '/refer', ' find A &amp; B ');
    expect(answer.body).toMatchObject({ response_type: 'ephemeral', text: 'Here you are' });
    expect(commands[1]).toMatchObject({
      name: 'refer',
      text: 'find A & B',
      channel: { id: 'C0TRIAGE' },
      canOpenForm: true,
      actor: { internal: true },
    });
  });

  it('of somebody not known yet is acknowledged first and answered then', async () => {
    onCommand = async () => ({ kind: 'private', card: note('Here you are') });
    const answer = await slack.command('U0REP', 'C0NEW', '/refer', '');
    expect(answer).toMatchObject({ status: 200, body: '' });
    await until(() => seenBy('U0REP').includes('Here you are'));
    expect(commands[0]?.actor.internal).toBe(true);
  });

  it('opens a form', async () => {
    onCommand = async () => ({ kind: 'form', form });
    await slack.command('U0REP', 'C0TRIAGE', '/refer', '');
    await until(() => slack.modal('U0REP') !== undefined);
  });

  it('nobody knows asks for help', async () => {
    await slack.command('U0REP', 'C0TRIAGE', '/referrals', 'x');
    await until(() => commands.length === 1);
    expect(commands[0]).toMatchObject({ name: 'referrals', text: 'x' });
  });
});

describe('a message shortcut', () => {
  it('brings the message as a person reads it, and can open a form', async () => {
    onCommand = async () => ({ kind: 'form', form });
    const [message] = slack.messages('C0TRIAGE');
    await slack.messageShortcut('U0REP', 'C0TRIAGE', message?.ts ?? '', 'refer_from_message');
    await until(() => slack.modal('U0REP') !== undefined);
    expect(commands[0]).toMatchObject({
      name: 'refer',
      quoted: { id: message?.ts, text: 'Acme & x (https://x.example)' },
      channel: { id: 'C0TRIAGE' },
    });
  });
});

describe('a menu with too many options', () => {
  const options = Array.from({ length: 150 }, (_, index) => ({
    value: `p${index}`,
    label: `Partner ${index}`,
  }));

  it('is searched while typing, under the carried values, and empty when that fails', async () => {
    await desk.close();
    const search = vi.fn(async (query: string) => options.filter(({ label }) => label.includes(query)));
    const field = { key: 'partner', label: 'Partner', kind: 'select', required: true, options } as const;
    desk = await openDesk({
      store,
      apiUrl: slack.apiUrl,
      optionSources: [{ fieldKey: 'partner', search, named: async () => [] }],
      interactions: {
        commands: [
          {
            names: ['refer'],
            handle: async () => ({
              kind: 'form',
              form: { ...form, fields: [{ ...field, options: [...options] }] },
            }),
          },
        ],
      },
    });
    slack.setBotUrl(desk.url);
    await slack.command('U0REP', 'C0TRIAGE', '/refer', '');
    await until(() => slack.modal('U0REP') !== undefined);
    const some = await slack.options('U0REP', 'partner', 'partner', 'Partner 14');
    expect(some.options.map(({ value }) => value)).toEqual([
      'p14',
      ...Array.from({ length: 10 }, (_, n) => `p14${n}`),
    ]);
    expect((await slack.options('U0REP', 'partner', 'partner', '')).options).toHaveLength(100);
    expect(search.mock.calls[0]).toEqual(['Partner 14', expect.anything(), { partner: 'p1' }]);
    search.mockRejectedValueOnce(new StoreUnavailable('gone'));
    expect(await slack.options('U0REP', 'partner', 'partner', 'x')).toMatchObject({
      status: 200,
      options: [],
    });
  });
});
