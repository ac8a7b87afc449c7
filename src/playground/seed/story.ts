import { approveReward, type Play, press, refer, referInTeams, type StoryStage } from './story-acts.js';
import { ALDER_CHANNEL, PEOPLE } from './teams.js';

interface Step {
  hoursAgo: number;
  play: Play;
}

/**
 * Tells a few believable past referrals by doing them: each step is pressed and typed in the simulated workspace or tenant
 * at an earlier time and goes the whole way through the bot. So what one finds in the playground is what the bot really says.
 */
export async function tellStory(stage: StoryStage): Promise<void> {
  await stage.settled();
  for (const { hoursAgo, play } of STORY) {
    stage.goTo(hoursAgo);
    await play(stage);
    await stage.settled();
    // A minute on, what waited for the undo window is delivered.
    stage.goTo(hoursAgo - 1 / 60);
    await stage.settled();
    await stage.keepBooks();
  }
  stage.goTo(0);
  await stage.settled();
}

const OFFENSIVE = 'C0OFFENSIVE';
const CLOUD = 'C0CLOUD';
const HANSE = 'Hanse Logistik';
const CLINICS = 'Brightwater Clinics';
const FERRIES = 'Norrvik Ferries';
const SHIPPING = 'Lindqvist Shipping';
const ROBOTICS = 'Kestrel Robotics';
const ENERGY = 'Solstice Energy';
/** What makes a referral a qualified one, by the program's usual criteria. */
const CONFIRMED = {
  criterion_fit: ['true'],
  criterion_problem: ['true'],
  criterion_call: ['true'],
  criterion_authorised: ['true'],
};
const day = (days: number, hour = 0): number => days * 24 - hour;

