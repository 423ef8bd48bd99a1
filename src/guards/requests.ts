/**
 * Requests that page code makes itself. One to a held vendor fails as the network would fail it: the caller hears of
 * it in the way it listens for, and nothing leaves. It is not sent again after a grant.
 */
import type { Patch } from '../patch.ts';

export function guardRequests(patch: Patch, isHeld: (address: unknown) => boolean): () => void {
  const targets = new WeakMap<XMLHttpRequest, unknown>();

  patch(window, 'fetch', (_, [input]: [Partial<Request> | undefined]) => {
    return isHeld(input?.url ?? input) && (() => Promise.reject(new TypeError('Failed to fetch')));
  });
  patch(Navigator.prototype, 'sendBeacon', (_, [address]: [unknown]) => isHeld(address) && (() => false));

  patch(XMLHttpRequest.prototype, 'open', (self: XMLHttpRequest, [, address]: [unknown, unknown]) => {
    targets.set(self, address);
    // It may have failed before.
    if (Object.hasOwn(self, 'readyState')) Reflect.deleteProperty(self, 'readyState');
    return false;
  });
  patch(XMLHttpRequest.prototype, 'send', (self: XMLHttpRequest) => {
    return isHeld(targets.get(self)) && (() => void setTimeout(fail, 0, self));
  });

  for (const name of ['WebSocket', 'EventSource'] as const) {
    patch(window, name, (_, [address]: [unknown]) => {
      return isHeld(address) && (() => closed(window[name].prototype, address));
    });
  }
  patch(window, 'Audio', (_, [address]: [string]) => {
    return isHeld(address) && (() => Object.assign(new Audio(), { src: address }));
  });

  // `submit()` says nothing before it leaves; every other way does.
  patch(HTMLFormElement.prototype, 'submit', (self: HTMLFormElement) => {
    return isHeld(self.getAttribute('action')) && (() => undefined);
  });
  const onSubmit = (event: SubmitEvent) => {
    const form = event.target as HTMLFormElement;
    const address = event.submitter?.getAttribute('formaction') ?? form.getAttribute('action');
    if (isHeld(address)) event.preventDefault();
  };
  addEventListener('submit', onSubmit, true);
  return () => removeEventListener('submit', onSubmit, true);
}

/** What a caller hears when the network fails (XMLHttpRequest Standard, "request error steps"). */
function fail(request: XMLHttpRequest): void {
  Object.defineProperty(request, 'readyState', { value: 4, configurable: true });
  for (const type of ['readystatechange', 'error', 'loadend']) {
    request.dispatchEvent(new ProgressEvent(type));
  }
}

/** A connection that could not be made: closed from its first moment on, and its listeners hear why. */
function closed(prototype: WebSocket | EventSource, address: unknown): object {
  const quiet = () => {};
  const own = {
    url: String(address),
    readyState: prototype.CLOSED,
    onopen: null,
    onmessage: null,
    onerror: null,
    onclose: null,
    bufferedAmount: 0,
    send: quiet,
    close: quiet,
  } as Record<string, unknown>;
  const dead = Object.setPrototypeOf(new EventTarget(), prototype);
  Object.defineProperties(dead, Object.getOwnPropertyDescriptors(own));
  setTimeout(() => {
    for (const type of ['error', 'close']) {
      const event = new Event(type);
      dead.dispatchEvent(event);
      dead[`on${type}`]?.(event);
    }
  });
  return dead;
}
