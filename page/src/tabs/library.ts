import {ask, Progress, Refusal} from '../api';
import {button, counted, h, number, put} from '../dom';
import {AlertData, alertView} from '../parts/alerts';
import {Matrix, matrixView} from '../parts/matrix';
import {Desk, Tab} from './tab';

/** What the rules of the folder cover. */
export class CoverageTab implements Tab {
  readonly element = h('div', {});

  constructor(private readonly desk: Desk) {}

  async refresh(signal: AbortSignal): Promise<void> {
    put(this.element, h('p', {class: 'quiet', role: 'status'}, 'The rules are being read …'));
    const matrix = await ask<Matrix>('coverage', {}, signal);
    put(this.element, matrixView(matrix, (file) => void this.desk.open(file)));
  }
}

/** All rules of the folder over the events. */
export class ResultsTab implements Tab {
  readonly element: HTMLElement;
  private readonly result = h('div', {});
  private readonly said = h('p', {role: 'status'});
  private readonly start = button('Run all rules', () => void this.run(), {class: 'primary'});
  private shown = '';

  constructor(private readonly desk: Desk) {
    this.element = h('div', {}, h('div', {class: 'filters'}, this.start), this.said, this.result);
  }

  async refresh(): Promise<void> {
    const events = this.desk.events;
    this.start.disabled = events === null;
    if (events === null) {
      put(this.said, 'Give some events first: drop a file anywhere.');
      put(this.result);
    } else if (events.id !== this.shown) {
      put(this.said, `All rules of the folder run over ${events.name}: ${counted(events.count, 'event')}.`);
      put(this.result);
      // Compiling takes longest, so it begins before somebody presses the button.
      void ask('results-prepare', {}).catch(() => undefined);
    }
  }

  private async follow(): Promise<void> {
    const progress = await ask<Progress>('results-progress', {});
    if (this.start.disabled && progress.stage !== '') {
      put(this.said, progress.stage === 'compiling' ? 'The rules are compiled …'
          : `The rules run: ${number(progress.done)} of ${counted(progress.of, 'event')} …`);
    }
  }

  private async run(): Promise<void> {
    const events = this.desk.events;
    if (events === null) {
      return;
    }
    put(this.said, 'The rules are compiled and run …');
    this.start.disabled = true;
    const following = setInterval(() => void this.follow().catch(() => undefined), 400);
    try {
      const data = await ask<AlertData & {count: number; refused: number; events: number; malformed: number; millis: number}>(
          'results', {events: events.id});
      this.shown = events.id;
      put(this.said, `${counted(data.alerts, 'alert')} of ${counted(data.rules.length, 'rule')}; ${counted(data.count, 'rule')} ran over `
          + `${counted(data.events, 'event')}${data.malformed > 0 ? ` (${number(data.malformed)} malformed)` : ''} in ${(data.millis / 1000).toFixed(1)} s`
          + `${data.refused > 0 ? `; ${counted(data.refused, 'rule')} cannot be run` : ''}.`);
      put(this.result, alertView(data));
    } catch (e) {
      if (!(e instanceof Refusal)) {
        if (e instanceof DOMException && e.name === 'AbortError') {
          return;
        }
        throw e;
      }
      put(this.said, e.message);
    } finally {
      clearInterval(following);
      this.start.disabled = false;
    }
  }
}
