import {ask, Clause, Explanation, Refusal, Row, Run, Survey} from '../api';
import {button, counted, h, moment, number, put} from '../dom';
import {Desk, Tab} from './tab';

const PAGE = 100;

/** Events, which of them the rule matches, and why. */
export class EventsTab implements Tab {
  readonly element: HTMLElement;
  private readonly source = h('p', {class: 'source'});
  private readonly files = h('span', {});
  private readonly result = h('p', {class: 'result', role: 'status'});
  private readonly notes = h('ul', {class: 'plain notes'});
  private readonly survey = h('div', {class: 'survey'});
  private readonly list = h('ol', {class: 'plain events'});
  private readonly detail = h('section', {class: 'detail', 'aria-live': 'polite', 'aria-label': 'The chosen event'});
  private readonly which = h('select', {id: 'which-events'},
      h('option', {value: 'all'}, 'all events'), h('option', {value: 'matched'}, 'matched'), h('option', {value: 'others'}, 'not matched'));
  private readonly search = h('input', {type: 'search', id: 'event-search', placeholder: 'Text in events …', autocomplete: 'off'});
  private readonly more = button('Show more', () => {
    this.shown += PAGE;
    void this.fill();
  });
  private run: Run | null = null;
  private found: number[] | null = null;
  private shown = PAGE;

