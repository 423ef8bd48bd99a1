/**
 * Two engines of independent makers look for faults of accessibility: axe-core and IBM's accessibility-checker. Both look
 * into open shadow roots, and both run in the page, from this machine.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import axe from 'axe-core';
import type { Visitor } from './visitor.ts';

const ace = readFileSync(
  createRequire(import.meta.url).resolve('accessibility-checker-engine/ace.js'),
  'utf8',
);

/** What IBM's engine leaves to a person's judgement, and ours. */
const judged: Record<string, string> = {
  element_tabbable_visible:
    'what is scrolled out of the dialog comes into sight with the focus: accessibility.spec.ts',
  input_label_visible: 'the close button is an icon, with a name',
  text_sensory_misuse: 'no text of ours goes by place or shape',
  style_color_misuse: 'a switch says its state by its thumb, not by its colour alone',
  style_highcontrast_visible: 'seen in forced colours: accessibility.spec.ts',
};

interface Found {
  ruleId: string;
  value: [string, string];
  path: { dom: string };
  snippet: string;
  message: string;
}

/** Names of the rules broken, by engine, with where. */
export async function faults({ page }: Visitor): Promise<string[]> {
  await page.evaluate(`${axe.source};${ace};globalThis.ace ??= ace;`);
  const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  );
  const results = await page.evaluate<Found[]>(
    "new ace.Checker().check(document, ['WCAG_2_2']).then(({ results }) => results.map((one) => ({ ...one })))",
  );
  // While the dialog is open the banner waits behind it, unseen: there is no contrast to see.
  const unseen = (dom: string) =>
    /assent-ui\[1\].*\/section\[1\]/.test(dom) && results.some(({ path }) => path.dom.includes('/dialog['));
  const ibm = results.filter(
    ({ ruleId, value: [kind, result], path }) =>
      kind === 'VIOLATION' &&
      result !== 'PASS' &&
      !(result !== 'FAIL' && ruleId in judged) &&
      !(ruleId === 'text_contrast_sufficient' && unseen(path.dom)),
  );
  return [
    ...violations.map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ...ibm.map(({ ruleId, value, snippet, message }) => `ibm ${ruleId} ${value[1]}: ${snippet} ${message}`),
  ];
}
