/** What is on the page. All of it fits into a link: the part of an address that browsers keep to themselves. */
export interface State {
  name: string;
  text: string;
  test: string;
  /** The events, if they are short enough for a link. */
  events: string;
  /** What the server calls the events, as long as it has them. */
  set: string;
  tab: string;
  event: number;
  lateness: number;
  mapping: string;
}

export const TABS = ['rules', 'events', 'time', 'java', 'exports', 'tests', 'coverage', 'results'] as const;

const MOST_BYTES = 2_000_000;

/** Longer events stay where they are. */
export const MOST_EVENTS = 65_536;

export function emptyState(): State {
  return {
    name: 'untitled.toml', text: '', test: '', events: '', set: '', tab: 'events', event: 0, lateness: 60, mapping: 'ecs',
  };
}

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const reader = new Blob([bytes as BlobPart]).stream().pipeThrough(stream as ReadableWritablePair<Uint8Array, Uint8Array>).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const {done, value} = await reader.read();
    if (done) {
      break;
    }
    length += value.length;
    // A short link can hold a very long text.
    if (length > MOST_BYTES) {
      await reader.cancel();
      throw new Error('The link holds too much.');
    }
    parts.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The state without events: the address of the page is in the history of the browser. */
export function withoutEvents(state: State): State {
  return {...state, events: ''};
}

/** The state as a part of an address. */
export async function encode(state: State): Promise<string> {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(state)), new CompressionStream('deflate-raw'));
  let binary = '';
  for (const byte of bytes) {
    binary += String.fromCharCode(byte);
  }
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** The state of a link, which anybody may have written: only what has the right form is taken. */
export async function decode(text: string): Promise<State> {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  const bytes = await through(
      Uint8Array.from(binary, (c) => c.charCodeAt(0)), new DecompressionStream('deflate-raw'));
  const read: unknown = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
  const given = (typeof read === 'object' && read !== null ? read : {}) as Record<string, unknown>;
  const state = emptyState();
  const string = (key: 'name' | 'text' | 'test' | 'events' | 'set' | 'tab' | 'mapping'): void => {
    const value = given[key];
    if (typeof value === 'string') {
      state[key] = value.replace(/\r\n?/g, '\n');
    }
  };
  string('name');
  string('text');
  string('test');
  string('events');
  string('set');
  string('tab');
  string('mapping');
  for (const key of ['event', 'lateness'] as const) {
    const value = given[key];
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value < 2 ** 31) {
      state[key] = value;
    }
  }
  if (!(TABS as readonly string[]).includes(state.tab)) {
    state.tab = 'events';
  }
  return state;
}
