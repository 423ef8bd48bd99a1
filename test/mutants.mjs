/**
 * Breaks the gate and the answer on purpose, one line at a time, and sees that a unit test notices each. A fault that
 * nobody notices, or one whose place is no longer found in the source, ends with an error. Nothing is written: the
 * tests are given the broken text in memory. `npm run test:mutants -- frames` tries those that speak of frames.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createVitest } from 'vitest/node';

const gate = { file: 'src/gate.ts', tests: ['test/gate.test.ts'] };
const frame = { file: 'src/elements/frame.ts', tests: ['test/gate.test.ts'] };
const added = { file: 'src/elements/added.ts', tests: ['test/gate.test.ts'] };
const answer = { file: 'src/consent.ts', tests: ['test/consent.test.ts'] };

/** What is broken, the text in the source (there once), and what stands there instead. */
const faults = [
  // A tag runs if, and only if, its answer is granted.
  [gate, 'tags load whatever the answer', '(tag.advanced || consent.allows(tag.id))', 'true'],
  [
    gate,
    'advanced tags wait for a grant',
    '(tag.advanced || consent.allows(tag.id))',
    'consent.allows(tag.id)',
  ],
  [
    gate,
    'tags without a grant keep those behind them from loading',
    'if (!ready(tag)) continue;',
    'if (!ready(tag)) break;',
  ],
  [gate, 'late tags load whatever the answer', 'if (isShown() && ready(tag)) load(tag);', 'load(tag);'],
  [gate, 'late tags never load', 'if (isShown() && ready(tag)) load(tag);', ''],
  [gate, 'late tags load before new answers are painted', 'if (isShown() && ready(tag))', 'if (ready(tag))'],
  [
    gate,
    'elements go free before new answers are painted',
    '(isShown() ? releaseAll(found) : undefined)',
    'releaseAll(found)',
  ],
  [
    gate,
    'elements go free whatever the answer',
    'const allowed = allowsElement(element);',
    'const allowed = true;',
  ],
  [gate, 'elements other than frames go free whatever the answer', 'else if (!allowed) return;', ''],
  [gate, 'one granted category of several is enough', 'listed.every(', 'listed.some('],
  [gate, "an element goes by its vendor's category", '!vendor || consent.allows(vendor.id)', 'true'],
  [gate, "a vendor's own grant does not stand for its category", 'name === vendor?.category || ', ''],
  [
    gate,
    "a vendor's own grant stands for every category",
    'name === vendor?.category || consent',
    '!!vendor || consent',
  ],
  [gate, 'elements of an unknown vendor go free', 'else if (consentVendor && !vendor)', 'else if (false)'],
  [gate, 'elements may load any address', '!isLoadable(address)', 'false'],
  [gate, "scripts without the page's nonce go free", '!hasNonce(element)', 'false'],
  [
    gate,
    'elements without an answer go free',
    '    return false;\n  }\n\n  function retractOne',
    '    return true;\n  }\n\n  function retractOne',
  ],
  [
    gate,
    'elements added later are not seen',
    'watch.observe(document, { childList: true, subtree: true });',
    '',
  ],
  [
    added,
    'elements added deep inside others are not seen',
    "...(inherited(element, 'querySelectorAll')?.call(element, selector) ?? [])",
    '',
  ],
  [added, 'elements added on their own are not seen', '...itself, ', ''],
  [gate, 'what the page holds is not released', 'await releaseAll(new Set([', 'void (new Set(['],
  [gate, 'what the guard holds is not released', ', ...unmarked]', ']'],
  [gate, 'what the guard holds is forgotten', 'unmarked.add(element);', ''],
  [gate, 'what the guard holds waits for the next answer', 'releaseLater([element]);', ''],
  [gate, 'what a template holds goes free', 'else if (element.ownerDocument === document) {', 'else {'],
  [gate, 'elements outside the page go free', 'element.isConnected || element', 'true || element'],
  // Exactly once.
  [gate, 'tags load with every release', '!running.has(tag) && ', ''],
  [gate, 'tags that load are not remembered', 'running.set(tag, consent.allows(tag.id));', ''],
  [gate, 'tags that run are remembered only after they loaded well', "call(tag, 'load');", 'tag.load(page);'],
  [gate, 'scripts that have run are released again', 'element.matches(held) && ', ''],
  [gate, 'scripts that waited are never looked at again', 'queued.delete(script);', ''],
  [gate, 'tags stop with every answer', 'running.set(tag, allowed);', ''],
  // Never after a withdrawal.
  [
    gate,
    'scripts run though the grant was taken back',
    '!isHere(script) || !allowsElement(script)',
    '!isHere(script)',
  ],
  [
    gate,
    'scripts run though they were removed',
    '!isHere(script) || !allowsElement(script)',
    '!allowsElement(script)',
  ],
  [gate, 'tags are not stopped', "call(tag, 'stop')", 'undefined'],
  [gate, 'tags that were never granted are stopped', 'if (on && !allowed)', 'if (!allowed)'],
  [gate, 'tags are stopped whatever the answer', 'if (on && !allowed)', 'if (on)'],
  [gate, 'tags without a grant hear of every answer', 'else if (allowed || tag.advanced)', 'else'],
  [gate, 'advanced tags do not hear of refusals', 'else if (allowed || tag.advanced)', 'else if (allowed)'],
  [
    gate,
    'advanced tags count as granted',
    'running.set(tag, consent.allows(tag.id));',
    'running.set(tag, true);',
  ],
  [
    gate,
    'frames stay when their grant is taken back',
    'if (element instanceof HTMLIFrameElement) frames.hold(element);\n    else',
    'if (!(element instanceof HTMLIFrameElement))',
  ],
  [gate, 'frames and pings go whatever the answer', 'if (allowsElement(element)) return;', ''],
  [gate, 'links keep their ping when its grant is taken back', 'else holdPing(element);', ''],
  [
    gate,
    'frames on their way into the page are not looked at',
    'if (element.matches(telling)) retractOne(element);',
    'if (element.matches(telling));',
  ],
  [frame, 'a frame loaded once stays whatever is decided', 'loadedOnce.get(frame) === at', 'true'],
  [frame, 'a frame loaded once goes with another that is allowed', "by === 'placeholder' || ", ''],
  [frame, 'a moved frame leaves its placeholder', ' || moved.includes(frame)', ''],
  [frame, 'a removed frame leaves its placeholder', '!frame.isConnected || ', ''],
  [frame, 'placeholders overlap', 'await leaving.get(frame);', ''],
  [
    gate,
    'frames are not held',
    'frames.release(element) : frames.hold(element)',
    'frames.release(element) : undefined',
  ],
  [gate, 'frames are never released', 'allowed ? frames.release(element) :', 'allowed ? undefined :'],
  [gate, 'a closed gate still loads tags', 'return !closed && !running', 'return !running'],
  [gate, 'a closed gate still releases what was in line', '!closed && element', 'element'],
  [gate, 'a closed gate leaves its placeholders', 'frames.close();', ''],
  // Order, and faults.
  [gate, 'a tag that throws stops the others', "warn('tag', tag.id, moment, error);", 'throw error;'],
  [gate, 'a tag that throws is not named', "warn('tag', tag.id, moment, error);", ''],
  [gate, 'defaults are not said at the start', "for (const tag of tags) call(tag, 'before');", ''],
  [gate, 'the default of a late tag is not said', "call(tag, 'before');\n      if", 'if'],
  [gate, 'tags load without a breath between them', 'load(tag);\n      await breath();', 'load(tag);'],
  [gate, 'async scripts wait for their turn', "if (script.hasAttribute('async')) return void run();", ''],
  [gate, 'no script waits for its turn', "script.hasAttribute('async')", 'true'],
  [
    gate,
    'scripts run before the one before has loaded',
    'lane = lane.then(run).then(breath);',
    'void lane.then(run).then(breath);',
  ],
  [
    gate,
    'scripts do not wait for the end of the document',
    'new Promise<void>(page.whenParsed)',
    'Promise.resolve()',
  ],
  [
    gate,
    'a script outside the page holds up the others',
    'if (script.isConnected) await done;',
    'await done;',
  ],
  [
    gate,
    'a script that cannot be released holds up the others',
    ".catch((error) => warn('tag', 'a held <script>', 'release', error))",
    '',
  ],

  // The answer.
  [answer, 'a signal that comes late is not looked at', '    seeSignal();\n', ''],
  [answer, 'a signal that comes late is told of, but not believed', 'visit = { ...visit, gpc: true };', ''],
  [answer, 'essential is denied like the rest', "if (category === 'essential') return 'granted';", ''],
  [
    answer,
    'categories that are not used are granted',
    "if (!settings.categories.includes(category)) return 'denied';",
    '',
  ],
  [
    answer,
    "a category's answer stands before its vendor's",
    'own(answers, what) ?? own(answers, category)',
    'own(answers, category) ?? own(answers, what)',
  ],
  [
    answer,
    "a vendor's own answer does not count",
    'own(answers, what) ?? own(answers, category)',
    'own(answers, category)',
  ],
  [
    answer,
    "a category's answer does not count for its vendors",
    'own(answers, what) ?? own(answers, category)',
    'own(answers, what)',
  ],
  [answer, 'the signal is ignored', 'if (gpc && sold && ', 'if (false && '],
  [answer, 'the signal is presumed', 'if (gpc && sold && ', 'if (sold && '],
  [answer, 'the signal denies what is not sold', 'if (gpc && sold && ', 'if (gpc && '],
  [answer, 'an older yes stands against the signal', 'decision?.gpc && ', ''],
  [answer, 'the site cannot forbid a yes against the signal', ' && settings.gpc.override', ''],
  [
    answer,
    'no yes stands against the signal',
    "!(given === 'granted' && decision?.gpc && settings.gpc.override)",
    'true',
  ],
  [answer, 'silence is a yes', 'asked || ', ''],
  [
    answer,
    'exempt categories are asked about all the same',
    ' && (sold || !regime.granted?.includes?.(category))',
    '',
  ],
  [answer, 'sale or share may be exempt', '(sold || !regime', '(!regime'],
  [
    answer,
    'vendors that came later go by their category',
    "if (visit.fresh?.includes(what)) return 'denied';",
    '',
  ],
  [answer, 'vendors that came later leave nothing to be asked', '!!visit.fresh?.length ||', ''],
  [answer, 'silence is always a no', "? 'denied' : 'granted')", "? 'denied' : 'denied')"],
  [answer, 'silence is a yes for minors too', '(sold && settings.minor)', 'false'],
  [answer, 'minors are denied what is not sold', '(sold && settings.minor)', 'settings.minor'],
  [answer, 'everyone is a minor', '(sold && settings.minor)', 'sold'],
  [
    answer,
    'a refusal does not count',
    'return given ??',
    "return (given === 'denied' ? undefined : given) ??",
  ],
  [answer, 'a vendor is allowed before its words are here', 'return !awaited && ', 'return '],
  [
    added,
    'what stands in another that came is not looked at',
    '.filter((node) => !all.has(',
    '.filter((node) => all.has(',
  ],
  [answer, 'of several categories all must be granted', 'vendor.anyOf.some(', 'vendor.anyOf.every('],
  [
    answer,
    'several categories stand before an own answer',
    'vendor?.anyOf && !own(answers, what)',
    'vendor?.anyOf',
  ],
  [answer, 'inherited names count as answers', 'answers && Object.hasOwn(answers, name)', 'answers'],
].map(([where, name, from, to]) => ({ ...where, name, from, to }));