const STORY: readonly Step[] = [
  {
    hoursAgo: day(33),
    play: refer('U0DIEGO', 'C0HARBOR', {
      company: HANSE,
      website: 'hanse-logistik.de',
      contact_name: 'Frauke Brandt',
      contact_role: 'CIO',
      contact_email: 'f.brandt@hanse-logistik.de',
      service_line: 'cloud',
      problem:
        'They moved the warehouse system to the cloud in a hurry and nobody has looked at access since.',
      current_tools: 'What the provider ships',
      reason: 'We run their network. The CIO asked whom we would trust with a review.',
      urgency: 'now',
      region: 'dach',
    }),
  },
  { hoursAgo: day(33, 1), play: press('U0TOM', CLOUD, HANSE, 'referral.claim') },
  { hoursAgo: day(33, 2), play: press('U0TOM', CLOUD, HANSE, 'referral.accept') },
  {
    hoursAgo: day(32),
    play: refer('U0MAYA', 'C0FJORD', {
      company: FERRIES,
      website: 'norrvik-ferries.no',
      contact_name: 'Sigrid Aune',
      contact_role: 'Head of digital',
      contact_email: 'sigrid@norrvik-ferries.no',
      service_line: 'pentest',
      problem: 'Tickets are sold by an app that was written by three firms, and none of them has tested it.',
      reason: 'I sit in their steering group. Sigrid asked for a name.',
      urgency: 'now',
      region: 'nordics',
    }),
  },
  { hoursAgo: day(32, 1), play: press('U0JONAS', OFFENSIVE, FERRIES, 'referral.claim') },
  { hoursAgo: day(31), play: press('U0TOM', CLOUD, HANSE, 'referral.log_contact') },
  { hoursAgo: day(30), play: press('U0JONAS', OFFENSIVE, FERRIES, 'referral.accept') },
  {
    hoursAgo: day(26),
    play: press('U0TOM', CLOUD, HANSE, 'referral.hold_meeting', {
      internal: 'Two cloud accounts, forty people with administrator rights.',
      for_partner: 'A good first talk. They want a review before the end of the year.',
    }),
  },
  {
    hoursAgo: day(20),
    play: refer('U0MAYA', 'C0FJORD', {
      company: CLINICS,
      website: 'brightwater.org',
      contact_name: 'Owen Price',
      contact_role: 'Head of IT',
      service_line: 'pentest',
      problem: 'A new patient portal goes live in spring and has never been tested.',
      reason: 'We advise the clinics on their IT budget.',
      urgency: 'normal',
      region: 'uk',
    }),
  },
  { hoursAgo: day(20, 2), play: press('U0LENA', OFFENSIVE, CLINICS, 'referral.claim') },
  {
    hoursAgo: day(19),
    play: press('U0LENA', OFFENSIVE, CLINICS, 'referral.reject', {
      reason: 'existing_customer',
      internal: 'Customer since 2024, account of Nadia.',
    }),
  },
  // It earns the qualified meeting, which the rep went past, and the deal.
  {
    hoursAgo: day(18),
    play: press('U0JONAS', OFFENSIVE, FERRIES, 'referral.win', { amount: '18,000', ...CONFIRMED }),
  },
  {
    hoursAgo: day(14),
    play: press('U0TOM', CLOUD, HANSE, 'referral.win', { amount: '24,000', ...CONFIRMED }),
  },
  {
    hoursAgo: day(12),
    play: refer('U0MAYA', 'C0FJORD', {
      company: SHIPPING,
      website: 'lindqvistshipping.se',
      contact_name: 'Karin Lindqvist',
      contact_role: 'COO',
      contact_email: 'karin@lindqvistshipping.se',
      service_line: 'pentest',
      problem:
        'Their insurer asks for a penetration test of the booking site before renewing the policy in January.',
      current_tools: 'A scanner, run by hand now and then',
      reason: 'I ran a workshop with them last week and she asked me directly.',
      urgency: 'now',
      region: 'nordics',
    }),
  },
  { hoursAgo: day(12, 1), play: press('U0JONAS', OFFENSIVE, SHIPPING, 'referral.claim') },
  { hoursAgo: day(11), play: press('U0JONAS', OFFENSIVE, SHIPPING, 'referral.accept') },
  // The meeting's hold is over since yesterday; the deal's is not.
  { hoursAgo: day(10), play: approveReward('U0PRIYA', 'C0PROGRAM') },
  { hoursAgo: day(10), play: press('U0JONAS', OFFENSIVE, SHIPPING, 'referral.log_contact') },
  {
    hoursAgo: day(8),
    play: referInTeams(PEOPLE.felix, ALDER_CHANNEL, {
      company: ENERGY,
      website: 'solstice-energy.eu',
      contact_name: 'Marta Kowal',
      contact_role: 'Head of data platform',
      service_line: 'cloud',
      problem: 'Three teams share one cloud account, and the auditors have started to ask who can read what.',
      reason: 'We build their dashboards. Marta asked us whom we would call.',
      urgency: 'normal',
      region: 'dach',
    }),
  },
  { hoursAgo: day(8, 2), play: press('U0TOM', CLOUD, ENERGY, 'referral.claim') },
  { hoursAgo: day(7), play: press('U0TOM', CLOUD, ENERGY, 'referral.accept') },
  // A customer, see known-companies.ts: turned down by the rule, and Harbor may dispute it.
  {
    hoursAgo: day(6),
    play: refer('U0DIEGO', 'C0HARBOR', {
      company: 'Nordlicht Versicherung',
      website: 'nordlicht-versicherung.de',
      contact_name: 'Jana Petersen',
      contact_role: 'Head of IT security',
      service_line: 'pentest',
      problem: 'The claims portal is rebuilt and wants a test before it goes live.',
      reason: 'We run their offices. Jana asked us for a name.',
      urgency: 'normal',
      region: 'dach',
    }),
  },
  {
    hoursAgo: day(4),
    play: press('U0JONAS', OFFENSIVE, SHIPPING, 'referral.hold_meeting', {
      internal: 'The insurer wants the report by 20 January.',
      for_partner: 'Karin was very well prepared, thank you for that.',
    }),
  },
  // Nobody the program knows: a program manager says for which partner she speaks, or turns it down.
  {
    hoursAgo: 5,
    play: refer('U0RUTH', 'C0BLUEPEAK', {
      company: 'Palisade Housing',
      website: 'palisadehousing.org.uk',
      contact_name: 'Grace Okoro',
      contact_role: 'IT director',
      service_line: 'cloud',
      problem: 'Tenants pay online now, and nobody has looked at who can read the payments.',
      reason: 'We made their website. Grace asked whether I know somebody.',
      urgency: 'normal',
      region: 'uk',
    }),
  },
  {
    hoursAgo: 2,
    play: refer('U0AIKO', 'C0BLUEPEAK', {
      company: ROBOTICS,
      website: 'kestrelrobotics.co.uk',
      contact_name: 'Imogen Hart',
      contact_role: 'CTO',
      service_line: 'compliance',
      problem: 'A car maker asks them for ISO 27001 before it signs.',
      reason: 'They build on our platform and asked us at the user day.',
      urgency: 'normal',
      region: 'uk',
    }),
  },
  // Minutes after Aiko, for another partner: a tie, so a program manager decides whose it is.
  {
    hoursAgo: 2 - 4 / 60,
    play: refer('U0DIEGO', 'C0HARBOR', {
      company: 'Kestrel Robotics Limited',
      website: 'www.kestrelrobotics.co.uk',
      contact_name: 'Noel Barrow',
      contact_role: 'Head of operations',
      service_line: 'compliance',
      problem: 'They have to show a car maker that they are certified.',
      reason: 'We run their factory network. Noel asked me yesterday.',
      urgency: 'now',
      region: 'uk',
    }),
  },
];
