/** Asks the server that this page comes from; nothing else can be asked. */
const KEY = 'sigrun-token';

/** What this page calls itself: its newer questions replace its older ones, not those of other tabs. */
const PAGE = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const REPLACED = 409;

/** A question without an answer, with the reason for people. */
export class Refusal extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

/** The token is in the address once; from then on in the memory of this origin. */
export function takeToken(fragment: URLSearchParams): void {
  const token = fragment.get('token');
  if (token !== null) {
    localStorage.setItem(KEY, token);
  }
}

export function setToken(token: string): void {
  localStorage.setItem(KEY, token);
}

async function send(name: string, type: string, body: BodyInit, signal?: AbortSignal): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`/api/${name}`, {
      method: 'POST',
      headers: {'Content-Type': type, 'X-Sigrun-Token': localStorage.getItem(KEY) ?? '', 'X-Sigrun-Page': PAGE},
      body,
      signal: signal ?? null,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    });
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') {
      throw e;
    }
    throw new Refusal(0, 'The server does not answer. Start it again: sigrun serve.');
  }
  const answer = await response.json().catch(() => ({error: `The server answered with ${response.status}.`}));
  if (response.status === REPLACED) {
    throw new DOMException('A newer question has replaced this one.', 'AbortError');
  }
  if (!response.ok) {
    throw new Refusal(response.status, String(answer.error));
  }
  return answer;
}

/** Asks a question. */
export function ask<T>(name: string, question: object, signal?: AbortSignal): Promise<T> {
  return send(name, 'application/json', JSON.stringify(question), signal) as Promise<T>;
}

/** Hands a file of events over. */
export function sendEvents(content: Blob): Promise<EventSet> {
  return send('events', 'application/octet-stream', content) as Promise<EventSet>;
}

export interface EventSet { id: string; name: string; count: number; problems: string[] }

/** How far the run of all rules is. */
export interface Progress { stage: '' | 'compiling' | 'running'; done: number; of: number }

export interface Report {
  code: string;
  severity: string;
  message: string;
  from: number;
  to: number;
  line: number;
  column: number;
  file: string | null;
  fixes?: Fix[];
}

export interface Edit { from: number; to: number; insert: string }

export interface Fix { title: string; edits: Edit[] }

export interface RuleFacts {
  outcome: string;
  name: string | null;
  id: string | null;
  severity: string | null;
  shape: string | null;
  memory: boolean;
}

export interface Check {
  file: string;
  diagnostics: Report[];
  kinds: string[];
  tokens: number[];
  rules: RuleFacts[];
  test: string | null;
}

export interface Completion {
  label: string;
  kind: string;
  detail: string | null;
  sort: string | null;
  from: number;
  to: number;
  insert: string;
  info: string | null;
}

export interface Clause {
  file: string | null;
  line: number;
  from: number;
  to: number;
  text: string;
  truth: boolean;
  values: string[];
  onlyCase: boolean;
  inTheWay: boolean;
}

export interface Condition { name: string; truth: boolean; clauses: Clause[] }

export interface Explanation { memory: boolean; conditions: Condition[] }

export interface Alert {
  name: string;
  severity: string;
  reason: string;
  start: number | null;
  end: number | null;
  key: string[];
  events: number[];
}

export type Fate = 'late' | 'alerted' | 'expired' | 'replaced' | 'waiting' | 'passed';

export interface Dot {
  event: number;
  time: number | null;
  inputs: number[];
  fate: Fate;
  until: number | null;
  endedBy: number | null;
}

export interface Lane { key: string[]; dots: Dot[]; alerts: number[][]; hidden: number }

export interface Run {
  events: number;
  malformed: number;
  millis: number;
  alerts: number;
  shown: Alert[];
  matched: number[];
  late: number;
  withoutTime: number;
  suppressed: number;
  failures: string[];
  shape: string;
  memory: boolean;
  parts: string[];
  timeline: {lanes: Lane[]; hidden: number; complete: boolean};
}

export interface Survey {
  events: number;
  complete: boolean;
  parts: {name: string; satisfied: number; nearest: {event: number; inTheWay: number; clauses: Clause[]} | null}[];
  levels: {reached: string; complete: boolean; count: number; groups: string[]}[];
}

export interface Row { number: number; line: number; time: number | null; text: string }

export interface Target {
  target: string;
  fidelity: string;
  direction: string | null;
  reasons: (Report & {effect: string})[];
  text: string | null;
}

export interface TestClause { line: number; truth: boolean; text: string; values: string[] }

export interface TestCase {
  name: string;
  line: number;
  outcome: string;
  positive: boolean;
  skipped: string | null;
  failure: {expected: string; found: string; findings: {title: string; clauses: TestClause[]}[]} | null;
}

export interface Tests { summary: string; passed: boolean; diagnostics: Report[]; cases: TestCase[] }

export interface ListedRule {
  file: string;
  name: string;
  type: string;
  outcome: string;
  severity: string | null;
  errors: number;
  warnings: number;
  attack: string[];
  tags: string[];
}

export interface Library { ready: boolean; arguments: string[]; rules?: ListedRule[] }

export interface Opened { name: string; text: string; test: string | null; testName: string | null }
