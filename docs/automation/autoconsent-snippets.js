/**
 * The two lines of page code that `autoconsent.json` names. Autoconsent keeps such code in its own list
 * (`lib/eval-snippets.ts`); where it lacks them, the rule presses the banner's own buttons instead.
 */
export const snippets = {
  EVAL_ASSENT_DENY: () => window.assent.deny() || true,
  EVAL_ASSENT_GRANT: () => window.assent.grant() || true,
};
