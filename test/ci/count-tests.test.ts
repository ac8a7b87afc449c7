import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'referral-desk-ci-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What .ci/run would print last, and its exit code, for a report of vitest's. */
function counted(report: object | undefined, failedSteps = 0, testsEnded = 0) {
  const path = join(folder, 'report.json');
  if (report) writeFileSync(path, JSON.stringify(report));
  else rmSync(path, { force: true });
  const args = ['.ci/count-tests.mjs', path, String(failedSteps), String(testsEnded)];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return [stdout, status];
}

const report = (numPassedTests: number, numFailedTests: number, testResults: object[] = []) => ({
  numPassedTests,
  numFailedTests,
  testResults,
});
const loaded = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] };
const unloaded = { status: 'failed', assertionResults: [] };

test.each([
  ['all is well', [report(12, 0)], ['12 passed, 0 failed\n', 0]],
  ['a test failed', [report(11, 1, [loaded]), 0, 1], ['11 passed, 1 failed\n', 1]],
  ['a file could not be loaded', [report(11, 0, [unloaded]), 0, 1], ['11 passed, 1 failed\n', 1]],
  ['the check failed', [report(12, 0), 1, 0], ['12 passed, 1 failed\n', 1]],
  ['check and tests failed', [report(10, 2, [loaded]), 1, 1], ['10 passed, 3 failed\n', 1]],
  ['the run ended badly without a failed test', [report(12, 0), 0, 1], ['12 passed, 1 failed\n', 1]],
  ['nothing ran', [report(0, 0)], ['0 passed, 1 failed\n', 1]],
  ['there is no report', [undefined, 0, 124], ['0 passed, 1 failed\n', 1]],
  ['the install failed', [undefined, 1, 1], ['0 passed, 1 failed\n', 1]],
] as const)('%s', (_case, args, expected) => {
  expect(counted(...(args as unknown as Parameters<typeof counted>))).toEqual(expected);
});
