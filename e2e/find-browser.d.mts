/** Gives the path of a browser that exists, or `undefined`: then Playwright says itself what is missing. */
export function findBrowser(what?: { whole?: boolean }): string | undefined;
