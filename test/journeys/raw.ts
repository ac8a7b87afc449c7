import type { FakeSlack } from '../../src/playground/slack/index.js';

const FORM = 'application/x-www-form-urlencoded';
type Deliver = Pick<FakeSlack, 'deliverRaw'>;
type Options = Parameters<FakeSlack['deliverRaw']>[1];

/** Sends an interaction as Slack would: signed, in a form field. */
export function sendPayload({ deliverRaw }: Deliver, payload: object, options?: Options) {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return deliverRaw(body, { contentType: FORM, ...options });
}

export function sendCommand({ deliverRaw }: Deliver, fields: Record<string, string>, options?: Options) {
  return deliverRaw(new URLSearchParams(fields).toString(), { contentType: FORM, ...options });
}

export function sendEvent({ deliverRaw }: Deliver, body: object, options?: Options) {
  return deliverRaw(JSON.stringify(body), options);
}

/** A press on a button that this person cannot see, or can no longer see, as a screen that lags behind still sends it. */
export function forgedPress(
  slack: Deliver,
  press: {
    user: string;
    team: string;
    channel: string;
    ts: string;
    actionId: string;
    value: Record<string, string>;
  },
) {
  const { user, team, channel, ts, actionId, value } = press;
  return sendPayload(slack, {
    type: 'block_actions',
    user: { id: user, username: user, name: user, team_id: team },
    team: { id: 'T0NORTHWIND', domain: 'northwind' },
    api_app_id: 'A0DESK',
    trigger_id: '1.2.abc',
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
    channel: { id: channel, name: 'channel' },
    message: { ts },
    actions: [
      {
        type: 'button',
        action_id: actionId,
        block_id: 'forged',
        value: JSON.stringify(value),
        action_ts: `${Date.now() / 1000}`,
      },
    ],
  });
}
