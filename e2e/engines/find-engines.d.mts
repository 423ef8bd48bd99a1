export type Found =
  | { readonly by: 'playwright' | 'bidi'; readonly path: string }
  | { readonly by: 'webdriver'; readonly path: string; readonly browser: string };
export type EngineName = 'Chromium' | 'Firefox' | 'WebKit';
export function findEngines(): Readonly<Record<EngineName, Found | undefined>>;