const only = process.argv[2];
const chosen = faults.filter(({ name }) => !only || name.includes(only));

let fault;
const vitest = await createVitest(
  'test',
  {
    watch: false,
    bail: 1,
    testTimeout: 60_000,
    reporters: [{}],
    pool: 'threads',
    maxWorkers: 1,
    include: [...new Set(faults.flatMap(({ tests }) => tests))],
  },
  {
    plugins: [
      {
        name: 'fault',
        enforce: 'pre',
        transform: (code, id) => (fault && id === resolve(fault.file) ? broken(code, fault) : undefined),
      },
    ],
  },
);

/** Gives how many tests fail with this fault in the source, or, without one, as it is. */
async function failing(next, tests) {
  for (const { file } of [fault, next].filter(Boolean)) vitest.invalidateFile(resolve(file));
  fault = next;
  const files = tests.map((test) => resolve(test));
  const all = await vitest.globTestSpecifications();
  const run = await vitest.runTestSpecifications(all.filter(({ moduleId }) => files.includes(moduleId)));
  const ran = run.testModules.filter(({ moduleId }) => files.includes(moduleId));
  if (ran.length !== files.length) throw new Error(`Of ${tests.join()}, ${ran.length} ran.`);
  const failed = ran.flatMap((module) => [...module.children.allTests('failed')]);
  // A fault that does not even parse proves nothing.
  if (!failed.length && !ran.every((module) => module.ok()))
    throw new Error(`${tests.join()} does not run: ${next?.name}.`);
  return failed.length;
}

function broken(code, { file, name, from, to }) {
  const pieces = code.split(from);
  if (pieces.length !== 2)
    throw new Error(`${file} holds "${from}" ${pieces.length - 1} times, for the fault "${name}".`);
  return pieces.join(to);
}

try {
  // Looked for beforehand: a text that is gone would otherwise pass for a test that fails.
  for (const each of faults) broken(readFileSync(each.file, 'utf8'), each);
  for (const { tests } of [gate, answer]) {
    if (await failing(undefined, tests)) throw new Error(`${tests.join()} fails without any fault.`);
  }
  const unnoticed = [];
  for (const each of chosen) if (!(await failing(each, each.tests))) unnoticed.push(each);
  for (const { file, name, from, to } of unnoticed) {
    console.error(`Nobody notices that ${name}: ${file}, "${from}" → "${to}".`);
  }
  console.log(`${chosen.length - unnoticed.length} of ${chosen.length} faults are noticed.`);
  process.exitCode = unnoticed.length || !chosen.length ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await vitest.close();
}
