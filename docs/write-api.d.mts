/** One exported declaration of a source file, with what its docstring says. */
export interface Declaration {
  readonly name: string;
  readonly text: string;
}
export function apiPage(): string;
export function declarations(path: string): Declaration[];
