import { activeManagers, activeReps, type Program } from '../../program/program.js';
import type { SlackPerson, SlackProbe } from './ports.js';
import { slackSaid } from './slack-checks.js';
import { type Checked, checked, ok, problem, skipped, type Verdict } from './verdict.js';

type Listed = Program['programManagers'][number] | Program['reps'][number];

interface Slack {
  probe: SlackProbe;
  teamId: string;
  scopes?: string[];
}

/** Whether every program manager and rep can be found, and counts as one of us. */
export async function peopleChecks(program: Program, slack: Slack | undefined): Promise<Checked[]> {
  const listed = [
    ...activeManagers(program).map((person) => ({ person, part: 'program manager' })),
    ...activeReps(program).map((person) => ({ person, part: 'rep' })),
  ];
  const results: Checked[] = [];
  for (const { person, part } of listed)
    results.push(await checked(`${part} ${person.id}`, () => find(person, slack)));
  return results;
}

async function find(listed: Listed, slack: Slack | undefined): Promise<Verdict> {
  const { accounts, email, name, id } = listed;
  const correct = `Correct the account or e-mail of ${id} in the program, or end the entry`;
  if (!accounts.slack && !email)
    return accounts.teams
      ? skipped(`${name} is on Teams only, which cannot be asked yet`)
      : problem(
          `${name} has neither account nor e-mail`,
          `Add accounts.slack or an email to ${id} in the program`,
        );
  if (!slack) return skipped('Slack cannot be asked');
  if (!accounts.slack && slack.scopes && !slack.scopes.includes('users:read.email'))
    return problem(
      `${name} is known by e-mail alone, which the app may not read`,
      `Add accounts.slack to ${id} in the program, or grant users:read.email`,
    );
  try {
    const found = accounts.slack
      ? await slack.probe.person(accounts.slack)
      : await slack.probe.personByEmail(email ?? '');
    return personVerdict(found, slack.teamId, correct);
  } catch (error) {
    return slackSaid(error, correct);
  }
}

/** Who does not count as staff, as src/people/who-is.ts decides it. */
function personVerdict(found: SlackPerson, homeTeamId: string, correct: string): Verdict {
  const { name, teamId, deactivated, guest, bot } = found;
  if (deactivated) return problem(`the account of ${name} is deactivated`, correct);
  if (bot) return problem(`${name} is an app`, correct);
  if (guest)
    return problem(
      `${name} is a guest, who never counts as staff`,
      `Make ${name} a full member, or see: ${correct}`,
    );
  if (teamId !== undefined && teamId !== homeTeamId)
    return problem(`${name} belongs to another workspace (${teamId}), and never counts as staff`, correct);
  return ok(`${name}, a member`);
}
