import type { BlockKit } from '../../../src/playground/page-api.js';

/** Block Kit as a referral bot would send it; the page under test must draw it. */

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const option = (text: string, value: string, description?: string) => ({
  text: plain(text),
  value,
  ...(description ? { description: plain(description) } : {}),
});
const button = (text: string, actionId: string, more: BlockKit = {}) => ({
  type: 'button',
  text: plain(text),
  action_id: actionId,
  ...more,
});

export function referCard(): BlockKit[] {
  return [
    { type: 'header', block_id: 'h', text: plain('Refer a lead') },
    {
      type: 'section',
      block_id: 's',
      text: mrkdwn(
        'Know a company that needs us? Tell us in under a minute. You will see here who takes it on.',
      ),
    },
    { type: 'actions', block_id: 'refer', elements: [button('Refer a lead', 'refer', { style: 'primary' })] },
    {
      type: 'context',
      block_id: 'c',
      elements: [mrkdwn('Please share no confidential detail, findings or credentials.')],
    },
  ];
}

export function statusCard(company: string, state: string, next: string): BlockKit[] {
  const due = Math.floor(Date.now() / 1000) + 3600;
  const date = `<!date^${due}^{date_short_pretty} at {time}|soon>`;
  return [
    { type: 'header', block_id: 'h', text: plain(company) },
    {
      type: 'section',
      block_id: 'f',
      fields: [
        mrkdwn(`*State*\n${state}`),
        mrkdwn('*Referred by*\n<@U0MAYA>'),
        mrkdwn(`*What happens next*\n${next}`),
        mrkdwn(`*By*\n${date}`),
      ],
    },
    {
      type: 'actions',
      block_id: 'own',
      elements: [
        button('Add information', 'add'),
        button('Withdraw', 'withdraw', {
          style: 'danger',
          confirm: {
            title: plain('Withdraw this referral?'),
            text: mrkdwn(`*${company}* leaves the queue and nobody will reach out.`),
            confirm: plain('Withdraw'),
            deny: plain('Keep it'),
            style: 'danger',
          },
        }),
      ],
    },
  ];
}

/** `problem` stands as a partner typed it, escaped for mrkdwn as a bot must. */
export function claimCard(company: string, problem: string, claimedBy?: string): BlockKit[] {
  const open = [
    button('Claim', 'claim', { style: 'primary' }),
    button('Decline', 'decline'),
    {
      type: 'overflow',
      action_id: 'more',
      options: [
        option('Reject as duplicate', 'duplicate'),
        option('Assign to…', 'assign', 'Program managers'),
      ],
    },
  ];
  return [
    { type: 'header', block_id: 'h', text: plain(`New referral: ${company}`) },
    { type: 'section', block_id: 'p', text: mrkdwn(`*Problem to solve*\n${problem}`) },
    { type: 'divider', block_id: 'd' },
    {
      type: 'context',
      block_id: 'c',
      elements: [mrkdwn(claimedBy ? `Claimed by <@${claimedBy}>` : 'Claim within 4 business hours')],
    },
    ...(claimedBy ? [] : [{ type: 'actions', block_id: 'claim', elements: open }]),
  ];
}

const input = (blockId: string, label: string, element: BlockKit, more: BlockKit = {}) => ({
  type: 'input',
  block_id: blockId,
  label: plain(label),
  element: { action_id: 'answer', ...element },
  ...more,
});

/** A form with every kind of input a bot may use. */
export function referForm(): BlockKit {
  return {
    type: 'modal',
    callback_id: 'refer',
    title: plain('Refer a lead'),
    submit: plain('Send referral'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'context',
        block_id: 'note',
        elements: [mrkdwn('Share *no* confidential detail, findings or credentials.')],
      },
      input('company', 'Company', {
        type: 'plain_text_input',
        max_length: 80,
        placeholder: plain('Acme GmbH'),
      }),
      input(
        'email',
        'Contact e-mail',
        { type: 'email_text_input' },
        { optional: true, hint: plain('If you know it.') },
      ),
      input(
        'website',
        'Website',
        { type: 'url_text_input', placeholder: plain('acme.example') },
        { optional: true },
      ),
      input('problem', 'Problem to solve', { type: 'plain_text_input', multiline: true, max_length: 500 }),
      input('service', 'Service line', {
        type: 'static_select',
        placeholder: plain('Choose a service line'),
        options: [option('Penetration test', 'pentest'), option('NIS2 readiness', 'nis2')],
      }),
      input('rep', 'Ask for a rep', { type: 'external_select', min_query_length: 1 }, { optional: true }),
      input(
        'urgency',
        'Urgency',
        {
          type: 'radio_buttons',
          options: [option('This quarter', 'now'), option('Later', 'later', 'No hurry')],
        },
        { optional: true },
      ),
      input('seats', 'Employees', { type: 'number_input', is_decimal_allowed: false }, { optional: true }),
      input('by', 'Wanted by', { type: 'datepicker', initial_date: '2026-12-01' }, { optional: true }),
      input('at', 'Best time to call', { type: 'timepicker' }, { optional: true }),
      input('call', 'Next call', { type: 'datetimepicker' }, { optional: true }),
      input('colleague', 'Colleague', { type: 'users_select' }, { optional: true }),
      input('consent', 'Consent', {
        type: 'checkboxes',
        options: [{ text: mrkdwn('They *agreed* to be contacted'), value: 'yes' }],
      }),
    ],
  };
}

export function homeView(): BlockKit {
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain('My claims') },
      {
        type: 'section',
        text: mrkdwn('*Fjord Retail*\nMeeting held, proposal due'),
        accessory: {
          type: 'static_select',
          action_id: 'step',
          placeholder: plain('Next step'),
          options: [option('Won', 'won'), option('Lost', 'lost')],
        },
      },
    ],
  };
}
