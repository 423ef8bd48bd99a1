export declare function serve(
  port?: number,
  collector?: string,
): Promise<{ url: string; port: number; close: () => Promise<void> }>;