  constructor(private readonly desk: Desk, private readonly ran: (run: Run | null) => void) {
    const file = h('input', {type: 'file', id: 'event-file', change: () => {
      const chosen = file.files?.[0];
      if (chosen !== undefined) {
        void desk.takeEvents(chosen, chosen.name);
        // Or choosing it once more, after it has changed, would be no change.
        file.value = '';
      }
    }});
    const paste = h('textarea', {id: 'pasted', rows: 4, spellcheck: 'false', placeholder: '{"event": {"category": ["process"]}, …}'});
    const pasting = h('details', {class: 'paste'}, h('summary', {}, 'Paste events'),
        h('label', {for: 'pasted', class: 'hidden'}, 'Events, a JSON object a line'), paste,
        button('Use these events', () => void desk.takeEvents(new Blob([paste.value]), 'pasted events'), {class: 'primary'}));
    this.which.addEventListener('change', () => {
      this.shown = PAGE;
      void this.fill();
    });
    let pause: ReturnType<typeof setTimeout>;
    this.search.addEventListener('input', () => {
      clearTimeout(pause);
      pause = setTimeout(() => void this.find(), 250);
    });
    this.element = h('div', {},
        h('div', {class: 'give'},
            h('label', {for: 'event-file', class: 'file'}, 'Choose a file', file),
            h('span', {class: 'quiet'}, 'or drop one anywhere: a JSON object a line, an array, search hits; gzip or zstd'),
            this.files),
        pasting, this.source, this.result, this.notes, this.survey,
        h('div', {class: 'filters'}, h('label', {for: 'which-events'}, 'Show'), this.which,
            h('label', {for: 'event-search', class: 'hidden'}, 'Search'), this.search),
        this.detail, this.list, this.more);
    void ask<{files: string[]}>('event-files', {}).then((answer) => put(this.files, ...answer.files.map(
        (name, index) => button(name.replace(/^.*\//, ''), () => void desk.takeEventFile(index), {class: 'link', title: name}))),
    () => undefined);
  }

  async refresh(signal: AbortSignal): Promise<void> {
    const events = this.desk.events;
    this.run = null;
    if (events === null) {
      put(this.source);
      put(this.result, 'Give some events to see what the rule matches.');
      put(this.notes);
      put(this.survey);
      put(this.list);
      this.more.hidden = true;
      this.ran(null);
      return;
    }
    put(this.source, h('strong', {}, events.name), `: ${counted(events.count, 'event')}`);
    const {name, text, lateness} = this.desk.state;
    try {
      this.run = await ask<Run>('run', {name, text, events: events.id, lateness}, signal);
    } catch (e) {
      if (!(e instanceof Refusal)) {
        throw e;
      }
      put(this.result, e.message);
    }
    this.ran(this.run);
    if (this.run !== null) {
      put(this.result, this.sentence(this.run));
      this.element.dataset['done'] = String(this.run.alerts);
    }
    put(this.notes, ...this.remarks(events.problems).map((remark) => h('li', {}, remark)));
    await this.fill();
    if (this.desk.state.event > 0 && this.desk.state.event <= events.count) {
      await this.explain(this.desk.state.event);
    }
    if (this.run !== null) {
      await this.look(signal);
    }
  }

  private sentence(run: Run): string {
    const took = run.millis < 1000 ? `${run.millis} ms` : `${(run.millis / 1000).toFixed(1)} s`;
    if (run.alerts === 0) {
      return `No alert in ${counted(run.events, 'event')} (${took}).`;
    }
    return `${counted(run.alerts, 'alert')} from ${counted(run.matched.length, 'event')} of ${number(run.events)} (${took}).`;
  }

  private remarks(problems: string[]): string[] {
    const run = this.run;
    return [
      ...problems,
      ...(run?.failures ?? []),
      ...(run !== null && run.malformed > 0 ? [`${counted(run.malformed, 'event')} malformed.`] : []),
      ...(run !== null && run.late > 0 ? [`${counted(run.late, 'event')} came too late for the rule; see the time line.`] : []),
      ...(run !== null && run.withoutTime > 0 ? [`${counted(run.withoutTime, 'event')} without a time.`] : []),
      ...(run !== null && run.suppressed > 0 ? [`${counted(run.suppressed, 'alert')} suppressed.`] : []),
      ...(run !== null && run.shape === 'indicator match' ? ['Indicators are not given here, so the rule finds nothing.'] : []),
    ];
  }

  /** How far the rule comes, which takes longer than running it. */
  private async look(signal: AbortSignal): Promise<void> {
    const {name, text} = this.desk.state;
    const survey = await ask<Survey>('survey', {name, text, events: this.desk.events?.id}, signal);
    put(this.survey,
        h('h3', {}, survey.complete ? 'Parts of the rule' : `Parts of the rule, in the first ${counted(survey.events, 'event')}`),
        h('ul', {class: 'plain'}, ...survey.parts.map((part) => {
          const nearest = part.nearest;
          return h('li', {}, h('span', {class: 'count'}, number(part.satisfied)), ` × ${part.name}`,
              part.satisfied === 0 && nearest !== null && h('span', {}, '; nearest: ',
                  button(`event ${nearest.event}, ${counted(nearest.inTheWay, 'test')} in the way`,
                      () => void this.desk.selectEvent(nearest.event), {class: 'link'})));
        })),
        ...survey.levels.map((level) => h('p', {class: 'quiet'},
            `${level.reached}${level.complete ? ' (complete)' : ''}: ${counted(level.count, 'group')} (${level.groups.join('; ')}${level.count > level.groups.length ? '; …' : ''})`)));
  }

  private async find(): Promise<void> {
    const events = this.desk.events;
    const wanted = this.search.value.trim();
    if (events === null || wanted === '') {
      this.found = null;
    } else {
      this.found = (await ask<{numbers: number[]}>('event-find', {events: events.id, find: wanted})).numbers;
    }
    this.shown = PAGE;
    await this.fill();
  }

  private async fill(): Promise<void> {
    const events = this.desk.events;
    if (events === null) {
      return;
    }
    const matched = new Set(this.run?.matched ?? []);
    let numbers: number[] = [];
    let count = 0;
    const which = this.which.value;
    const candidates = this.found ?? (which === 'matched' ? [...matched] : null);
    if (candidates !== null) {
      const all = candidates.filter((each) => which === 'all' || matched.has(each) === (which === 'matched'));
      count = all.length;
      numbers = all.slice(0, this.shown);
    } else {
      count = which === 'others' ? events.count - matched.size : events.count;
      for (let each = 1; each <= events.count && numbers.length < this.shown; each++) {
        if (which === 'all' || !matched.has(each)) {
          numbers.push(each);
        }
      }
    }
    const rows: Row[] = [];
    for (let at = 0; at < numbers.length; at += 200) {
      rows.push(...(await ask<{rows: Row[]}>('event-rows', {events: events.id, numbers: numbers.slice(at, at + 200)})).rows);
    }
    this.more.hidden = count <= numbers.length;
    put(this.list, ...rows.map((row) => h('li', {}, h('button', {
      type: 'button',
      class: `row${matched.has(row.number) ? ' matched' : ''}`,
      'aria-current': row.number === this.desk.state.event ? 'true' : null,
      'data-event': row.number,
      click: () => void this.desk.selectEvent(row.number),
    },
    h('span', {class: 'mark', title: matched.has(row.number) ? 'matched' : 'not matched'}, matched.has(row.number) ? '●' : '○',
        h('span', {class: 'hidden'}, matched.has(row.number) ? 'matched' : 'not matched')),
    h('span', {class: 'number'}, number(row.number)),
    h('span', {class: 'time'}, moment(row.time)),
    h('code', {}, row.text)))));
  }

  /** Shows what an event makes of each clause, here and in the text of the rule. */
  async explain(event: number): Promise<void> {
    const events = this.desk.events;
    if (events === null) {
      return;
    }
    this.list.querySelectorAll('[aria-current]').forEach((row) => row.removeAttribute('aria-current'));
    this.list.querySelector(`[data-event="${event}"]`)?.setAttribute('aria-current', 'true');
    const {name, text} = this.desk.state;
    const whole = await ask<{text: string}>('event', {events: events.id, number: event});
    const shown = h('details', {}, h('summary', {}, 'The whole event'), h('pre', {}, pretty(whole.text)));
    try {
      const explanation = await ask<Explanation>('explain', {name, text, events: events.id, number: event});
      this.desk.editor.setClauses(explanation.conditions.flatMap((condition) => condition.clauses));
      put(this.detail, h('h3', {}, `Event ${number(event)}`),
          ...explanation.conditions.map((condition) => h('div', {class: 'condition'},
              h('p', {class: condition.truth ? 'yes' : 'no'}, verdict(condition, explanation.memory)),
              h('ul', {class: 'plain clauses'}, ...condition.clauses.map((clause) => clauseLine(clause, this.desk))))),
          explanation.memory && h('p', {class: 'quiet'}, 'The rule also depends on other events: see the time line.'),
          shown);
    } catch (e) {
      if (!(e instanceof Refusal)) {
        throw e;
      }
      this.desk.editor.setClauses([]);
      put(this.detail, h('h3', {}, `Event ${number(event)}`), h('p', {}, e.message), shown);
    }
  }
}

function verdict(condition: {name: string; truth: boolean; clauses: Clause[]}, memory: boolean): string {
  const subject = memory ? sentence(condition.name) : 'The event';
  if (condition.truth) {
    return memory ? `${subject} is satisfied.` : 'The event matches.';
  }
  const way = condition.clauses.filter((clause) => clause.inTheWay).length;
  return `${memory ? `${subject} is not satisfied` : 'The event does not match'}: ${way} of ${counted(condition.clauses.length, 'clause')} in the way.`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function clauseLine(clause: Clause, desk: Desk): HTMLElement {
  return h('li', {class: `clause ${clause.truth ? 'is-true' : 'is-false'}${clause.inTheWay ? ' in-the-way' : ''}`},
      h('span', {class: 'truth'}, clause.truth ? '✓' : '✗', h('span', {class: 'hidden'}, clause.truth ? 'true' : 'false')),
      clause.file === null
          ? h('button', {type: 'button', class: 'code', click: () => desk.editor.select(clause.from, clause.to)}, clause.text)
          : h('code', {title: clause.file}, clause.text),
      h('span', {class: 'values'}, clause.values.join('; '), clause.onlyCase && ' (differs only in case)'));
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
