import {ask, Check, EventSet, Opened, Refusal, Report, Run, sendEvents, setToken, takeToken} from './api';
import {button, counted, h, put} from './dom';
import {TextEditor} from './editor';
import {decode, emptyState, encode, MOST_EVENTS, State, withoutEvents} from './state';
import {EventsTab} from './tabs/events';
import {ExportsTab, JavaTab} from './tabs/forms';
import {CoverageTab, ResultsTab} from './tabs/library';
import {RulesTab} from './tabs/rules';
import {Desk, Tab} from './tabs/tab';
import {TestsTab} from './tabs/tests';
import {TimeTab} from './tabs/time';
import './app.css';

const EXAMPLE = `[metadata]
creation_date = "2026/01/01"
maturity = "production"
updated_date = "2026/01/01"

[rule]
author = ["You"]
index = ["logs-*"]
description = "A shell starts on a Linux host."
name = "Shell Started"
risk_score = 21
rule_id = "6f2b1c9e-3a4d-4f5e-8b7a-1c2d3e4f5a6b"
severity = "low"
type = "eql"
language = "eql"
query = '''
process where host.os.type == "linux" and event.type == "start" and
  process.name in ("sh", "bash", "zsh")
'''
`;

const LABELS: [string, string][] = [
  ['rules', 'Rules'], ['events', 'Events'], ['time', 'Time line'], ['java', 'Java'],
  ['exports', 'Exports'], ['tests', 'Tests'], ['coverage', 'Coverage'], ['results', 'Results'],
];

/** Tabs that show something else when the rule changes. */
const OF_RULE = new Set(['events', 'time', 'java', 'exports']);

const PAUSE = 150;
const LINK_PAUSE = 600;
const MOST_LINK = 500_000;

class App implements Desk {
  readonly editor: TextEditor;
  readonly nonce: string;
  check: Check | null = null;
  events: EventSet | null = null;
  private readonly tabs = new Map<string, Tab>();
  private readonly panels = new Map<string, HTMLElement>();
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private readonly banner = element('banner');
  private readonly reports = element('reports');
  private readonly file = element('file');
  private readonly eventsTab: EventsTab;
  private readonly timeTab: TimeTab;
  private checking = new AbortController();
  private refreshing = new AbortController();
  private typing: ReturnType<typeof setTimeout> | undefined;
  private linking: ReturnType<typeof setTimeout> | undefined;
  private linkLeavesOutEvents = false;
  private stale = new Set<string>();

