import { randomUUID } from 'node:crypto';
import { referralForm } from '../../src/intake/referral-form.js';
import { formToken, newForm } from '../../src/platforms/teams/form-token.js';
import { type Seal, sealWith } from '../../src/platforms/teams/seal.js';
import { answers } from './requests.js';
import { APP_ID, TEAM_ID, TEAMS_PARTNERS, TEAMS_PROGRAM, TENANT } from './teams-office.js';

export type TeamsKind = 'dialog' | 'dialog_submission';

/** What the load generator needs to speak as Teams. */
export interface TeamsSide {
  serviceUrl: string;
  /** Signed by the channel's key, for our app and this service URL. */
  token: string;
  /** With which the product seals its buttons and forms. */
  sealKey: Uint8Array;
  /** `29:…` of each partner's person, in the order of the partners. */
  accounts: string[];
}

type Partner = (typeof TEAMS_PARTNERS)[number];

/**
 * An invoke from a channel shared with a partner: a press on "Refer a lead", or the referral form filled in. Each with a
 * seal of its own: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
 */
export function activityBody(kind: TeamsKind, number: number, side: TeamsSide): string {
  const index = number % TEAMS_PARTNERS.length;
  const partner = TEAMS_PARTNERS[index] as Partner;
  const seal = sealWith(side.sealKey);
  const data = kind === 'dialog' ? button(seal, partner) : filledIn(seal, partner, number);
  return JSON.stringify({
    type: 'invoke',
    name: kind === 'dialog' ? 'task/fetch' : 'task/submit',
    id: `f:${randomUUID()}`,
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: side.serviceUrl,
    from: { id: side.accounts[index], name: `Pat of ${partner.name}`, aadObjectId: partner.personId },
    recipient: { id: `28:${APP_ID}`, name: 'Referral Desk' },
    conversation: {
      id: `${partner.channelId};messageid=1767326091220`,
      conversationType: 'channel',
      isGroup: true,
      tenantId: TENANT,
    },
    replyToId: '1767326091220',
    entities: [{ type: 'clientInfo', locale: 'en-GB', country: 'DE', platform: 'Windows' }],
    channelData: {
      tenant: { id: TENANT },
      team: { id: TEAM_ID },
      channel: { id: partner.channelId },
      source: { name: 'message' },
    },
    value: { data, context: { theme: 'default' } },
  });
}

function button(seal: Seal, { channelId }: Partner): object {
  const action = 'referral.start';
  return { msteams: { type: 'task/fetch' }, action, value: {}, token: seal.button(channelId, action, {}) };
}

function filledIn(seal: Seal, { id, channelId, personId }: Partner, number: number): object {
  const channel = { platform: 'teams', id: channelId } as const;
  const form = referralForm({
    program: TEAMS_PROGRAM,
    door: 'button',
    channel,
    partnerId: id,
    choosePartner: false,
  });
  return { ...answers(number), form: formToken(seal, personId, newForm(form, 'Europe/Berlin')) };
}
