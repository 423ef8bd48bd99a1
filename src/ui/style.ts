/** Brings a stylesheet into a shadow root, once. Adopted sheets need no inline style, so they pass a strict CSP. */
const sheets = new Map<string, CSSStyleSheet>();

export function adopt(root: ShadowRoot, css: string): void {
  const sheet = sheets.get(css) ?? new CSSStyleSheet();
  if (!sheets.has(css)) sheet.replaceSync(css);
  sheets.set(css, sheet);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
