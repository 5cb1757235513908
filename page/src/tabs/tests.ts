import {ask, Refusal, TestCase, Tests} from '../api';
import {button, h, put} from '../dom';
import {TextEditor} from '../editor';
import {Desk, Tab} from './tab';

const EXAMPLE = `[[case]]
name = "what the rule is for"
expect = "match"
event = { event.category = "process", event.type = "start" }

[[case]]
name = "what it leaves alone"
expect = "none"
event = { event.category = "file" }
`;

/** The tests of the rule, which run as they are on the page. */
export class TestsTab implements Tab {
  readonly element: HTMLElement;
  private readonly editor: TextEditor;
  private readonly result = h('div', {role: 'status'});
  private readonly example = button('Start with an example', () => {
    this.desk.state.test = EXAMPLE;
    this.editor.setText(EXAMPLE, 'a.test.toml');
    this.desk.changed();
    this.example.hidden = true;
  }, {class: 'link'});

  constructor(private readonly desk: Desk) {
    const place = h('div', {class: 'test-editor'});
    this.editor = new TextEditor(place, 'Tests of the rule', desk.nonce, (text) => {
      desk.state.test = text;
      desk.changed();
      this.example.hidden = text !== '';
    });
    this.element = h('div', {},
        h('div', {class: 'filters'}, button('Run tests', () => void this.run(), {class: 'primary'}), this.example),
        this.result, place);
  }

  async refresh(): Promise<void> {
    if (this.editor.text() !== this.desk.state.test) {
      this.editor.setText(this.desk.state.test, 'a.test.toml');
      put(this.result);
    }
    this.example.hidden = this.desk.state.test !== '';
  }

  private async run(): Promise<void> {
    const {name, text, test} = this.desk.state;
    put(this.result, h('p', {class: 'quiet'}, 'The tests run …'));
    try {
      const tests = await ask<Tests>('tests', {name, text, test});
      put(this.result, h('p', {class: tests.passed ? 'yes' : 'no'}, `${tests.summary}.`),
          h('ul', {class: 'plain'}, ...tests.diagnostics.map((report) => h('li', {class: report.severity === 'error' ? 'no' : ''},
              `${report.file ?? ''}:${report.line}: ${report.message} [${report.code}]`))),
          h('ul', {class: 'plain cases'}, ...tests.cases.map((each) => this.show(each))));
    } catch (e) {
      if (!(e instanceof Refusal)) {
        throw e;
      }
      put(this.result, h('p', {class: 'no'}, e.message));
    }
  }

  private show(test: TestCase): HTMLElement {
    const head = [h('span', {class: `badge b-${test.outcome}`}, test.outcome), ` ${test.name}`];
    const failure = test.failure;
    if (failure === null) {
      return h('li', {}, ...head, test.skipped !== null && h('span', {class: 'quiet'}, ` ${test.skipped}`));
    }
    return h('li', {}, h('details', {open: true}, h('summary', {}, ...head),
        h('p', {}, `Expected: ${failure.expected}`), h('p', {}, `Found: ${failure.found}`),
        ...failure.findings.map((finding) => h('div', {}, h('p', {}, finding.title),
            h('ul', {class: 'plain clauses'}, ...finding.clauses.map((clause) => h('li', {class: `clause ${clause.truth ? 'is-true' : 'is-false'}`},
                h('span', {class: 'truth'}, clause.truth ? '✓' : '✗', h('span', {class: 'hidden'}, clause.truth ? 'true' : 'false')),
                h('code', {}, clause.text), h('span', {class: 'values'}, clause.values.join('; ')))))))));
  }
}
