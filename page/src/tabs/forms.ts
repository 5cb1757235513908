import {ask, Report, Target} from '../api';
import {button, counted, h, put} from '../dom';
import {Desk, Tab} from './tab';

function copyable(text: string, label: string): HTMLElement {
  const copy = button('Copy', () => {
    void navigator.clipboard.writeText(text).then(() => put(copy, 'Copied'));
  }, {class: 'copy', 'aria-label': `Copy ${label}`});
  return h('div', {class: 'code-block'}, copy, h('pre', {tabindex: 0, 'aria-label': label}, text));
}

/** The Java of the rule. */
export class JavaTab implements Tab {
  readonly element = h('div', {});

  constructor(private readonly desk: Desk) {}

  async refresh(signal: AbortSignal): Promise<void> {
    const {name, text} = this.desk.state;
    const java = await ask<{sources: {name: string; text: string}[]; refusals: Report[]}>('java', {name, text}, signal);
    put(this.element,
        ...java.refusals.map((refusal) => h('p', {class: 'no'}, refusal.message)),
        ...java.sources.map((source) => h('section', {}, h('h3', {}, source.name), copyable(source.text, source.name))));
  }
}

/** The rule in other systems, with how exact it is there. */
export class ExportsTab implements Tab {
  readonly element: HTMLElement;
  private readonly targets = h('div', {});
  private readonly mapping = h('select', {id: 'mapping'}, ...['ecs', 'ecs-json', 'cim'].map((name) => h('option', {value: name}, name)));

  constructor(private readonly desk: Desk, again: () => void) {
    this.mapping.addEventListener('change', () => {
      desk.state.mapping = this.mapping.value;
      desk.changed();
      again();
    });
    this.element = h('div', {}, h('div', {class: 'filters'}, h('label', {for: 'mapping'}, 'Field names'), this.mapping), this.targets);
  }

  async refresh(signal: AbortSignal): Promise<void> {
    this.mapping.value = this.desk.state.mapping;
    const {name, text, mapping} = this.desk.state;
    const answer = await ask<{targets: Target[]}>('exports', {name, text, mapping}, signal);
    this.desk.editor.setPlaces(answer.targets.flatMap((target) => target.reasons
        .filter((reason) => reason.file === null && reason.effect !== 'remark')
        .map((reason) => ({
          from: reason.from, to: reason.to, refused: reason.effect === 'refused', message: `${target.target}: ${reason.message}`,
        }))));
    put(this.targets, ...answer.targets.map((target) => this.target(target)));
  }

  private target(target: Target): HTMLElement {
    return h('details', {class: 'target', 'data-target': target.target},
        h('summary', {}, h('span', {class: 'title'}, target.target),
            h('span', {class: `badge b-${target.fidelity}`}, target.fidelity),
            target.direction !== null && h('span', {class: 'quiet'}, target.direction),
            target.reasons.length > 0 && h('span', {class: 'quiet'}, counted(target.reasons.length, 'reason'))),
        h('ul', {class: 'plain reasons'}, ...target.reasons.map((reason) => h('li', {},
            h('span', {class: `badge b-${reason.effect === 'refused' ? 'refused' : reason.effect === 'remark' ? 'exact' : 'approximate'}`}, reason.effect),
            reason.file === null
                ? button(`line ${reason.line}`, () => this.desk.editor.select(reason.from, reason.to), {class: 'link'})
                : h('span', {class: 'quiet'}, reason.file),
            ` ${reason.message} [${reason.code}]`))),
        target.text !== null && copyable(target.text, target.target));
  }
}
