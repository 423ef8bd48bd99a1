/** The five categories, in the order in which a visitor meets them. */
import type { Category } from './types.ts';

export const allCategories: readonly Category[] = [
  'essential',
  'functional',
  'analytics',
  'targeting',
  'social',
];
