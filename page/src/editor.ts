import {autocompletion, closeBrackets, completionKeymap, CompletionContext, CompletionResult} from '@codemirror/autocomplete';
import {defaultKeymap, history, historyKeymap} from '@codemirror/commands';
import {bracketMatching, StreamLanguage, syntaxHighlighting} from '@codemirror/language';
import {toml} from '@codemirror/legacy-modes/mode/toml';
import {yaml} from '@codemirror/legacy-modes/mode/yaml';
import {Diagnostic, lintGutter, lintKeymap, setDiagnostics} from '@codemirror/lint';
import {highlightSelectionMatches, searchKeymap} from '@codemirror/search';
import {Compartment, EditorState, Extension, Range, StateEffect, StateField} from '@codemirror/state';
import {
  Decoration, DecorationSet, drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, hoverTooltip, keymap, lineNumbers,
} from '@codemirror/view';
import {classHighlighter} from '@lezer/highlight';
import {Clause, Completion, Edit, Report} from './api';
import {markdown} from './markdown';

/** What an editor asks about its text. */
export interface Questions {
  complete(offset: number): Promise<{complete: boolean; items: Completion[]}>;
  hover(offset: number): Promise<{markdown?: string; from?: number; to?: number}>;
}

/** A layer of colours that moves with the text until it is replaced. */
class Layer {
  private readonly effect = StateEffect.define<DecorationSet>();
  readonly field = StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update: (set, transaction) => {
      for (const effect of transaction.effects) {
        if (effect.is(this.effect)) {
          return effect.value;
        }
      }
      return set.map(transaction.changes);
    },
    provide: (field) => EditorView.decorations.from(field),
  });

  show(view: EditorView, marks: Range<Decoration>[]): void {
    view.dispatch({effects: this.effect.of(Decoration.set(marks, true))});
  }
}

/** The kind of language server items, as the list of completions has icons for them. */
const TYPES: Record<string, string> = {
  field: 'property', property: 'property', function: 'function', enummember: 'enum', keyword: 'keyword',
  operator: 'keyword', value: 'constant', variable: 'variable',
};

export class TextEditor {
  private readonly view: EditorView;
  private readonly language = new Compartment();
  private readonly tokens = new Layer();
  private readonly clauses = new Layer();
  private readonly places = new Layer();
  private quiet = false;

