import type { Category, CookieDeclaration } from './src/types.ts';

export interface DeclaredTag {
  readonly id: string;
  readonly maker: string;
  readonly vendor: {
    readonly id: string;
    readonly name: string;
    readonly category: Category;
    readonly anyOf?: readonly Category[];
    readonly lang: string;
    readonly purpose: string;
    readonly policy: string;
    readonly hosts: readonly string[];
    readonly cookies: readonly CookieDeclaration[];
    readonly storage?: readonly string[];
  };
  readonly required: readonly string[];
  readonly promise: string;
  readonly brings: boolean;
}

export function readTags(): DeclaredTag[];
export function tableOf(tags: readonly DeclaredTag[]): string;
export function sampleOf(tag: DeclaredTag): Record<string, string>;
export function readOthers(): { category: Category; ids: string[] }[];
