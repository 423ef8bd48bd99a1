/**
 * Stands in for Prototype.js: not its code, but what it does to the page's own objects. From 1.7.3: `Element` is
 * another function, elements, arrays and strings carry its methods, `remove` needs a parent, `Array.from` knows no
 * iterators, `entries` gives a list. From 1.6, which 1.7 gave up: `toJSON` on arrays and strings.
 */
(() => {
  const extend = (target, source) => Object.assign(target, source);
  const $A = (list) => {
    if (!list) return [];
    if ('toArray' in Object(list)) return list.toArray();
    const result = new Array(list.length || 0);
    for (let at = 0; at < result.length; at += 1) result[at] = list[at];
    return result;
  };
  window.Prototype = { Version: '1.7.3', K: (x) => x, emptyFunction() {} };
  window.$A = $A;
  window.$ = (element) => (typeof element === 'string' ? document.getElementById(element) : element);
  window.$$ = (selector) => $A(document.querySelectorAll(selector));
  window.Class = { create: () => function made() {} };

  const detect = function (iterator, context) {
    for (let at = 0; at < this.length; at += 1) {
      if (iterator.call(context, this[at], at, this)) return this[at];
    }
  };
  const toArray = function () {
    return [].concat(this);
  };
  const each = function (iterator, context) {
    for (let at = 0; at < this.length; at += 1) iterator.call(context, this[at], at);
    return this;
  };
  extend(Array.prototype, {
    each,
    _each: each,
    all: Array.prototype.every,
    any: Array.prototype.some,
    collect: Array.prototype.map,
    detect,
    find: detect,
    findAll: Array.prototype.filter,
    select: Array.prototype.filter,
    entries: toArray,
    toArray,
    clone: toArray,
    include: Array.prototype.includes,
    member: Array.prototype.includes,
    first() {
      return this[0];
    },
    last() {
      return this[this.length - 1];
    },
    clear() {
      this.length = 0;
      return this;
    },
    compact() {
      return this.filter((value) => value != null);
    },
    without(...values) {
      return this.filter((value) => !values.includes(value));
    },
    size() {
      return this.length;
    },
    inspect() {
      return `[${this.join(', ')}]`;
    },
    toJSON() {
      return `[${this.map((value) => JSON.stringify(value)).join(', ')}]`;
    },
  });
  Array.from = $A;
  extend(String.prototype, {
    strip: String.prototype.trim,
    toArray() {
      return this.split('');
    },
    toJSON() {
      return `"${this}"`;
    },
    empty() {
      return this === '';
    },
  });
  extend(Object, {
    extend,
    toJSON: (value) => JSON.stringify(value),
    clone: (value) => extend({}, value),
    isFunction: (value) => typeof value === 'function',
    values: (value) => Object.keys(value).map((name) => value[name]),
  });
  extend(Function.prototype, {
    curry(...given) {
      return (...later) => this(...given, ...later);
    },
    defer(...given) {
      return setTimeout(() => this(...given), 10);
    },
    wrap(wrapper) {
      const wrapped = this;
      return function (...given) {
        return wrapper.apply(this, [wrapped.bind(this), ...given]);
      };
    },
  });

  const Native = window.Element;
  window.Element = function Element(name, attributes) {
    const element = document.createElement(name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    return element;
  };
  extend(window.Element, Native);
  window.Element.prototype = Native.prototype;
  const methods = {
    remove() {
      this.parentNode.removeChild(this);
      return this;
    },
    update(content) {
      this.innerHTML = content ?? '';
      return this;
    },
    replace(content) {
      this.outerHTML = content;
      return this;
    },
    insert(content) {
      this.insertAdjacentHTML('beforeend', content);
      return this;
    },
    hide() {
      this.style.display = 'none';
      return this;
    },
    show() {
      this.style.display = '';
      return this;
    },
    visible() {
      return this.style.display !== 'none';
    },
    clone(deep) {
      return this.cloneNode(deep);
    },
    select(selector) {
      return $A(this.querySelectorAll(selector));
    },
    store() {
      return this;
    },
    scrollTo() {
      scrollTo(0, this.offsetTop);
      return this;
    },
  };
  for (const { prototype } of [HTMLElement, SVGElement]) extend(prototype, methods);
  extend(window.Event, { observe() {}, stop() {}, element: (event) => event.target });
  extend(Event.prototype, {
    stop() {
      this.preventDefault();
      this.stopPropagation();
    },
    element() {
      return this.target;
    },
  });
})();
