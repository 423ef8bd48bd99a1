/**
 * What a law asks of a site beside the answers: signal, links, age. For developers, the README and the tests; it stands
 * beside its regime and is left out of what visitors download. Assent itself honours the signal everywhere.
 */
export interface Duties {
  /** The day from which Global Privacy Control has to be honoured, by region. Empty: no such duty. */
  readonly signal: Readonly<Record<string, string>>;
  /** Titles of the links a page has to show, as prescribed. Empty: the words are free. */
  readonly links: readonly string[];
  /** Below this age a yes is the parents' to give, or the visitor's own where the law says so. */
  readonly age: string;
}
