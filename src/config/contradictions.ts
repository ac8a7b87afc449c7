import type { InputProblem } from '../errors.js';
import { isLoopback } from './loopback.js';
import { isTeamsMode, TEAMS_NAMES, teamsProblems } from './teams-contradictions.js';
import { problemWith, SLACK_API, type VariableName, type Variables } from './variables.js';

const CREDENTIALS = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'] as const;

/** Any credential means that somebody wants the real thing: a forgotten second one must not open the playground. */
export function isSlackMode(variables: Partial<Variables>): boolean {
  return CREDENTIALS.some((name) => variables[name] !== undefined);
}

/** What only several variables together tell. `malformed` names those that were already complained about. */
export function contradictions(
  variables: Partial<Variables>,
  malformed: ReadonlySet<string>,
): InputProblem[] {
  const wantsSlack = isSlackMode(variables) || CREDENTIALS.some((name) => malformed.has(name));
  const wantsTeams = isTeamsMode(variables) || TEAMS_NAMES.some((name) => malformed.has(name));
  const found = [
    ...(wantsSlack ? slackProblems(variables) : []),
    ...(wantsTeams ? teamsProblems(variables) : []),
    ...(wantsSlack ? [] : withoutSlackProblems(variables)),
    ...(wantsSlack || wantsTeams ? [] : playgroundProblems(variables)),
  ];
  return found.filter(({ path }) => !malformed.has(path));
}

function slackProblems(variables: Partial<Variables>): InputProblem[] {
  const problems: InputProblem[] = [];
  const { SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: signing, SLACK_APP_TOKEN: app } = variables;
  if (bot === undefined) problems.push(missing('SLACK_BOT_TOKEN'));
  if (signing === undefined && app === undefined) problems.push(missing('SLACK_SIGNING_SECRET'));
  if (signing !== undefined && /^(xox|xapp)/.test(signing))
    problems.push(problemWith('SLACK_SIGNING_SECRET', 'holds a token instead of the signing secret'));
  const api = variables.SLACK_API_URL;
  // A local server or a gateway may give out tokens of any form.
  if (api !== undefined && isSlacksOwn(api)) problems.push(...problemsWithSlacksOwn(bot, app, api));
  return problems;
}

function problemsWithSlacksOwn(bot: string | undefined, app: string | undefined, api: string) {
  const problems: InputProblem[] = [];
  if (bot !== undefined && !bot.startsWith('xoxb-'))
    problems.push(problemWith('SLACK_BOT_TOKEN', 'is not a bot token (it does not start with xoxb-)'));
  if (app !== undefined && !app.startsWith('xapp-'))
    problems.push(problemWith('SLACK_APP_TOKEN', 'is not an app-level token (it does not start with xapp-)'));
  if (!/^https:\/\/[^/]+\/api\/$/.test(api))
    problems.push(problemWith('SLACK_API_URL', `is Slack's, but not its API (${SLACK_API})`));
  return problems;
}

function playgroundProblems({ HOST }: Partial<Variables>): InputProblem[] {
  const problems: InputProblem[] = [];
  if (HOST !== undefined && !isLoopback(HOST))
    problems.push(
      problemWith(
        'HOST',
        'is not this machine alone, and without Slack credentials this starts the playground, in which everybody may act as everybody',
        'Leave HOST out or set 127.0.0.1, or set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET for the real thing',
      ),
    );
  return problems;
}

function withoutSlackProblems({ SLACK_API_URL }: Partial<Variables>): InputProblem[] {
  const problems: InputProblem[] = [];
  if (SLACK_API_URL !== undefined && SLACK_API_URL !== SLACK_API)
    problems.push(
      problemWith(
        'SLACK_API_URL',
        'is set, but no Slack credentials are',
        'Set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET too, or leave SLACK_API_URL out for the playground',
      ),
    );
  return problems;
}

function missing(name: VariableName): InputProblem {
  return problemWith(name, 'is missing, while other Slack credentials are set');
}

function isSlacksOwn(url: string): boolean {
  return /(^|\.)slack(-gov)?\.com$/.test(new URL(url).hostname);
}
