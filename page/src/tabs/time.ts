import {Dot, Fate, Lane, Run} from '../api';
import {counted, h, moment, number, put, s} from '../dom';
import {Desk, Tab} from './tab';

const WIDTH = 760;
const LEFT = 12;
const HEIGHT = 46;

const FATES: Record<Fate, string> = {
  alerted: 'became part of an alert',
  waiting: 'still waits at the end',
  expired: 'waited too long',
  replaced: 'gave way to another event',
  passed: 'had nothing to go on with',
  late: 'came too late',
};

/** The events that a rule with memory wanted, key by key, and what became of each. */
export class TimeTab implements Tab {
  readonly element: HTMLElement;
  private readonly lanes = h('div', {class: 'lanes'});
  private readonly said = h('p', {role: 'status'});
  private readonly detail = h('p', {class: 'detail', 'aria-live': 'polite'});
  private readonly lateness: HTMLSelectElement;
  private run: Run | null = null;

  constructor(private readonly desk: Desk, private readonly again: () => void) {
    this.lateness = h('select', {id: 'lateness'},
        ...[[0, 'none: events come in order'], [10, '10 seconds'], [60, '1 minute'], [600, '10 minutes'], [3600, '1 hour']]
            .map(([seconds, label]) => h('option', {value: seconds ?? 0}, label ?? '')));
    this.lateness.addEventListener('change', () => {
      desk.state.lateness = Number(this.lateness.value);
      desk.changed();
      this.again();
    });
    this.element = h('div', {},
        h('div', {class: 'filters'}, h('label', {for: 'lateness'}, 'Allowed lateness'), this.lateness),
        this.said, this.lanes, this.detail,
        h('ul', {class: 'legend plain'}, ...(Object.keys(FATES) as Fate[]).map((fate) => h('li', {},
            s('svg', {viewBox: '-9 -9 18 18', class: 'key', 'aria-hidden': 'true'}, shape(fate)), FATES[fate]))));
  }

  take(run: Run | null): void {
    this.run = run;
  }

  async refresh(): Promise<void> {
    this.lateness.value = String(this.desk.state.lateness);
    const run = this.run;
    put(this.detail);
    if (run === null) {
      put(this.said, this.desk.events === null ? 'Give some events first.' : 'The rule does not run: see Events.');
      put(this.lanes);
      return;
    }
    if (!run.memory) {
      put(this.said, 'This rule judges each event on its own: there is nothing to remember.');
      put(this.lanes);
      return;
    }
    const {lanes, hidden, complete} = run.timeline;
    put(this.said, lanes.length === 0
        ? 'The rule wanted none of the events.'
        : `${counted(run.alerts, 'alert')}; ${counted(lanes.length + hidden, 'group')} of events`
          + `${hidden > 0 ? `, the first ${lanes.length} shown` : ''}${complete ? '' : '; only the beginning is recorded'}.`);
    const times = lanes.flatMap((lane) => lane.dots.flatMap((dot) => [dot.time, dot.fate === 'alerted' ? null : dot.until])).filter((time) => time !== null);
    const first = Math.min(...times);
    const last = Math.max(...times, first + 1);
    put(this.lanes, ...lanes.map((lane) => this.lane(lane, run, first, last)),
        lanes.length > 0 && h('p', {class: 'axis'}, h('span', {}, moment(first)), h('span', {}, `${moment(last)} UTC`)));
  }

