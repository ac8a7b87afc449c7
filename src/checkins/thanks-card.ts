import { button, type Card } from '../messages/card.js';
import type { CheckInAnswer } from './partner-record.js';

export type Thanks = CheckInAnswer['kind'] | 'start' | 'again' | 'on already';

/** What whoever answered is told, alone. */
export function thanksCard(kind: Thanks, partnerId: string, managerName?: string): Card {
  const who = managerName ?? 'Somebody of ours';
  const text = {
    clients: 'Thank you. The people who look after the program read it.',
    profile: 'Thank you. The people who look after the program read it.',
    likelihood: 'Thank you for your answer.',
    talk: `${who} gets in touch with you.`,
    skip: 'Understood. You hear from us next quarter.',
    stop: 'There are no more check-ins. You can refer as before.',
    start: 'Check-ins are on again. The next one comes in its time.',
    again: 'You have answered this already. Thank you.',
    'on already': 'Check-ins are on already. The next one comes in its time.',
  }[kind];
  const back = {
    kind: 'actions',
    actions: [button('check_in.start', 'Turn them on again', { partner: partnerId })],
  } as const;
  return {
    summary: text,
    elements: [{ kind: 'text', text }, ...(kind === 'stop' ? [{ ...back, actions: [...back.actions] }] : [])],
  };
}
