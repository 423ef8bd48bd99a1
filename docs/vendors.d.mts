export function vendorsPage(): string;
