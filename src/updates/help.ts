import { type Card, cardButton, formButton, type Text } from '../messages/card.js';
import { type Actor, isStaff } from '../people/actor.js';
import type { Program } from '../program/program.js';

/** What a person can do here, in the words that person would use. Everybody gets an answer, also strangers. */
export function helpCard(actor: Actor, program: Program | undefined, asPartner: boolean): Card {
  if (!program) return noProgram(actor);
  if (asPartner) return partnerHelp(actor, program);
  return isStaff(actor) ? staffHelp(actor, program) : strangerHelp(program);
}

function noProgram(actor: Actor): Card {
  const text: Text = actor.admin
    ? [
        'There is no referral program yet. Type ',
        { command: 'setup' },
        ' in the channel you share with a partner: you become its program manager, and the first partner can refer a minute later.',
      ]
    : [
        'There is no referral program yet. Ask an administrator of this workspace to type ',
        { command: 'setup' },
        ' in the channel you share with a partner.',
      ];
  return {
    summary: 'Referral Desk',
    elements: [
      { kind: 'title', text: 'Welcome to Referral Desk' },
      { kind: 'text', text },
    ],
  };
}

function partnerHelp(actor: Actor, program: Program): Card {
  return {
    summary: `How to refer somebody to ${program.name}`,
    elements: [
      { kind: 'title', text: `Refer somebody to ${program.name}` },
      {
        kind: 'list',
        items: [
          [{ bold: 'Refer a lead: ' }, 'press the button. It takes under a minute.'],
          [
            { bold: 'Status: ' },
            `mention me with the word status to see where ${actor.partner ? `the referrals of ${actor.partner.name}` : 'your referrals'} stand.`,
          ],
          [
            { bold: 'Kit: ' },
            'mention me with the word kit to see who fits and what to say, with an e-mail to start from.',
          ],
          [
            { bold: 'Your link: ' },
            'mention me with the word code for a link that you can give to people. Who fills in the form behind it is your referral.',
          ],
          [
            { bold: 'Later: ' },
            'each referral has a card in this channel that stays up to date; there you can add information or withdraw it.',
          ],
          ...(program.terms
            ? [
                [
                  { bold: 'Terms: ' },
                  'mention me with the word terms to read what your referrals are sent under.',
                ] as const,
              ]
            : []),
        ],
      },
      {
        kind: 'actions',
        actions: [
          formButton('referral.start', 'Refer a lead', {}, 'primary'),
          ...(program.rewards ? [cardButton('rewards.show', 'Our rewards', {})] : []),
        ],
      },
    ],
  };
}

function strangerHelp(program: Program): Card {
  return {
    summary: program.name,
    elements: [
      { kind: 'title', text: program.name },
      {
        kind: 'text',
        text: 'You have no part in this program yet, so I can show you nothing of it. You can send a referral all the same; a program manager will look at it.',
      },
      { kind: 'actions', actions: [formButton('referral.start', 'Refer a lead', {}, 'primary')] },
    ],
  };
}

function staffHelp(actor: Actor, program: Program): Card {
  const setup = actor.programManager
    ? [
        [{ command: 'conflicts' }, ' lists companies that two partners have: you decide.'] as const,
        [
          { command: 'setup' },
          ' says what the channel you are in is for: a partner, triage or the digest.',
        ] as const,
        [
          { command: 'review' },
          ' lists what waits for your decision: referrals in review and appeals. ',
          { command: 'rules' },
          ' says how often each rule was right.',
        ] as const,
        [{ command: 'export' }, ' gives you referrals, rewards or partners as a file.'] as const,
      ]
    : [];
  return {
    summary: `Help for ${program.name}`,
    elements: [
      { kind: 'title', text: program.name },
      {
        kind: 'list',
        items: [
          [{ command: '' }, ' lists what you have claimed.'],
          [{ command: 'open' }, ' lists every open referral.'],
          [{ command: 'find ACME' }, ' searches by company or reference.'],
          [{ command: 'R-7K3M9Q' }, ' shows one referral with its history.'],
          [
            { command: 'refer' },
            ' opens the form, for a partner who told you in person. From a message: the entry of this app in its menu.',
          ],
          [{ command: 'code PARTNER' }, ' shows the code and the link of a partner.'],
          [
            { command: 'digest' },
            ' shows what needs you now; with daily, weekly or off it comes so by itself.',
          ],
          ...(program.terms ? [[{ command: 'terms' }, ' shows what partners accept.'] as const] : []),
          ...(program.rewards
            ? [
                [
                  { command: 'rewards' },
                  ' shows what partners have earned; with review what waits for a program manager, with a name one partner’s statement.',
                ] as const,
              ]
            : []),
          [{ command: 'preferences' }, ' says what you are reminded of.'],
          ...setup,
        ],
      },
      {
        kind: 'context',
        text: 'Partners refer with the button in their channel, or by mentioning me with the word refer.',
      },
    ],
  };
}
