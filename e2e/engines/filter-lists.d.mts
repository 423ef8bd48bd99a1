export function findLists(): string[];
