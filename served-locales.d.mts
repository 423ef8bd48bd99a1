export const locales: string[];
export function servedLocale(locale: string): string;
