/** Prints what fails as it fails and, at the end, the table: one row for each episode, one column for each engine. */
import type { FullConfig, Reporter, Suite, TestCase, TestResult } from 'playwright/types/testReporter';

export default class TableReporter implements Reporter {
  #suite: Suite | undefined;

  onBegin(_config: FullConfig, suite: Suite) {
    this.#suite = suite;
  }

  // Errors outside any test, such as an episode file that does not load.
  onError(error: { message?: string; stack?: string }) {
    console.error(error.stack ?? error.message);
  }

  onTestEnd(test: TestCase, result: TestResult) {
    for (const { stack, message } of result.errors) {
      console.error(`\n${engineOf(test)}: ${test.title}\n${stack ?? message}`);
    }
  }

  onEnd() {
    const tests = this.#suite?.allTests() ?? [];
    const engines = [...new Set(tests.map(engineOf))];
    const episodes = [...new Set(tests.map(({ title }) => title))];
    const width = Math.max(...episodes.map(({ length }) => length), 7);
    const line = (title: string, cells: readonly string[]) =>
      console.log([title.padEnd(width), ...cells.map((cell) => cell.padEnd(9))].join('  ').trimEnd());
    line('episode', engines);
    for (const title of episodes) {
      line(
        title,
        engines.map((engine) => {
          const test = tests.find((one) => one.title === title && engineOf(one) === engine);
          return test ? outcomeOf(test) : '';
        }),
      );
    }
    const skipped = tests.flatMap((test) =>
      test.annotations
        .filter(({ type }) => type === 'skip')
        .map(({ description }) => description ?? test.title),
    );
    for (const why of new Set(skipped)) console.log(`Skipped: ${why}.`);
  }
}

function engineOf(test: TestCase): string {
  return test.parent.project()?.name ?? '';
}

function outcomeOf(test: TestCase): string {
  const [result] = test.results;
  if (!result) return 'not run';
  if (test.outcome() === 'skipped') return 'skipped';
  return test.ok() ? `${(result.duration / 1000).toFixed(1)} s` : 'FAILED';
}
