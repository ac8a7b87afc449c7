import {
  activeManagers,
  activePartners,
  activeReps,
  type Program,
  triageChannels,
} from '../../program/program.js';
import type { OpenStore } from '../world.js';
import { type Checked, checked, ok, problem, skipped } from './verdict.js';

/** Whether there is a program that can serve a referral. `program` is there when one could be read. */
export async function programCheck(
  store: OpenStore | undefined,
): Promise<{ check: Checked; program?: Program }> {
  let program: Program | undefined;
  const check = await checked('program', async () => {
    if (!store) return skipped('the database does not answer');
    program = (await store.programs.stored())?.program;
    if (!program) return skipped(`none yet. ${BEGIN}`);
    const lacking = whatIsLacking(program);
    if (lacking.length > 0) return problem(`${program.name} has no ${lacking.join(' and no ')}`, BEGIN);
    const people = [
      count(activePartners(program), 'partner'),
      count(activeReps(program), 'rep'),
      count(activeManagers(program), 'program manager'),
    ];
    return ok(`${program.name}: ${people.join(', ')}`);
  });
  return { check, ...(program ? { program } : {}) };
}

const BEGIN = 'Type /referrals setup in a channel, or apply a file (program apply FILE)';

function whatIsLacking(program: Program): string[] {
  return [
    ...(activeManagers(program).length === 0 ? ['program manager'] : []),
    ...(triageChannels(program).length === 0 ? ['triage channel'] : []),
  ];
}

function count(list: readonly unknown[], name: string): string {
  return `${list.length} ${name}${list.length === 1 ? '' : 's'}`;
}
