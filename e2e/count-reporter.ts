/**
 * Prints one last line that a machine can read: `N passed, N failed`. A test that was cut short or never
 * came to an end counts as failed; a skipped one counts as neither.
 */
import type { FullResult, Reporter, Suite } from 'playwright/types/testReporter';

export default class CountReporter implements Reporter {
  #suite: Suite | undefined;
  #errors = 0;

  onBegin(_config: unknown, suite: Suite) {
    this.#suite = suite;
  }

  // Errors outside any test, such as a spec file that does not load.
  onError() {
    this.#errors += 1;
  }

  // The list reporter writes its summary in `onEnd`; this line comes after it.
  onEnd(result: FullResult) {
    const tests = this.#suite?.allTests() ?? [];
    const ran = tests.filter((test) => test.outcome() !== 'skipped' || test.results.length === 0);
    const passed = ran.filter((test) => test.ok() && test.results.length > 0).length;
    const failed = ran.length - passed + this.#errors;
    const cut = result.status !== 'passed' && failed === 0 ? 1 : 0;
    process.stdout.write(`${passed} passed, ${failed + cut} failed\n`);
  }
}
