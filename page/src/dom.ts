/**
 * Makes elements. Texts of rules and events may hold anything, so there is no way here to make an
 * element of a text: what is not an element becomes a text node.
 */
export type Child = Node | string | number | null | undefined | false;

type Handler = (event: Event) => void;
type Value = string | number | boolean | null | undefined | Handler;

const SVG = 'http://www.w3.org/2000/svg';

/** Attributes that could carry code, styles or addresses from a text. */
const FORBIDDEN = /^(on|style$|src|href$|action$|formaction$|xlink)/i;

/** Characters that change the order in which others are shown: a text could look like another one. */
const REORDERING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The text with such characters written out. */
function visible(text: string): string {
  return text.replace(REORDERING, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function fill(element: Element, attributes: Record<string, Value>, children: Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value === null || value === undefined || value === false) {
      continue;
    } else if (FORBIDDEN.test(name)) {
      throw new Error(`The attribute '${name}' is not set here.`);
    } else {
      element.setAttribute(name, value === true ? '' : visible(String(value)));
    }
  }
  append(element, children);
}

function append(element: Element, children: Child[]): void {
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : visible(String(child)));
    }
  }
}

/** An element; handlers are given by the names of their events, such as `click`. */
export function h<K extends keyof HTMLElementTagNameMap>(
    tag: K, attributes: Record<string, Value> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

/** An element of a drawing. */
export function s(tag: string, attributes: Record<string, Value> = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  fill(element, attributes, children);
  return element as SVGElement;
}

/** Replaces all that an element has. */
export function put(element: Element, ...children: Child[]): void {
  element.replaceChildren();
  append(element, children);
}

/** A button. */
export function button(label: string, click: () => void, attributes: Record<string, Value> = {}): HTMLButtonElement {
  return h('button', {type: 'button', ...attributes, click: () => click()}, label);
}

/** `1 event`, `2 events`; with separators in large numbers. */
export function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A number with separators. */
export function number(value: number): string {
  return value.toLocaleString('en-US');
}

/** A moment in UTC, as events have it. */
export function moment(millis: number | null): string {
  if (millis === null || !Number.isFinite(millis) || Math.abs(millis) > 8.64e15) {
    return '';
  }
  return new Date(millis).toISOString().replace('T', ' ').replace(/\.000Z$|Z$/, '');
}
