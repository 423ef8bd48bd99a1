/**
 * Vendors inside frames have no way to our functions: they look upwards for a frame by a known name, then ask by
 * message (CMP API, "how can vendors that use iframes call the CMP API"). Here the messages are answered.
 */

/** Calls the function of the page with a message's values; `reply` may be called more than once. */
export type Ask = (
  message: Readonly<Record<string, unknown>>,
  reply: (data: unknown, success: boolean) => void,
) => void;

/** Answers for `__gpp` or `__uspapi`, those that were `asked` before first. Gives its own undo. */
export function answerFrames(name: string, asked: readonly MessageEvent[], ask: Ask): () => void {
  function onMessage({ data, origin, source }: MessageEvent): void {
    const asText = typeof data === 'string';
    const message = asText ? parsed(data, name) : data;
    const asked = Object(message)[`${name}Call`];
    if (!source || Object(asked) !== asked) return;
    ask(asked, (returnValue, success) => {
      const answer = { [`${name}Return`]: { returnValue, success, callId: asked.callId } };
      // A sandboxed frame has no origin to name (HTML, "opaque origin").
      const targetOrigin = /^https?:/.test(origin) ? origin : '*';
      source.postMessage(asText ? JSON.stringify(answer) : answer, { targetOrigin });
    });
  }
  asked.forEach(onMessage);
  addEventListener('message', onMessage);
  return () => removeEventListener('message', onMessage);
}

function parsed(text: string, name: string): unknown {
  try {
    return text.includes(`${name}Call`) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
