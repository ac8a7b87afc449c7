import type { InputProblem } from '../errors.js';
import { isLoopback } from './loopback.js';
import { problemWith, type VariableName, type Variables } from './variables.js';

/** Any of these means that somebody wants Teams. */
export const TEAMS_NAMES = [
  'TEAMS_APP_ID',
  'TEAMS_APP_PASSWORD',
  'TEAMS_TENANT_ID',
  'TEAMS_ALLOWED_TENANTS',
  'TEAMS_OPENID_METADATA_URL',
  'TEAMS_TOKEN_URL',
] as const satisfies VariableName[];

export function isTeamsMode(variables: Partial<Variables>): boolean {
  return variables.TEAMS_EMULATOR === true || TEAMS_NAMES.some((name) => variables[name] !== undefined);
}

/** What only several of Teams' variables together tell. */
export function teamsProblems(variables: Partial<Variables>): InputProblem[] {
  return variables.TEAMS_EMULATOR ? emulatorProblems(variables) : credentialProblems(variables);
}

/** Without an app id everybody would be believed: only on this machine, and only on demand. */
function emulatorProblems({ HOST, TEAMS_APP_ID, TEAMS_APP_PASSWORD }: Partial<Variables>): InputProblem[] {
  const problems: InputProblem[] = [];
  if (TEAMS_APP_ID !== undefined || TEAMS_APP_PASSWORD !== undefined) {
    problems.push(
      problemWith(
        'TEAMS_EMULATOR',
        'takes unsigned requests, and app credentials are set',
        'Leave TEAMS_EMULATOR out for the real Teams, or leave TEAMS_APP_ID and TEAMS_APP_PASSWORD out',
      ),
    );
  }
  if (HOST !== undefined && !isLoopback(HOST)) {
    problems.push(
      problemWith(
        'HOST',
        'is not this machine alone, and with TEAMS_EMULATOR=1 everybody may act as everybody',
        'Leave HOST out or set 127.0.0.1, or set TEAMS_APP_ID and TEAMS_APP_PASSWORD for the real Teams',
      ),
    );
  }
  return problems;
}

function credentialProblems(variables: Partial<Variables>): InputProblem[] {
  const missing = (['TEAMS_APP_ID', 'TEAMS_APP_PASSWORD', 'TEAMS_TENANT_ID'] as const)
    .filter((name) => variables[name] === undefined)
    .map((name) => problemWith(name, 'is missing, while other variables of Teams are set'));
  const { TEAMS_OPENID_METADATA_URL: metadata, TEAMS_TOKEN_URL: token } = variables;
  if (metadata !== undefined && token === undefined) missing.push(half('TEAMS_TOKEN_URL'));
  if (metadata === undefined && token !== undefined) missing.push(half('TEAMS_OPENID_METADATA_URL'));
  return missing;
}

function half(name: VariableName): InputProblem {
  return problemWith(name, 'is missing, while the other endpoint is set');
}
