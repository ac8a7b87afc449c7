import { Command, InvalidArgumentError } from 'commander';
import type { Referral } from '../referral/referral.js';
import type { RuleCount } from '../review/ports.js';
import { countWords } from '../review/queue-cards.js';
import { kindWords, waitingKind, whyWaiting } from '../review/words.js';
import { oneLine } from './one-line.js';
import { withProgram } from './with-store.js';
import type { CliWorld } from './world.js';

interface ReviewOptions {
  json?: boolean;
  rules?: boolean;
  limit: number;
  playground?: boolean;
}

const MOST = 1_000;
const PAGE = 50;

/** `review`: what waits for a program manager, or how often each rule was right. Reads only. */
export function reviewCommand(world: CliWorld): Command {
  return new Command('review')
    .description(
      'List what waits for a program manager, the oldest first; with --rules how often each rule was right. Decisions are made in chat.',
    )
    .option('--rules', 'how often each rule held, was a false alarm, or was right')
    .option('--limit <N>', `so many at most, up to ${MOST}`, wholeNumber, 50)
    .option('--json', 'for programs: one array')
    .option('--playground', 'of the playground instead of the real program')
    .addHelpText(
      'after',
      '\nExamples:\n  npm run --silent cli -- review\n  npm run --silent cli -- review --rules --json\n',
    )
    .action(async ({ json, rules, limit, playground }: ReviewOptions) => {
      const text = await withProgram(world, playground, async ({ reviews }, program) => {
        if (rules) {
          const counts = await reviews.rules(program.id);
          return json ? asJson(counts) : rulesTable(counts);
        }
        const found: Referral[] = [];
        for (;;) {
          const last = found.at(-1);
          const since = last?.attention?.undecidedSince;
          const after = last && since ? { since, id: last.id } : undefined;
          const wanted = Math.min(PAGE, limit - found.length);
          const page = await reviews.waiting(program.id, { limit: wanted, after });
          found.push(...page.found);
          if (page.found.length < wanted || found.length >= limit) {
            const rows = found.map(toRow);
            return json ? asJson(rows) : table(rows, page.total);
          }
        }
      });
      world.out(text);
    });
}

/** What `--json` writes. Dates as ISO 8601 in UTC. */
interface Row {
  reference: string;
  kind: string;
  company: string;
  partner: string | null;
  since: string | null;
  reason: string;
  rules: { rule: string; outcome: string; why: string }[];
}

function toRow(referral: Referral): Row {
  const { reference, prospect, partner, attention, findings = [] } = referral;
  return {
    reference,
    kind: waitingKind(referral) ?? 'decided',
    company: prospect.company,
    partner: partner?.name ?? null,
    since: attention?.undecidedSince?.toISOString() ?? null,
    reason: whyWaiting(referral),
    rules: findings.map(({ rule, outcome, staffText }) => ({ rule, outcome, why: staffText })),
  };
}

function table(rows: readonly Row[], total: number): string {
  if (rows.length === 0) return 'Nothing waits for a decision.\n';
  const lines = rows.map(
    ({ reference, kind, company, partner, since, reason }) =>
      `${reference}  ${since ?? ''}  ${kindWords(kind as Parameters<typeof kindWords>[0])}\n` +
      `  ${oneLine(company)} (${oneLine(partner ?? 'partner not known yet')}): ${oneLine(reason)}\n`,
  );
  const left = total - rows.length;
  return lines.join('') + (left > 0 ? `And ${left} more; --limit shows more of them.\n` : '');
}

function rulesTable(counts: readonly RuleCount[]): string {
  if (counts.length === 0) return 'No rule has held on a referral yet.\n';
  const width = Math.max(...counts.map(({ rule }) => rule.length));
  return counts.map((count) => `${count.rule.padEnd(width)}  ${countWords(count)}\n`).join('');
}

function asJson(rows: readonly unknown[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > MOST)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST}.`);
  return number;
}
