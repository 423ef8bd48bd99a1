/**
 * Requests that page code makes itself. One to a held vendor fails as the network would fail it: the caller hears of
 * it in the way it listens for, and nothing leaves. It is not sent again after a grant.
 */
import { define, inherited, type Patch } from '../patch.ts';

export function guardRequests(patch: Patch, isHeld: (address: unknown) => boolean): () => void {
  const targets = new WeakMap<XMLHttpRequest, unknown>();

  for (const name of ['fetch', 'fetchLater']) {
    const fail = () => (name === 'fetch' ? Promise.reject(new TypeError('Failed to fetch')) : {});
    patch(window, name, (_, [input]: [Partial<Request> | undefined]) => isHeld(input?.url ?? input) && fail);
  }
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
  const actionOf = (form: HTMLFormElement) => inherited(form, 'getAttribute').call(form, 'action');
  patch(HTMLFormElement.prototype, 'submit', (self: HTMLFormElement) => {
    return isHeld(actionOf(self)) && (() => undefined);
  });
  const onSubmit = (event: SubmitEvent) => {
    const address = event.submitter?.getAttribute('formaction');
    if (isHeld(address ?? actionOf(event.target as HTMLFormElement))) event.preventDefault();
  };
  addEventListener('submit', onSubmit, true);
  return () => removeEventListener('submit', onSubmit, true);
}

/** What a caller hears when the network fails (XMLHttpRequest Standard, "request error steps"). */
function fail(request: XMLHttpRequest): void {
  define(request, 'readyState', { value: 4, configurable: true });
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
  for (const name of Object.keys(own)) define(dead, name, Object.getOwnPropertyDescriptor(own, name));
  setTimeout(() => {
    for (const type of ['error', 'close']) {
      const event = type === 'close' ? new CloseEvent(type, { code: 1006 }) : new Event(type);
      dead.dispatchEvent(event);
      dead[`on${type}`]?.(event);
    }
  });
  return dead;
}
