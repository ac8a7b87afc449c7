import type { Examples } from '../people/examples.js';
import { openFormCard } from './messages.js';
import { referralForm } from './referral-form.js';

/** The referral form as it is opened in the ways people come to it. */
export const INTAKE_EXAMPLES: Examples = {
  cards: ({ program }) => [{ name: 'open-form', card: openFormCard(program) }],
  forms: ({ program, terms, channel }) => {
    const here = { program, door: 'button', channel, partnerId: 'fjord', choosePartner: false } as const;
    const changed = { ...terms, text: 'We answer each introduction. '.repeat(100), why: 'changed' } as const;
    const prefill = { company: 'Acme GmbH', consent: 'true' };
    return [
      { name: 'form/refer', form: referralForm(here) },
      { name: 'form/refer with terms', form: referralForm({ ...here, terms }) },
      {
        name: 'form/refer after the terms changed',
        form: referralForm({ ...here, prefill, terms: changed, firstKey: 'first' }),
      },
      { name: 'form/refer on behalf', form: referralForm({ program, door: 'command', choosePartner: true }) },
    ];
  },
};
