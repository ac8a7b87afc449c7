import { afterAll, describe, expect, test } from 'vitest';
import actions from '../fixtures/slack/actions.json' with { type: 'json' };
import channelMention from '../fixtures/slack/channel-mention.json' with { type: 'json' };
import modals from '../fixtures/slack/modals.json' with { type: 'json' };
import slash from '../fixtures/slack/slash-commands.json' with { type: 'json' };
import { openOffice } from './desk.js';
import { FJORD, FORM, JONAS, MAYA, OFFENSIVE, OLGA, peopleOf } from './people.js';
import { sendCommand, sendEvent, sendPayload } from './raw.js';

/** Requests made from what Slack really sent, through the real server; see test/fixtures/slack/NOTICE.md. */

const office = await openOffice();
const { slack, settle, store } = office;
const people = peopleOf(office);

afterAll(() => expect(office.errors).toEqual([]));

const count = () => store.db.collection('referrals').countDocuments();

/** What is typed, in the shape in which a recorded view carries it. */
function stateOf(company: string) {
  const text = (value: unknown) => ({ type: 'plain_text_input', value });
  const option = (value: unknown) => ({
    type: 'static_select',
    selected_option: { text: { type: 'plain_text', text: 'x', emoji: true }, value },
  });
  const { service_line, region, urgency, consent: _ticked, contact_email, ...texts } = FORM;
  const parts: Record<string, object> = {
    ...Object.fromEntries(Object.entries({ ...texts, company }).map(([key, value]) => [key, text(value)])),
    service_line: option(service_line),
    region: option(region),
    urgency: { ...option(urgency), type: 'radio_buttons' },
    contact_email: { type: 'email_text_input', value: contact_email },
    consent: { type: 'checkboxes', selected_options: [{ value: 'true' }] },
  };
  return { values: Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, { [key]: part }])) };
}

const blocks = (keys: string[]) => keys.map((block_id) => ({ type: 'input', block_id }));

/** The recorded submission, from the partner's workspace: `team` is theirs, `view.app_installed_team_id` ours. */
function submission(company: string, viewId: string) {
  const recorded = structuredClone(modals.viewSubmission);
  const state = stateOf(company);
  return {
    ...recorded,
    team: { id: 'T0FJORD', domain: 'fjord' },
    user: { id: MAYA, username: 'maya.okafor', name: 'maya.okafor', team_id: 'T0FJORD' },
    view: {
      ...recorded.view,
      id: viewId,
      team_id: 'T0FJORD',
      app_installed_team_id: 'T0NORTHWIND',
      callback_id: 'referral.submit',
      private_metadata: JSON.stringify({
        formKey: viewId,
        carried: { door: 'button', platform: 'slack', channel: FJORD, partner: 'fjord' },
      }),
      blocks: blocks(Object.keys(state.values)),
      state,
    },
  };
}

describe('what Slack sends of things that are not ours', () => {
  const foreign = [
    ['a press on a button', actions.action],
    ['a choice in a menu', actions.staticSelectAction],
    ['a choice among radio buttons', actions.radioButtonsAction],
    ['a press in a message only one person sees', modals.ephemeralAction],
  ] as const;
  test.each(foreign)('%s nobody handles is acknowledged', async (_what, payload) => {
    expect(await sendPayload(slack, payload)).toMatchObject({ status: 200, body: '' });
  });

  test('a form of another callback id stays open and says why', async () => {
    for (const payload of [modals.viewSubmission, modals.ephemeralViewSubmission, slash.viewSubmission]) {
      const { status, body } = await sendPayload(slack, payload);
      expect(status).toBe(200);
      expect(body).toMatchObject({ response_action: 'errors' });
      expect(JSON.stringify(body)).toContain('This form is from an older version.');
    }
  });

  test('a message shortcut nobody knows is answered with help', async () => {
    const { user: _user, ...rest } = structuredClone(modals.action);
    const told = await people.answerTo(JONAS, () =>
      sendPayload(slack, {
        ...rest,
        type: 'message_action',
        callback_id: 'of_another_app',
        user: { id: JONAS, name: 'jonas', team_id: 'T0NORTHWIND' },
        channel: { id: OFFENSIVE, name: 'x' },
        message: { ts: '1.1', text: 'Hello' },
        response_url: undefined,
        actions: undefined,
      }),
    );
    expect(told).toContain('/referrals open');
  });

  test('events that mean nothing here are acknowledged and not kept', async () => {
    const kept = await store.db.collection('inbox').countDocuments();
    for (const body of [actions.reaction, channelMention.mention])
      expect(await sendEvent(slack, body)).toMatchObject({ status: 200 });
    expect(await store.db.collection('inbox').countDocuments()).toBe(kept);
    expect(await sendPayload(slack, { type: 'from_the_future' })).toMatchObject({ status: 400 });
  });
});

