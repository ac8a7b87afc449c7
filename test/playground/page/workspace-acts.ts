import type {
  ActResult,
  BlockKit,
  PageAct,
  PageChannel,
  PageMessage,
  PageModal,
  PagePerson,
  PageState,
  TrafficEntry,
  ViewValues,
} from '../../../src/playground/page-api.js';
import { claimCard, homeView, referForm, statusCard } from './block-kit.js';
import { bot, channels, message, people } from './seed.js';

export interface Workspace {
  channels: PageChannel[];
  modals: Map<string, PageModal>;
  homes: Map<string, BlockKit>;
  traffic: TrafficEntry[];
  serial: number;
}

export function freshWorkspace(): Workspace {
  return { channels: channels(), modals: new Map(), homes: new Map(), traffic: [], serial: 0 };
}

export function stateFor(workspace: Workspace, as: string): PageState {
  const me = people.find((person) => person.id === as) as PagePerson;
  const inside = me.workspace.id === 'T0VENDOR';
  const view = workspace.homes.get(me.id);
  return {
    me,
    people,
    channels: workspace.channels.filter((channel) => channel.members.includes(me.id)),
    modal: workspace.modals.get(me.id),
    home: view && { view },
    commands: inside
      ? [
          { command: '/refer', hint: 'Refer a lead' },
          { command: '/referrals', hint: 'mine | open | find ACME' },
        ]
      : [],
    messageShortcuts: inside ? [{ callbackId: 'refer_from', label: 'Refer from this message' }] : [],
    bot,
  };
}

function stamp(workspace: Workspace): string {
  workspace.serial += 1;
  return `${Math.floor(Date.now() / 1000)}.${String(workspace.serial).padStart(6, '0')}`;
}

function post(workspace: Workspace, channel: string, said: Partial<PageMessage>): PageMessage {
  const posted = message(stamp(workspace), said.author ?? bot.id, said.text ?? '', said);
  workspace.channels.find((one) => one.id === channel)?.messages.push(posted);
  record(workspace, 'to slack', 'chat.postMessage', { channel, ...said }, { ok: true, ts: posted.ts });
  return posted;
}

function record(
  workspace: Workspace,
  direction: TrafficEntry['direction'],
  what: string,
  request: unknown,
  response: unknown,
): void {
  const number = (workspace.traffic.at(-1)?.number ?? 0) + 1;
  const at = new Date().toISOString();
  workspace.traffic.push({ number, at, direction, what, status: 200, milliseconds: 12, request, response });
}

function typed(values: ViewValues, blockId: string): string {
  return String(values[blockId]?.answer?.value ?? '');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function submit(workspace: Workspace, as: string, values: ViewValues): ActResult {
  const modal = workspace.modals.get(as) as PageModal;
  modal.errors = {};
  if (typed(values, 'company') === 'Down Ltd' && !modal.connectionTrouble) {
    modal.connectionTrouble = true;
    return { ok: false, problem: 'We had some trouble connecting. Try again?' };
  }
  modal.connectionTrouble = false;
  if (typed(values, 'email') && !typed(values, 'email').includes('@')) {
    modal.errors = { email: 'Please write a whole e-mail address, such as jo@acme.example.' };
    return { ok: false, problem: modal.errors.email };
  }
  workspace.modals.delete(as);
  const company = typed(values, 'company');
  const waits = statusCard(company, 'Waiting for a rep', 'A rep of Halden claims it');
  post(workspace, 'C0NORTH', { text: `${company}: received`, blocks: waits });
  const blocks = claimCard(company, escaped(typed(values, 'problem')));
  post(workspace, 'C0TRIAGE', { text: `New referral: ${company}`, blocks });
  return { ok: true };
}

function claim(workspace: Workspace, as: string, ts: string): ActResult {
  const find = (channel: string, key: (one: PageMessage) => boolean) =>
    workspace.channels.find((one) => one.id === channel)?.messages.find(key) as PageMessage;
  const card = find('C0TRIAGE', (one) => one.ts === ts);
  const company = card.text.replace('New referral: ', '');
  const status = find('C0NORTH', (one) => one.text === `${company}: received`);
  card.blocks = claimCard(company, 'As told above.', as);
  card.replies.push(message(stamp(workspace), bot.id, `Handoff summary for *${company}*`));
  status.blocks = statusCard(company, 'Claimed', 'Dana Okafor reaches out');
  status.edited = true;
  post(workspace, 'D0DANA', { text: `You claimed *${company}*. Good luck!` });
  return { ok: true };
}

function press(workspace: Workspace, as: string, act: Extract<PageAct, { kind: 'press' }>): ActResult {
  if (act.element.action_id === 'refer') {
    workspace.modals.set(as, { viewId: 'V1', view: referForm(), errors: {}, connectionTrouble: false });
  }
  if (act.element.action_id === 'claim') return claim(workspace, as, act.ts);
  if (act.element.action_id === 'decline') {
    const text = 'Declined. The referral goes to the next rep.';
    post(workspace, act.channel, { text, onlyYou: true });
  }
  return { ok: true };
}

/** Does what the bot and Slack would do, in small. */
export function actIn(workspace: Workspace, as: string, act: PageAct): ActResult {
  record(workspace, 'to bot', act.kind === 'command' ? act.command : act.kind, { as, act }, { ok: true });
  switch (act.kind) {
    case 'say': {
      const replies = workspace.channels
        .flatMap((one) => one.messages)
        .find((one) => one.ts === act.threadTs);
      const said = { author: as, text: act.text };
      if (replies) replies.replies.push(message(stamp(workspace), as, act.text));
      else post(workspace, act.channel, said);
      return { ok: true };
    }
    case 'command': {
      const known = stateFor(workspace, as).commands.some((one) => one.command === act.command);
      return known ? { ok: true } : { ok: false, problem: `${act.command} is not a valid command.` };
    }
    case 'press':
      return press(workspace, as, act);
    case 'submitModal':
      return submit(workspace, as, act.values);
    case 'closeModal':
      workspace.modals.delete(as);
      return { ok: true };
    case 'openHome':
      workspace.homes.set(as, homeView());
      return { ok: true };
    case 'dismiss':
      for (const one of workspace.channels) one.messages = one.messages.filter(({ ts }) => ts !== act.ts);
      return { ok: true };
    case 'options': {
      const found = people.filter((one) => one.name.toLowerCase().includes(act.query.toLowerCase()));
      return {
        ok: true,
        options: found.map((one) => ({ text: { type: 'plain_text', text: one.name }, value: one.id })),
      };
    }
    default:
      return { ok: true };
  }
}
