/**
 * Prints `N passed, N failed` for vitest's JSON report and exits 0 only if something ran and nothing failed.
 * A file that could not be loaded, a step that failed, and a run that ended badly without naming a test count as one
 * failure each: the line must never look better than the run was.
 * Usage: node count-tests.mjs REPORT FAILED_STEPS EXIT_CODE_OF_THE_TESTS
 */
import { readFileSync } from 'node:fs';

const [, , report = '', failedSteps = '0', testsEnded = '1'] = process.argv;

const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = read(report);
const unloaded = testResults.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
).length;
const named = numFailedTests + unloaded + Number(failedSteps);
const failed = named === 0 && (testsEnded !== '0' || numPassedTests === 0) ? 1 : named;

console.log(`${numPassedTests} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}
