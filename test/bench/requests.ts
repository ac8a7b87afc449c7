import { randomBytes, randomUUID } from 'node:crypto';
import { REFERRAL_FORM, referralForm } from '../../src/intake/referral-form.js';
import { renderForm } from '../../src/platforms/slack/render.js';
import { BOT, HOME_TEAM, PARTNERS, PROGRAM, REPS, SERVICE_LINE_IDS, STAFF_CHANNEL } from './office.js';

export type RequestKind = 'command' | 'submission';

const VERIFICATION_TOKEN = 'verification-token-of-the-bench';

/**
 * A body as Slack sends it (docs.slack.dev/interactivity/implementing-slash-commands and
 * docs.slack.dev/reference/interaction-payloads/view-interactions-payload), with ids of its own: no two are alike.
 */
export function requestBody(kind: RequestKind, number: number): string {
  return kind === 'command' ? command(number) : submission(number);
}

function command(number: number): string {
  const user = of(REPS, number);
  return new URLSearchParams({
    token: VERIFICATION_TOKEN,
    team_id: HOME_TEAM,
    team_domain: 'northwind',
    channel_id: STAFF_CHANNEL,
    channel_name: 'referrals-0',
    user_id: user.userId,
    user_name: user.id,
    command: '/referrals',
    text: 'help',
    api_app_id: BOT.appId,
    is_enterprise_install: 'false',
    response_url: `https://hooks.slack.example/commands/${HOME_TEAM}/${randomBytes(12).toString('hex')}`,
    trigger_id: triggerId(number),
  }).toString();
}

function submission(number: number): string {
  const partner = of(PARTNERS, number);
  const user = { id: partner.userId, username: partner.id, name: partner.id, team_id: partner.teamId };
  const channel = { platform: 'slack', id: partner.channelId } as const;
  const form = referralForm({
    program: PROGRAM,
    door: 'button',
    channel,
    partnerId: partner.id,
    choosePartner: false,
  });
  const viewId = `V${randomBytes(6).toString('hex').toUpperCase()}`;
  const payload = {
    type: 'view_submission',
    // Of somebody from another workspace it is theirs (bolt-js issue 1614).
    team: { id: partner.teamId, domain: partner.id },
    user,
    api_app_id: BOT.appId,
    token: VERIFICATION_TOKEN,
    trigger_id: triggerId(number),
    view: {
      id: viewId,
      team_id: partner.teamId,
      ...renderForm(form, randomUUID()),
      callback_id: REFERRAL_FORM,
      state: { values: typed(number) },
      hash: `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`,
      clear_on_close: false,
      notify_on_close: false,
      previous_view_id: null,
      root_view_id: viewId,
      app_id: BOT.appId,
      external_id: '',
      app_installed_team_id: HOME_TEAM,
      bot_id: BOT.botId,
    },
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** What a partner types in a minute: every field filled in. */
export function answers(number: number): Record<string, string> {
  return {
    company: `Globex Logistics ${number} GmbH`,
    website: `globex-${number}.de`,
    contact_name: 'Hanna Lindqvist',
    contact_role: 'Head of IT operations',
    contact_email: `hanna.lindqvist@globex-${number}.de`,
    // Of its own: whoever shares a telephone number with thousands is a conflict, and is held.
    contact_phone: `+49 30 ${2_000_000 + number}`,
    service_line: of(SERVICE_LINE_IDS, number),
    problem:
      'They move two warehouses to a new system in spring, have had no outside look at it so far, and their largest ' +
      'customer asks for a report before the contract is renewed.',
    current_tools: 'A scanner of their own and yearly questionnaires',
    reason:
      'We have run their network for six years. Hanna asked us whom we would trust with this, has budget this year, ' +
      'and knows that we are writing to you.',
    urgency: 'normal',
    region: 'dach',
    consent: 'true',
  };
}

/** docs.slack.dev/reference/views: state.values, by block and action. */
function typed(number: number): Record<string, Record<string, object>> {
  const states = Object.entries(answers(number)).map(([key, value]) => [key, { [key]: state(key, value) }]);
  return Object.fromEntries(states) as Record<string, Record<string, object>>;
}

function state(key: string, value: string): object {
  const chosen = { text: { type: 'plain_text', text: value, emoji: false }, value };
  switch (key) {
    case 'service_line':
    case 'region':
      return { type: 'static_select', selected_option: chosen };
    case 'urgency':
      return { type: 'radio_buttons', selected_option: chosen };
    case 'consent':
      return { type: 'checkboxes', selected_options: [chosen] };
    case 'contact_email':
      return { type: 'email_text_input', value };
    default:
      return { type: 'plain_text_input', value };
  }
}

function triggerId(number: number): string {
  return `${Date.now()}.${number}.${randomBytes(16).toString('hex')}`;
}

function of<One>(list: readonly One[], number: number): One {
  return list[number % list.length] as One;
}
