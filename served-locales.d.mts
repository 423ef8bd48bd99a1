export const locales: string[];
export function servedLocale(locale: string): string;
export const purposes: string[];
export function servedPurposes(locale: string): string;
