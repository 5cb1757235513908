import {counted, h, put} from '../dom';

interface NamedRule { name: string; file: string; severity: string }

interface Technique { id: string; name: string; rules: NamedRule[] }

export interface Matrix {
  rules: number;
  tactics: {id: string; name: string; rules: NamedRule[]; techniques: Technique[]}[];
  withoutTactic: NamedRule[];
  order: string[];
  attack: {source: string};
}

/** Tactics side by side, with their techniques below; the more rules, the darker. */
export function matrixView(data: Matrix, open: ((file: string) => void) | null): HTMLElement {
  const most = Math.max(1, ...data.tactics.flatMap((tactic) => tactic.techniques.map((each) => each.rules.length)));
  const rank = (id: string): number => {
    const at = data.order.indexOf(id);
    return at < 0 ? data.order.length : at;
  };
  const detail = h('section', {class: 'detail', 'aria-live': 'polite'});
  const show = (title: string, rules: NamedRule[]): void => {
    put(detail, h('h3', {}, title), h('p', {class: 'quiet'}, counted(rules.length, 'rule')),
        h('ul', {class: 'plain'}, ...rules.map((rule) => h('li', {},
            h('span', {class: `severity s-${rule.severity}`}, rule.severity),
            open === null ? rule.name : h('button', {type: 'button', class: 'link', click: () => open(rule.file)}, rule.name)))));
    detail.scrollIntoView({block: 'nearest'});
  };
  const columns = [...data.tactics].sort((a, b) => rank(a.id) - rank(b.id)).map((tactic) => h('section', {class: 'tactic'},
      h('h3', {}, h('button', {type: 'button', click: () => show(`${tactic.name} (${tactic.id})`, tactic.rules)},
          tactic.name, h('span', {class: 'count'}, counted(tactic.rules.length, 'rule')))),
      h('ul', {class: 'plain'}, ...tactic.techniques.map((technique) => {
        const shade = Math.ceil((technique.rules.length / most) * 5);
        return h('li', {}, h('button', {
          type: 'button',
          class: `technique shade-${shade}${technique.id.includes('.') ? ' sub' : ''}`,
          title: `${technique.id}: ${counted(technique.rules.length, 'rule')}`,
          click: () => show(`${technique.name} (${technique.id})`, technique.rules),
        }, technique.name, h('span', {class: 'count'}, technique.rules.length)));
      }))));
  const without = data.withoutTactic.length;
  return h('div', {class: 'coverage'},
      h('div', {class: 'matrix'}, ...columns),
      without > 0 && h('p', {}, h('button', {
        type: 'button', class: 'link', click: () => show('Rules without a tactic', data.withoutTactic),
      }, `${counted(without, 'rule')} without a tactic`)),
      data.tactics.length === 0 && h('p', {class: 'quiet'}, 'No rule names a tactic.'),
      detail,
      h('p', {class: 'quiet small'}, data.attack.source));
}
