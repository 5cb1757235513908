import {counted, h, moment, number, s} from '../dom';

export const SEVERITIES = ['critical', 'high', 'medium', 'low'];

export interface Times { step: number; intervals: {at: number; counts: Record<string, number>}[] }

/** Bars over time, stacked by severity. What they show is also a table, for those who cannot see them. */
export function timeChart(times: Times): HTMLElement {
  const figure = h('figure', {class: 'chart'}, h('figcaption', {}, 'Alerts over time'));
  const first = times.intervals[0];
  const last = times.intervals[times.intervals.length - 1];
  if (first === undefined || last === undefined) {
    figure.append(h('p', {class: 'quiet'}, 'No alert has a time.'));
    return figure;
  }
  const width = 720;
  const height = 150;
  const foot = 18;
  const bars = (last.at - first.at) / times.step + 1;
  const most = Math.max(...times.intervals.map((interval) => sum(interval.counts)));
  const barWidth = width / Math.max(bars, 12);
  const drawing = s('svg', {viewBox: `0 0 ${width} ${height + foot}`, role: 'img',
    'aria-label': `Alerts over time, up to ${most} in ${duration(times.step)}, from ${moment(first.at)} to ${moment(last.at)} UTC`});
  drawing.append(s('line', {x1: 0, x2: width, y1: height, y2: height, class: 'axis'}));
  for (const interval of times.intervals) {
    const x = ((interval.at - first.at) / times.step) * barWidth;
    let y = height;
    for (const severity of [...SEVERITIES].reverse()) {
      const count = interval.counts[severity] ?? 0;
      const tall = (count / most) * (height - 14);
      y -= tall;
      if (count > 0) {
        drawing.append(s('rect', {
          x: x + barWidth * 0.08, y, width: barWidth * 0.84, height: Math.max(tall, 1), class: `bar s-${severity}`,
        }, s('title', {}, `${moment(interval.at)}: ${count} ${severity}`)));
      }
    }
  }
  drawing.append(
      s('text', {x: 0, y: height + 13, class: 'tick'}, moment(first.at)),
      s('text', {x: width, y: height + 13, class: 'tick', 'text-anchor': 'end'}, moment(last.at + times.step)),
      s('text', {x: 0, y: 10, class: 'tick'}, `${number(most)} in ${duration(times.step)}`));
  figure.append(drawing, legend());
  return figure;
}

function legend(): HTMLElement {
  return h('p', {class: 'legend'}, ...SEVERITIES.map((severity) => h('span', {},
      h('span', {class: `swatch s-${severity}`, 'aria-hidden': 'true'}), severity)));
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((all, each) => all + each, 0);
}

function duration(millis: number): string {
  const seconds = millis / 1000;
  if (seconds < 60) {
    return counted(seconds, 'second');
  }
  if (seconds < 3600) {
    return counted(seconds / 60, 'minute');
  }
  return seconds < 86400 ? counted(seconds / 3600, 'hour') : counted(seconds / 86400, 'day');
}

/** A bar for each item; a click chooses it. */
export function barChart(
    title: string, items: {label: string; count: number; severity?: string}[], most: number,
    choose: (label: string) => void): HTMLElement {
  const figure = h('figure', {class: 'chart'}, h('figcaption', {}, title));
  const largest = Math.max(1, ...items.map((item) => item.count));
  const list = h('ol', {class: 'bars'});
  const show = (all: boolean): void => {
    list.replaceChildren(...(all ? items : items.slice(0, most)).map((item) => {
      const bar = h('span', {class: `fill ${item.severity === undefined ? '' : `s-${item.severity}`}`});
      bar.style.setProperty('width', `${(item.count / largest) * 100}%`);
      return h('li', {}, h('button', {
        type: 'button', click: () => choose(item.label), title: `Show only ${item.label}`,
      }, h('span', {class: 'label'}, item.label), h('span', {class: 'track', 'aria-hidden': 'true'}, bar),
      h('span', {class: 'count'}, number(item.count))));
    }));
  };
  show(false);
  figure.append(list);
  if (items.length === 0) {
    figure.append(h('p', {class: 'quiet'}, 'None.'));
  }
  if (items.length > most) {
    const more = h('button', {type: 'button', class: 'link', click: () => {
      show(true);
      more.remove();
    }}, `Show all ${number(items.length)}`);
    figure.append(more);
  }
  return figure;
}