  constructor(readonly state: State) {
    this.nonce = document.querySelector<HTMLMetaElement>('meta[name="sigrun-nonce"]')?.content ?? '';
    this.editor = new TextEditor(element('editor'), 'Rule', this.nonce, (text) => {
      state.text = text;
      this.changed();
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.ruleChanged(), PAUSE);
    }, {
      complete: (offset) => ask('complete', {name: state.name, text: this.editor.text(), offset}),
      hover: (offset) => ask('hover', {name: state.name, text: this.editor.text(), offset}),
    });
    this.timeTab = new TimeTab(this, () => void this.ranAgain());
    this.eventsTab = new EventsTab(this, (run: Run | null) => {
      this.timeTab.take(run);
      if (this.state.tab === 'time') {
        void this.timeTab.refresh();
      }
    });
    const again = (): void => void this.refresh(this.state.tab);
    const made: Record<string, Tab> = {
      rules: new RulesTab(this), events: this.eventsTab, time: this.timeTab, java: new JavaTab(this),
      exports: new ExportsTab(this, again), tests: new TestsTab(this), coverage: new CoverageTab(this), results: new ResultsTab(this),
    };
    const strip = h('div', {role: 'tablist', class: 'tabs', 'aria-label': 'Views'});
    const right = element('tabs');
    right.append(strip);
    for (const [name, label] of LABELS) {
      const tab = made[name];
      if (tab === undefined) {
        continue;
      }
      this.tabs.set(name, tab);
      this.stale.add(name);
      const select = button(label, () => this.show(name), {role: 'tab', id: `tab-${name}`, 'aria-controls': `panel-${name}`});
      const panel = h('div', {role: 'tabpanel', id: `panel-${name}`, 'aria-labelledby': `tab-${name}`, tabindex: 0, class: 'panel'},
          h('p', {class: 'problem no', hidden: true}), tab.element);
      this.buttons.set(name, select);
      this.panels.set(name, panel);
      strip.append(select);
      right.append(panel);
    }
    strip.addEventListener('keydown', (event) => this.move(event));
    put(element('actions'),
        button('Format', () => void this.format()),
        button('Copy link', () => void this.copyLink()),
        button('Save', () => this.save(), {title: 'Saves the rule as a file of your browser; the server writes nothing'}));
    this.drop();
  }

  /** Shows the state of the link, or an example. */
  async start(): Promise<void> {
    this.editor.setText(this.state.text, this.state.name);
    put(this.file, this.state.name);
    this.show(this.state.tab);
    if (this.state.events !== '') {
      await this.give(new Blob([this.state.events]), 'events of the link', false);
    } else if (this.state.set !== '') {
      await this.takeAgain(this.state.set);
    }
    this.ruleChanged();
  }

  changed(): void {
    clearTimeout(this.linking);
    this.linking = setTimeout(() => void this.link(), LINK_PAUSE);
  }

  /** Keeps the address up to date, so that the page can be loaded again. Events are not part of it. */
  private async link(): Promise<void> {
    const part = await encode(withoutEvents(this.state));
    if (part.length < MOST_LINK) {
      history.replaceState(null, '', `#s=${part}`);
    }
  }

  private async copyLink(): Promise<void> {
    const part = await encode({...this.state, set: ''});
    await navigator.clipboard.writeText(`${location.origin}/#s=${part}`);
    this.say(this.linkLeavesOutEvents
        ? 'The link is copied. It has the rule and its tests; these events are too long for a link.'
        : 'The link is copied: rule, tests, events and view.', false);
  }

  private save(): void {
    const anchor = document.createElement('a');
    const address = URL.createObjectURL(new Blob([this.state.text], {type: 'text/plain'}));
    anchor.href = address;
    anchor.download = this.state.name.replace(/^.*[\\/]/, '');
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  private async format(): Promise<void> {
    try {
      const answer = await ask<{edits: {from: number; to: number; insert: string}[]}>(
          'format', {name: this.state.name, text: this.state.text});
      this.editor.apply(answer.edits);
    } catch (e) {
      this.failed(e);
    }
  }

  /** The rule has another text. */
  private ruleChanged(): void {
    for (const name of OF_RULE) {
      this.stale.add(name);
    }
    this.editor.setPlaces([]);
    void this.checkRule();
    void this.refresh(this.state.tab);
  }

  private async checkRule(): Promise<void> {
    this.checking.abort();
    this.checking = new AbortController();
    const {name, text} = this.state;
    try {
      const check = await ask<Check>('check', {name, text}, this.checking.signal);
      if (text !== this.state.text) {
        return;
      }
      this.check = check;
      this.editor.setReports(check.diagnostics);
      this.editor.setTokens(check.tokens, check.kinds);
      this.listReports(check);
      this.say('', false);
    } catch (e) {
      this.failed(e);
    }
  }

  private listReports(check: Check): void {
    const errors = check.diagnostics.filter((report) => report.severity === 'error').length;
    const rule = check.rules[0];
    const facts = rule === undefined ? '' : [rule.name, rule.shape, rule.severity].filter((each) => each !== null).join(' · ');
    put(this.reports,
        h('p', {class: errors > 0 ? 'no' : 'yes', id: 'verdict'}, errors > 0
            ? counted(errors, 'error')
            : rule === undefined ? 'No rule' : rule.outcome === 'compiled' ? 'Compiles' : rule.outcome,
        facts !== '' && h('span', {class: 'quiet'}, ` ${facts}`)),
        h('ul', {class: 'plain'}, ...check.diagnostics.map((report) => this.report(report))));
  }

  private report(report: Report): HTMLElement {
    return h('li', {class: `report r-${report.severity}`},
        report.file === null
            ? button(`${report.line}:${report.column}`, () => this.editor.select(report.from, report.to),
                {class: 'link', 'aria-label': `Go to line ${report.line}, column ${report.column}`})
            : h('span', {class: 'quiet'}, `${report.file}:${report.line}`),
        h('span', {}, ` ${report.severity}: ${report.message} `, h('span', {class: 'quiet'}, `[${report.code}]`)),
        ...(report.fixes ?? []).map((fix) => button(fix.title, () => this.editor.apply(fix.edits), {class: 'fix'})));
  }

  show(name: string): void {
    this.state.tab = name;
    for (const [each, select] of this.buttons) {
      select.setAttribute('aria-selected', String(each === name));
      select.tabIndex = each === name ? 0 : -1;
    }
    for (const [each, panel] of this.panels) {
      panel.hidden = each !== name;
    }
    this.changed();
    if (this.stale.has(name) || name === 'rules') {
      void this.refresh(name);
    }
  }

  private async refresh(name: string): Promise<void> {
    const tab = this.tabs.get(name);
    const problem = this.panels.get(name)?.querySelector<HTMLElement>('.problem');
    if (tab === undefined || problem === null || problem === undefined) {
      return;
    }
    this.refreshing.abort();
    this.refreshing = new AbortController();
    const {signal} = this.refreshing;
    try {
      // The time line shows the run of the events.
      if (name === 'time' && this.stale.has('events')) {
        await this.eventsTab.refresh(signal);
        this.stale.delete('events');
      }
      await tab.refresh(signal);
      this.stale.delete(name);
      problem.hidden = true;
    } catch (e) {
      if (e instanceof Refusal && e.status !== 401 && e.status !== 0) {
        put(problem, e.message);
        problem.hidden = false;
      } else {
        this.failed(e);
      }
    }
  }

  private async ranAgain(): Promise<void> {
    this.stale.add('events');
    await this.refresh('time');
  }

  private move(event: KeyboardEvent): void {
    const names = LABELS.map(([name]) => name);
    const at = names.indexOf(this.state.tab);
    const to = event.key === 'ArrowRight' ? at + 1 : event.key === 'ArrowLeft' ? at - 1
        : event.key === 'Home' ? 0 : event.key === 'End' ? names.length - 1 : null;
    if (to !== null) {
      event.preventDefault();
      const name = names[(to + names.length) % names.length] ?? 'events';
      this.show(name);
      this.buttons.get(name)?.focus();
    }
  }

  async open(file: string): Promise<void> {
    try {
      const opened = await ask<Opened>('open', {name: file});
      this.state.name = opened.name;
      this.state.text = opened.text.replace(/\r\n?/g, '\n');
      this.state.test = (opened.test ?? '').replace(/\r\n?/g, '\n');
      this.editor.setText(this.state.text, opened.name);
      put(this.file, opened.name);
      this.stale.add('tests');
      this.changed();
      this.ruleChanged();
      if (this.state.tab !== 'rules') {
        this.show('events');
      }
    } catch (e) {
      this.failed(e);
    }
  }

  async takeEvents(content: Blob, name: string): Promise<void> {
    await this.give(content, name, true);
  }

  async takeEventFile(index: number): Promise<void> {
    try {
      await this.taken(await ask<EventSet>('event-file', {file: index}), '');
    } catch (e) {
      this.failed(e);
    }
  }

  /** Events that the server still has from before the page was loaded again. */
  private async takeAgain(set: string): Promise<void> {
    try {
      const events = await ask<EventSet>('event-set', {events: set});
      await this.taken(events, '', false);
    } catch (e) {
      this.state.set = '';
      if (!(e instanceof Refusal) || e.status === 401 || e.status === 0) {
        this.failed(e);
      }
    }
  }

  private async give(content: Blob, name: string, changes: boolean): Promise<void> {
    let told = false;
    const telling = setTimeout(() => {
      told = true;
      this.say(`${name} is sent and read …`, false);
    }, 700);
    try {
      const set = await sendEvents(content);
      clearTimeout(telling);
      if (told || changes) {
        this.say('', false);
      }
      const text = content.size <= MOST_EVENTS ? await content.text() : '';
      await this.taken({...set, name}, changes ? text : this.state.events, changes);
      this.linkLeavesOutEvents = content.size > MOST_EVENTS;
    } catch (e) {
      clearTimeout(telling);
      this.failed(e);
    }
  }

  private async taken(events: EventSet, text: string, changes = true): Promise<void> {
    this.events = events;
    this.state.set = events.id;
    this.state.events = text;
    this.linkLeavesOutEvents = text === '';
    if (changes) {
      this.state.event = 0;
      this.editor.setClauses([]);
      this.changed();
    }
    for (const name of ['events', 'time', 'results']) {
      this.stale.add(name);
    }
    if (['events', 'time', 'results'].includes(this.state.tab)) {
      await this.refresh(this.state.tab);
    } else if (changes) {
      this.show('events');
    }
  }

  async selectEvent(event: number): Promise<void> {
    this.state.event = event;
    this.changed();
    try {
      await this.eventsTab.explain(event);
    } catch (e) {
      this.failed(e);
    }
  }

  private drop(): void {
    addEventListener('dragover', (event) => {
      event.preventDefault();
      document.body.classList.add('dropping');
    });
    addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) {
        document.body.classList.remove('dropping');
      }
    });
    addEventListener('drop', (event) => {
      event.preventDefault();
      document.body.classList.remove('dropping');
      const file = event.dataTransfer?.files[0];
      const text = event.dataTransfer?.getData('text/plain') ?? '';
      if (file !== undefined) {
        void this.takeEvents(file, file.name);
      } else if (text !== '') {
        void this.takeEvents(new Blob([text]), 'dropped text');
      }
    });
  }

  private failed(e: unknown): void {
    if (e instanceof DOMException && e.name === 'AbortError') {
      return;
    }
    if (e instanceof Refusal && e.status === 401) {
      this.askForToken(e.message);
      return;
    }
    this.say(e instanceof Error ? e.message : String(e), true);
  }

  private askForToken(message: string): void {
    const input = h('input', {type: 'password', id: 'token', autocomplete: 'off'});
    const form = h('form', {submit: (event) => {
      event.preventDefault();
      setToken(input.value.trim());
      location.reload();
    }}, `${message} `, h('label', {for: 'token'}, 'Or paste the token:'), input, h('button', {type: 'submit'}, 'Use it'));
    put(this.banner, form);
    this.banner.hidden = false;
  }

  private say(message: string, bad: boolean): void {
    put(this.banner, message);
    this.banner.classList.toggle('bad', bad);
    this.banner.hidden = message === '';
  }
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`The page lacks '${id}'.`);
  }
  return found;
}

async function begin(): Promise<void> {
  const fragment = new URLSearchParams(location.hash.slice(1));
  takeToken(fragment);
  let state = emptyState();
  state.text = EXAMPLE;
  let problem = '';
  const linked = fragment.get('s');
  if (linked !== null) {
    try {
      state = await decode(linked);
    } catch {
      problem = 'The link is damaged, so it is left aside.';
    }
  }
  // A link may hold events, which do not stay in the address.
  history.replaceState(null, '', '/');
  const app = new App(state);
  await app.start();
  if (problem !== '') {
    const banner = element('banner');
    put(banner, problem);
    banner.hidden = false;
  }
  addEventListener('hashchange', () => location.reload());
}

void begin();
