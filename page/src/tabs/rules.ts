import {ask, Library, ListedRule} from '../api';
import {button, counted, h, put} from '../dom';
import {Desk, Tab} from './tab';

const PAGE = 100;

/** The rules that the command was given. */
export class RulesTab implements Tab {
  readonly element: HTMLElement;
  private readonly list = h('ul', {class: 'plain rules'});
  private readonly said = h('p', {class: 'quiet', role: 'status'});
  private readonly search = h('input', {
    type: 'search', id: 'rule-search', placeholder: 'Name, file, tag, technique, severity …', autocomplete: 'off',
  });
  private readonly more = button('Show more', () => {
    this.shown += PAGE;
    this.fill();
  });
  private rules: ListedRule[] = [];
  private found: ListedRule[] = [];
  private shown = PAGE;

  constructor(private readonly desk: Desk) {
    this.search.addEventListener('input', () => this.filter());
    this.element = h('div', {},
        h('div', {class: 'filters'}, h('label', {for: 'rule-search'}, 'Search'), this.search), this.said, this.list, this.more);
  }

  async refresh(signal: AbortSignal): Promise<void> {
    for (;;) {
      const library = await ask<Library>('rules', {}, signal);
      if (library.ready) {
        this.rules = library.rules ?? [];
        this.filter();
        return;
      }
      put(this.said, 'The rules are being compiled …');
      await new Promise((done) => setTimeout(done, 300));
    }
  }

  private filter(): void {
    const words = this.search.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
    this.found = this.rules.filter((rule) => {
      const text = [rule.name, rule.file, rule.type, rule.outcome, rule.severity ?? '', ...rule.attack, ...rule.tags]
          .join(' ').toLowerCase();
      return words.every((word) => text.includes(word));
    });
    this.shown = PAGE;
    this.fill();
  }

  private fill(): void {
    put(this.said, this.rules.length === 0
        ? 'No rules were named. Start with sigrun serve rules to browse them here.'
        : `${counted(this.found.length, 'rule')} of ${this.rules.length}.`);
    this.more.hidden = this.found.length <= this.shown;
    put(this.list, ...this.found.slice(0, this.shown).map((rule) => h('li', {},
        h('button', {
          type: 'button', class: 'row', 'aria-current': rule.file === this.desk.state.name ? 'true' : null,
          click: () => void this.desk.open(rule.file),
        },
        h('span', {class: `severity s-${rule.severity ?? 'none'}`}, rule.severity ?? '–'),
        h('span', {class: 'title'}, rule.name),
        h('span', {class: 'quiet'}, `${rule.type}${rule.outcome === 'compiled' ? '' : `, ${rule.outcome}`}`
            + `${rule.errors > 0 ? `, ${counted(rule.errors, 'error')}` : ''}`
            + `${rule.warnings > 0 ? `, ${counted(rule.warnings, 'warning')}` : ''}`),
        h('span', {class: 'path'}, rule.file)))));
  }
}
