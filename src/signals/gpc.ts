/**
 * Global Privacy Control: the browser's "do not sell or share" (W3C Global Privacy Control, section 3).
 * Only exactly `true` counts. A property that throws, as a hostile page could define it, counts as absent.
 */
export function gpc(browser: Navigator): boolean {
  try {
    return (browser as { globalPrivacyControl?: unknown }).globalPrivacyControl === true;
  } catch {
    return false;
  }
}
