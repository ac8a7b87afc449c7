import type { Referral } from './referral.js';

/** What a first meeting covers when the service line has no checklist of its own. */
export const GENERAL_DISCOVERY = [
  'What made this a topic now, and what happens if nothing changes?',
  'What is in place today, and what does it lack?',
  'Who decides, who else has a say, and what do they need to see?',
  'By when should it be solved, and is there a budget?',
  'What would a good first step look like for them?',
] as const;

/** The four parts of a handoff, and a first message to send. For staff. */
export interface HandoffSummary {
  whoReferred: string;
  whyItFits: string;
  problem: string;
  firstMeeting: readonly string[];
  outreach: string;
}

export function summarise(
  referral: Referral,
  serviceLine: { name: string; discovery: readonly string[] } | undefined,
  sender: { repName?: string; programName: string },
): HandoffSummary {
  const answer = (key: string): string => referral.answers.find((one) => one.key === key)?.shown ?? '';
  const partner = referral.partner?.name;
  const who = partner ? `${referral.submittedBy.name} of ${partner}` : referral.submittedBy.name;
  const tools = answer('current_tools');
  return {
    whoReferred: referral.onBehalf
      ? `${partner ?? 'A partner'}, written down by ${referral.submittedBy.name}`
      : who,
    whyItFits: answer('reason'),
    problem: tools ? `${answer('problem')}\nIn place today: ${tools}` : answer('problem'),
    firstMeeting: serviceLine?.discovery.length ? serviceLine.discovery : GENERAL_DISCOVERY,
    outreach: outreach(
      referral,
      referral.onBehalf ? (partner ?? 'a partner') : who,
      serviceLine?.name,
      sender,
    ),
  };
}

/** Names the person who introduced us: the one thing that makes a cold message a warm one. */
function outreach(
  referral: Referral,
  referrer: string,
  serviceLine: string | undefined,
  { repName, programName }: { repName?: string; programName: string },
): string {
  const topic = serviceLine ? ` about ${serviceLine}` : '';
  return [
    `Hello ${greeted(referral.contact.name)},`,
    '',
    `${referrer} suggested that we talk${topic} and told me a little of what ${referral.prospect.company} is working on.`,
    'Would 30 minutes this week or next suit you? I would like to hear it from you first, and then say plainly whether we can help.',
    '',
    repName ? `${repName}, ${programName}` : programName,
  ].join('\n');
}

/** By the first name; by the whole name where that begins with a title or is written family name first. */
function greeted(name: string): string {
  const [first = ''] = name.trim().split(/\s+/);
  return /[.,]$|^(mr|mrs|ms|miss|dr|prof|herr|frau)$/i.test(first) ? name.trim() : first || 'there';
}