  private lane(lane: Lane, run: Run, first: number, last: number): HTMLElement {
    const x = (time: number): number => LEFT + ((time - first) / (last - first)) * (WIDTH - 2 * LEFT);
    const key = lane.key.join(', ');
    const drawing = s('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'group', 'aria-label': `Events of ${key === '' ? 'the rule' : key}`});
    drawing.append(s('line', {x1: 0, x2: WIDTH, y1: HEIGHT / 2, y2: HEIGHT / 2, class: 'axis'}));
    const place = new Map<number, number>();
    const taken = new Map<number, number>();
    for (const dot of lane.dots) {
      const at = dot.time === null ? LEFT : x(dot.time);
      // Events of one moment would hide each other.
      const column = Math.round(at / 12);
      const before = taken.get(column) ?? 0;
      taken.set(column, before + 1);
      place.set(dot.event, Math.min(at + before * 13, WIDTH - LEFT));
    }
    for (const alert of lane.alerts) {
      const at = alert.map((event) => place.get(event)).filter((each) => each !== undefined);
      if (at.length > 1) {
        const from = Math.min(...at);
        const to = Math.max(...at);
        drawing.append(s('path', {d: `M${from},${HEIGHT / 2 - 9} C${from},2 ${to},2 ${to},${HEIGHT / 2 - 9}`, class: 'link'}));
      }
    }
    for (const dot of lane.dots) {
      const at = place.get(dot.event) ?? LEFT;
      if (dot.until !== null && dot.fate !== 'alerted') {
        drawing.append(s('line', {x1: at, x2: x(dot.until), y1: HEIGHT / 2, y2: HEIGHT / 2, class: 'kept'}));
      }
      const told = this.told(dot, run);
      const mark = s('g', {
        transform: `translate(${at} ${HEIGHT / 2})`, tabindex: 0, role: 'button', 'aria-label': told, class: `dot f-${dot.fate}`,
        'data-event': dot.event,
        click: () => this.choose(dot, told),
        keydown: (event) => {
          if ((event as KeyboardEvent).key === 'Enter' || (event as KeyboardEvent).key === ' ') {
            event.preventDefault();
            this.choose(dot, told);
          }
        },
      }, s('title', {}, told), s('circle', {r: 11, class: 'target'}), shape(dot.fate));
      if (run.parts.length > 1) {
        mark.append(s('text', {y: 22, 'text-anchor': 'middle', class: 'tick'}, dot.inputs.map((input) => input + 1).join(',')));
      }
      drawing.append(mark);
    }
    return h('section', {class: 'lane'},
        h('h3', {}, key === '' ? 'All events' : key, h('span', {class: 'quiet'},
            ` ${counted(lane.dots.length + lane.hidden, 'event')}, ${counted(lane.alerts.length, 'alert')}`)),
        h('div', {class: 'drawing'}, drawing),
        lane.hidden > 0 && h('p', {class: 'quiet'}, `${counted(lane.hidden, 'event')} more.`));
  }

  private told(dot: Dot, run: Run): string {
    const parts = dot.inputs.map((input) => run.parts[input] ?? `part ${input + 1}`).join(' and ');
    const ended = dot.fate === 'replaced' && dot.endedBy !== null
        ? `, when event ${dot.endedBy} came`
        : dot.fate === 'expired' && dot.until !== null ? `, until ${moment(dot.until)}` : '';
    return `Event ${number(dot.event)}, ${moment(dot.time)}: ${run.parts.length > 1 ? `${parts}; ` : ''}${FATES[dot.fate]}${ended}.`;
  }

  private choose(dot: Dot, told: string): void {
    put(this.detail, told, ' ', h('button', {type: 'button', class: 'link', click: () => {
      this.desk.show('events');
    }}, 'Show it'));
    void this.desk.selectEvent(dot.event);
  }
}

function shape(fate: Fate): SVGElement {
  switch (fate) {
    case 'alerted':
      return s('circle', {r: 6.5, class: 'f-alerted'});
    case 'waiting':
      return s('circle', {r: 5.5, class: 'f-waiting'});
    case 'expired':
      return s('path', {d: 'M-5,-5.5 H5 L-5,5.5 H5 Z', class: 'f-expired'});
    case 'replaced':
      return s('path', {d: 'M0,-7 L7,0 L0,7 L-7,0 Z', class: 'f-replaced'});
    case 'late':
      return s('path', {d: 'M-5,-5 L5,5 M5,-5 L-5,5', class: 'f-late'});
    case 'passed':
      return s('circle', {r: 3, class: 'f-passed'});
  }
}
