import {counted, h, moment, number} from './dom';
import {AlertData, alertView} from './parts/alerts';
import {Matrix, matrixView} from './parts/matrix';
import './report.css';

interface RunData extends AlertData { count: number; events: number; malformed: number; source: string; at: number }

/** Draws the report that this file holds. */
function draw(): void {
  const main = document.getElementById('report');
  const text = document.getElementById('data')?.textContent;
  if (main === null || text === null || text === undefined) {
    return;
  }
  const report = JSON.parse(text) as {kind: string; title: string; data: unknown};
  main.append(h('header', {}, h('p', {class: 'mark'}, 'Sigrun'), h('h1', {}, report.title)));
  if (report.kind === 'run') {
    const run = report.data as RunData;
    main.append(h('p', {class: 'lead'},
        `${counted(run.alerts, 'alert')} of ${counted(run.rules.length, 'rule')} in ${counted(run.events, 'event')}`
        + `${run.malformed > 0 ? ` (${number(run.malformed)} malformed)` : ''}; ${counted(run.count, 'rule')} ran. ${moment(run.at)} UTC.`));
    main.append(alertView(run));
  } else {
    const matrix = report.data as Matrix & {summary: string};
    main.append(h('p', {class: 'lead'}, `${matrix.summary}.`));
    main.append(matrixView(matrix, null));
  }
}

draw();
