/**
 * Vendors inside frames have no way to our functions: they look upwards for a frame by a known name, then ask by
 * message. Here that frame is kept in the page, and the messages are answered (CMP API, "how can vendors that use
 * iframes call the CMP API").
 */

/** Calls the function of the page with a message's values; `reply` may be called more than once. */
export type Ask = (
  message: Readonly<Record<string, unknown>>,
  reply: (data: unknown, success: boolean) => void,
) => void;

/** Answers for `__gpp` or `__uspapi`. Gives its own undo. */
export function answerFrames(name: string, ask: Ask): () => void {
  const locator = `${name}Locator`;
  // Whoever has put it there answers already: two answers to one question would be one too many.
  if (document.querySelector(`iframe[name="${locator}"]`)) return () => {};
  const frame = document.createElement('iframe');
  frame.name = locator;
  // By the object model, which a policy on styles does not forbid; and no address, which one on frames could.
  frame.style.display = 'none';

  // There may be no body yet, and some sites replace theirs on every navigation.
  const place = () => {
    if (document.body && !frame.isConnected) document.body.append(frame);
  };
  const watch = new MutationObserver(place);
  watch.observe(document.documentElement, { childList: true });
  place();

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
  addEventListener('message', onMessage);
  return () => {
    watch.disconnect();
    frame.remove();
    removeEventListener('message', onMessage);
  };
}

function parsed(text: string, name: string): unknown {
  try {
    return text.includes(`${name}Call`) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
