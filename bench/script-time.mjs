/**
 * Reads from a trace how long a page's main thread ran and compiled scripts, the layout they force included.
 * `Performance.getMetrics` will not do: its ScriptDuration leaves out microtasks, where we draw the banner and
 * release what is held. A trace has them, whichever file they came from, and the page without us has next to none.
 */
export const categories = ['-*', 'devtools.timeline', 'v8', 'v8.execute'];

const work = new Set([
  'EvaluateScript',
  'FunctionCall',
  'RunMicrotasks',
  'v8.callFunction',
  'v8.compile',
  'v8.compileModule',
  'v8.evaluateModule',
  'v8.run',
]);

/** Gives milliseconds of the thread's own time: slowed down, but without what other programs took from it. */
export function scriptTime(trace, origin) {
  const { traceEvents } = JSON.parse(trace.toString());
  // The browser's own surfaces are pages too. Ours is where a document of the site was parsed.
  const parsing = traceEvents.find(
    ({ name, args }) => name === 'ParseHTML' && args.beginData?.url.startsWith(origin),
  );
  const scripts = traceEvents
    .filter(
      ({ pid, tid, ph, name }) => pid === parsing.pid && tid === parsing.tid && ph === 'X' && work.has(name),
    )
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  let sum = 0;
  let end = 0;
  for (const { ts, dur, tdur } of scripts) {
    // Scripts run others inside them: only the outermost counts.
    if (ts < end) continue;
    sum += tdur;
    end = ts + dur;
  }
  return sum / 1000;
}