describe('made from a recording', () => {
  test('a submission from another workspace becomes that partner’s referral', async () => {
    const company = 'Recorded GmbH';
    expect(await sendPayload(slack, submission(company, 'V0RECORDED'))).toMatchObject({
      status: 200,
      body: '',
    });
    await settle();
    expect(await people.referral(company)).toMatchObject({
      partner: { id: 'fjord' },
      submittedBy: { userId: MAYA, teamId: 'T0FJORD' },
      onBehalf: false,
      consent: { wordingVersion: '2026-11', by: { userId: MAYA } },
    });
    expect(people.cards(FJORD, company)).toHaveLength(1);
    expect(people.cards(OFFENSIVE, company)).toHaveLength(1);
  });

  test('also when `user` lacks its team, as in older payloads', async () => {
    const company = 'Teamless GmbH';
    const { team_id: _team, ...user } = submission(company, 'V0TEAMLESS').user;
    await sendPayload(slack, { ...submission(company, 'V0TEAMLESS'), user });
    expect(await people.referral(company)).toMatchObject({ partner: { id: 'fjord' } });
  });

  test('everything wrong is said at its field, all at once', async () => {
    const payload = submission('   ', 'V0WRONG');
    const { values } = payload.view.state as {
      values: Record<string, Record<string, Record<string, unknown>>>;
    };
    Object.assign(values.website?.website ?? {}, { value: 'localhost' });
    Object.assign(values.contact_email?.contact_email ?? {}, { value: 'alex@acme' });
    Object.assign(values.consent?.consent ?? {}, { selected_options: [] });
    Object.assign(values.problem?.problem ?? {}, { value: 'x'.repeat(1_501) });
    const before = await count();
    const { status, body } = await sendPayload(slack, payload);
    expect(status).toBe(200);
    const { response_action, errors } = body as { response_action: string; errors: Record<string, string> };
    expect(response_action).toBe('errors');
    expect(Object.keys(errors).sort()).toEqual(['company', 'consent', 'contact_email', 'problem', 'website']);
    expect(errors.problem).toContain('1501 characters long; at most 1500 fit');
    expect(await count()).toBe(before);
  });

  test('a mention without authorizations and without an event id is answered, once', async () => {
    const { authorizations: _gone, token: _token, ...body } = actions.mention;
    const event = { ...body.event, user: MAYA, channel: FJORD, text: '<@U0DESK> status', team: 'T0FJORD' };
    const told = await people.answerTo(MAYA, () => sendEvent(slack, { ...body, event }));
    expect(told).toContain('Recorded GmbH');
    const shown = slack.ephemerals(MAYA).length;
    expect((await sendEvent(slack, { ...body, event, event_id: 'Ev0OTHER' })).status).toBe(200);
    await settle();
    expect(slack.ephemerals(MAYA)).toHaveLength(shown);
  });

  test('a slash command of a person without a part shows nothing of others’', async () => {
    const fields = {
      ...slash.slashCommandWithArgs,
      command: '/referrals',
      text: 'open',
      user_id: OLGA,
      team_id: 'T0NORTHWIND',
      channel_id: 'C0GENERAL',
      is_enterprise_install: 'false',
    };
    const { status, body } = await sendCommand(slack, fields);
    expect(status).toBe(200);
    expect(body).toMatchObject({ response_type: 'ephemeral' });
    expect(JSON.stringify(body)).toContain('Only reps and program managers');
    expect(JSON.stringify(body)).not.toContain('Recorded');
    expect((await sendCommand(slack, { ...fields, command: '/unknown' })).status).toBe(200);
  });
});

describe('what was not Slack’s, or not now', () => {
  test.each([
    ['a wrong signature', { signature: 'wrong' }, 401],
    ['no signature', { signature: 'none' }, 401],
    ['a timestamp ten minutes ago', { timestampOffsetSeconds: -600 }, 401],
    ['a timestamp ten minutes ahead', { timestampOffsetSeconds: 600 }, 401],
    ['a timestamp a day ahead', { timestampOffsetSeconds: 86_400 }, 401],
    ['another content type', { contentType: 'text/plain' }, 400],
    ['a form called JSON', { contentType: 'application/json' }, 400],
  ] as const)('a submission with %s is refused and stores nothing', async (how, options, status) => {
    const company = `Refused ${how}`;
    const answer = await sendPayload(slack, submission(company, `V0${how}`), options);
    expect(answer.status).toBe(status);
    expect(await people.stored(company)).toEqual([]);
    expect(Object.keys(answer.body as object)).toEqual(['error']);
  });

  test('the very same request replayed within its five minutes changes nothing more', async () => {
    const company = 'Replayed GmbH';
    await sendPayload(slack, submission(company, 'V0REPLAYED'));
    const { body, headers } = slack.deliveries.at(-1) ?? { body: '', headers: {} };
    for (let times = 0; times < 3; times += 1) {
      const again = await fetch(`${office.url}/slack/events`, { method: 'POST', headers, body });
      expect([again.status, await again.text()]).toEqual([200, '']);
    }
    await settle();
    expect(await people.stored(company)).toHaveLength(1);
    expect(people.cards(FJORD, company)).toHaveLength(1);
  });

  test('a body too large or not to be understood is refused with a short reason', async () => {
    const oversized = submission('x'.repeat(1_100_000), 'V0LARGE');
    expect((await sendPayload(slack, oversized)).status).toBe(413);
    for (const body of ['', '{', 'null', '[]', '"text"'])
      expect((await slack.deliverRaw(body)).status).toBe(400);
    expect((await fetch(`${office.url}/slack/events`)).status).toBe(405);
    expect((await fetch(`${office.url}/elsewhere`, { method: 'POST' })).status).toBe(404);
  });
});
