/** What the fixture sends back for one request, and how late. */
import type { Route } from 'playwright/test';

export interface Reply {
  readonly status?: number;
  readonly contentType?: string;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds of a slow server, or a promise the answer waits for. */
  readonly after?: number | Promise<unknown> | undefined;
}

/** Sends a reply. A page that is gone by then is no fault. */
export async function send(route: Route, { after, status = 200, contentType, body = '', headers }: Reply) {
  if (typeof after === 'number') await new Promise((done) => setTimeout(done, after));
  else await after;
  const type: Record<string, string> = contentType ? { 'content-type': contentType } : {};
  await route.fulfill({ status, body, headers: { ...type, ...headers } }).catch(() => {});
}
