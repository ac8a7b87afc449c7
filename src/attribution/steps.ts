import { textValue, typedText } from '../messages/form.js';
import type { Step } from '../people/step.js';
import { activePartners, channelForPartner, findPartner } from '../program/program.js';
import { reattribute } from './decide-reattribution.js';

const REASON_LENGTH = 1000;

/** Crediting a referral to another partner than the model says. */
export const ATTRIBUTION_STEPS: readonly Step[] = [
  {
    name: 'reattribute',
    wish: 'reattribute',
    form: ({ program, referral }) => ({
      title: 'Credit another partner',
      submitLabel: 'Credit',
      intro: [
        `It is credited to ${referral.partner?.name ?? 'nobody'} now. Both partners are told, and its rewards go with it: what was paid already is set off against what the former partner is paid next.`,
      ],
      fields: [
        {
          key: 'partner',
          label: 'Partner',
          kind: 'select',
          required: true,
          options: activePartners(program)
            .filter(({ id }) => id !== referral.partner?.id)
            .map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          key: 'internal',
          label: 'Reason',
          help: 'Stays with us, and is kept in the history.',
          kind: 'long_text',
          required: true,
          maxLength: REASON_LENGTH,
        },
      ],
    }),
    check: (values, program) => {
      const errors = {
        ...(findPartner(program, textValue(values, 'partner'))
          ? {}
          : { partner: 'Choose a partner of the program.' }),
        ...(typedText(values, 'internal') ? {} : { internal: 'Say why; others will ask.' }),
      };
      return Object.keys(errors).length > 0 ? errors : undefined;
    },
    decide: ({ referral, program, act, values }) => {
      const partner = findPartner(program, textValue(values, 'partner'));
      if (!partner) return undefined;
      const channel = channelForPartner(program, partner.id)?.channel;
      return reattribute(
        referral,
        {
          to: { id: partner.id, name: partner.name, ...(channel ? { channel } : {}) },
          reason: typedText(values, 'internal'),
          model: program.attribution.model,
        },
        act,
      );
    },
    answer: ({ prospect, partner }) => `${prospect.company} is credited to ${partner?.name} now.`,
  },
];