  constructor(
      parent: HTMLElement, label: string, nonce: string, changed: (text: string) => void, questions?: Questions) {
    const extensions: Extension[] = [
      EditorView.cspNonce.of(nonce),
      EditorView.contentAttributes.of({'aria-label': label, spellcheck: 'false', autocapitalize: 'off'}),
      lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(),
      highlightSelectionMatches(), lintGutter(),
      // Characters that change the order of others would let a rule look like another one.
      highlightSpecialChars({addSpecialChars: /[\u202a-\u202c\u2068]/g}),
      EditorState.tabSize.of(2),
      EditorView.lineWrapping,
      this.language.of(StreamLanguage.define(toml)),
      syntaxHighlighting(classHighlighter),
      this.tokens.field, this.clauses.field, this.places.field,
      keymap.of([
        {key: 'Mod-.', run: () => this.mend()},
        ...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !this.quiet) {
          changed(this.text());
        }
      }),
    ];
    if (questions !== undefined) {
      extensions.push(
          autocompletion({override: [(context) => complete(context, questions)], icons: false}),
          hoverTooltip(async (_, place) => {
            const answer = await questions.hover(place).catch(() => ({}) as {markdown?: string; from?: number; to?: number});
            if (answer.markdown === undefined) {
              return null;
            }
            const text = answer.markdown;
            return {
              pos: answer.from ?? place,
              end: answer.to ?? place,
              create: () => ({dom: markdown(text)}),
            };
          }, {hoverTime: 400}));
    }
    this.view = new EditorView({parent, state: EditorState.create({doc: '', extensions})});
  }

  private reports: Report[] = [];

  text(): string {
    return this.view.state.doc.toString();
  }

  /** Replaces the text, which is not a change that the author made. */
  setText(text: string, name: string): void {
    this.quiet = true;
    this.view.dispatch({
      changes: {from: 0, to: this.view.state.doc.length, insert: text},
      selection: {anchor: 0},
      effects: this.language.reconfigure(StreamLanguage.define(/\.ya?ml$/.test(name) ? yaml : toml)),
      scrollIntoView: true,
    });
    this.quiet = false;
    this.setClauses([]);
    this.setPlaces([]);
  }

  focus(): void {
    this.view.focus();
  }

  /** Shows a place. */
  select(from: number, to: number): void {
    const length = this.view.state.doc.length;
    this.view.dispatch({
      selection: {anchor: Math.min(from, length), head: Math.min(to, length)},
      effects: EditorView.scrollIntoView(Math.min(from, length), {y: 'center'}),
    });
    this.view.focus();
  }

  apply(edits: Edit[]): void {
    this.view.dispatch({changes: edits.map((edit) => ({from: edit.from, to: edit.to, insert: edit.insert}))});
    this.view.focus();
  }

  setReports(reports: Report[]): void {
    this.reports = reports.filter((report) => report.file === null);
    const length = this.view.state.doc.length;
    const diagnostics: Diagnostic[] = this.reports.map((report) => ({
      from: Math.min(report.from, length),
      to: Math.min(Math.max(report.to, report.from), length),
      severity: report.severity === 'error' ? 'error' : report.severity === 'warning' ? 'warning' : 'info',
      message: `${report.message} [${report.code}]`,
      actions: (report.fixes ?? []).map((fix) => ({name: fix.title, apply: () => this.apply(fix.edits)})),
    }));
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  /** Applies the first fix of the report at the cursor, or else of the first report that has one. */
  private mend(): boolean {
    const at = this.view.state.selection.main.head;
    const fixable = this.reports.filter((report) => (report.fixes ?? []).length > 0);
    const report = fixable.find((each) => each.from <= at && at <= each.to) ?? fixable[0];
    const fix = report?.fixes?.[0];
    if (fix === undefined) {
      return false;
    }
    this.apply(fix.edits);
    return true;
  }

  /** Colours of queries, as the language server numbers them: line, start, length, kind, none. */
  setTokens(data: number[], kinds: string[]): void {
    const marks: Range<Decoration>[] = [];
    const doc = this.view.state.doc;
    let line = 0;
    let start = 0;
    for (let i = 0; i + 4 < data.length; i += 5) {
      const lines = data[i] ?? 0;
      line += lines;
      start = lines === 0 ? start + (data[i + 1] ?? 0) : data[i + 1] ?? 0;
      if (line + 1 > doc.lines) {
        break;
      }
      const from = doc.line(line + 1).from + start;
      const to = Math.min(from + (data[i + 2] ?? 0), doc.length);
      if (from < to) {
        marks.push(Decoration.mark({class: `t-${kinds[data[i + 3] ?? 0] ?? 'none'}`}).range(from, to));
      }
    }
    this.tokens.show(this.view, marks);
  }

  /** Shows in the text which clauses an event satisfies. */
  setClauses(clauses: Clause[]): void {
    const length = this.view.state.doc.length;
    this.clauses.show(this.view, clauses
        .filter((clause) => clause.file === null && clause.from < clause.to && clause.to <= length)
        .map((clause) => Decoration.mark({
          class: `c-${clause.truth ? 'true' : 'false'}${clause.inTheWay ? ' c-way' : ''}`,
          attributes: {title: `${clause.truth ? 'true' : 'false'}: ${clause.values.join('; ')}`},
        }).range(clause.from, clause.to)));
  }

  /** Marks places that an export refuses or changes. */
  setPlaces(places: {from: number; to: number; refused: boolean; message: string}[]): void {
    const length = this.view.state.doc.length;
    this.places.show(this.view, places
        .filter((place) => place.from < place.to && place.to <= length)
        .map((place) => Decoration.mark({
          class: place.refused ? 'm-refused' : 'm-approximate',
          attributes: {title: place.message},
        }).range(place.from, place.to)));
  }
}

async function complete(context: CompletionContext, questions: Questions): Promise<CompletionResult | null> {
  const before = context.matchBefore(/[\w.@|"':=]$/);
  if (before === null && !context.explicit) {
    return null;
  }
  const answer = await questions.complete(context.pos).catch(() => ({complete: true, items: [] as Completion[]}));
  const first = answer.items[0];
  if (first === undefined || context.aborted) {
    return null;
  }
  return {
    from: first.from,
    to: Math.max(first.to, context.pos),
    ...(answer.complete ? {validFor: /^[\w.@-]*$/} : {}),
    options: answer.items.filter((item) => item.from === first.from).map((item) => ({
      label: item.label,
      type: TYPES[item.kind] ?? 'text',
      apply: item.insert,
      ...(item.detail === null ? {} : {detail: item.detail}),
      ...(item.sort === null ? {} : {sortText: item.sort}),
      ...(item.info === null ? {} : {info: () => markdown(item.info ?? '')}),
    })),
  };
}
