import {button, counted, h, moment, number, put} from '../dom';
import {barChart, SEVERITIES, timeChart, Times} from './charts';

export interface AlertData {
  alerts: number;
  rules: {id: string; name: string; severity: string; count: number; first: number | null; last: number | null}[];
  hosts: {name: string; count: number}[];
  otherHosts: number;
  withoutHost: number;
  times: Times;
  rows: AlertRow[];
}

interface AlertRow {
  time: number | null;
  severity: string;
  rule: string;
  name: string;
  reason: string;
  host: string;
  user: string;
  key: string;
  events: string;
}

const PAGE = 100;

/** Alerts as plots and as a table that can be filtered. */
export function alertView(data: AlertData): HTMLElement {
  const search = h('input', {type: 'search', id: 'alert-search', placeholder: 'Rule, host, user, reason …', autocomplete: 'off'});
  const severities = SEVERITIES.map((severity) => ({
    severity, box: h('input', {type: 'checkbox', checked: true, id: `severity-${severity}`}),
  }));
  const said = h('p', {class: 'quiet', role: 'status'});
  const body = h('tbody');
  const more = button('Show more', () => {
    shown += PAGE;
    fill();
  });
  let shown = PAGE;
  let found: AlertRow[] = data.rows;

  const fill = (): void => {
    put(body, ...found.slice(0, shown).map((row) => h('tr', {},
        h('td', {class: 'time'}, moment(row.time)),
        h('td', {}, h('span', {class: `severity s-${row.severity}`}, row.severity)),
        h('td', {}, h('strong', {}, row.name), h('br'), h('span', {class: 'quiet'}, row.reason)),
        h('td', {}, row.host),
        h('td', {}, row.user),
        h('td', {}, row.key),
        h('td', {class: 'events'}, row.events))));
    more.hidden = found.length <= shown;
    put(said, counted(found.length, 'alert')
        + (data.rows.length < data.alerts ? ` of the first ${number(data.rows.length)}; there are ${number(data.alerts)}, which the plots count` : '')
        + '.');
  };
  const filter = (): void => {
    // Words that all have to be there; what is in quotation marks is one.
    const words = [...search.value.toLowerCase().matchAll(/"([^"]*)"|([^\s"]+)/g)].map((match) => match[1] ?? match[2] ?? '');
    const wanted = new Set(severities.filter((each) => each.box.checked).map((each) => each.severity));
    found = data.rows.filter((row) => {
      const text = `${row.name} ${row.reason} ${row.host} ${row.user} ${row.key} ${row.events}`.toLowerCase();
      return (wanted.has(row.severity) || !SEVERITIES.includes(row.severity)) && words.every((word) => text.includes(word));
    });
    shown = PAGE;
    fill();
  };
  const choose = (label: string): void => {
    search.value = `"${label.replaceAll('"', '')}"`;
    filter();
    search.focus();
  };
  search.addEventListener('input', filter);
  severities.forEach((each) => each.box.addEventListener('change', filter));
  fill();
  const hosts = data.hosts.map((host) => ({label: host.name, count: host.count}));
  return h('div', {class: 'alerts'},
      timeChart(data.times),
      h('div', {class: 'two'},
          barChart('By rule', data.rules.map((rule) => ({label: rule.name, count: rule.count, severity: rule.severity})), 10, choose),
          h('div', {}, barChart('By host', hosts, 10, choose),
              data.otherHosts > 0 && h('p', {class: 'quiet'}, `And ${counted(data.otherHosts, 'other host')}.`),
              data.withoutHost > 0 && h('p', {class: 'quiet'}, `${counted(data.withoutHost, 'alert')} without a host.`))),
      h('div', {class: 'filters'},
          h('label', {for: 'alert-search'}, 'Filter'), search,
          h('fieldset', {}, h('legend', {class: 'hidden'}, 'Severities'),
              ...severities.map((each) => h('label', {for: `severity-${each.severity}`}, each.box, each.severity)))),
      said,
      h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Alerts'}, h('table', {},
          h('thead', {}, h('tr', {}, ...['Time (UTC)', 'Severity', 'Rule', 'Host', 'User', 'Key', 'Events']
              .map((head) => h('th', {scope: 'col'}, head)))),
          body)),
      more);
}
