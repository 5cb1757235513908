package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.report.Shapes;
import dev.sigrun.cli.web.server.Question;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.lsp.feature.Colours;
import dev.sigrun.lsp.feature.Completions;
import dev.sigrun.lsp.feature.Hovers;
import dev.sigrun.lsp.feature.QueryFormatting;
import dev.sigrun.lsp.feature.QuickFixes;
import dev.sigrun.lsp.workspace.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextEdit;
import org.jspecify.annotations.Nullable;

/** Answers to a text editor about the text that is being written. */
final class EditorAnswers {
  /** Each is tried by compiling the mended rule. */
  private static final int MOST_FIXED = 20;

  private final Workbench workbench;

  EditorAnswers(Workbench workbench) {
    this.workbench = workbench;
  }

  /** Reports with their quick fixes, colours, and what kind of rule it is. */
  Map<String, @Nullable Object> check(Question question) {
    return about(question, EditorAnswers::check);
  }

  /** The completions at a place. */
  Map<String, @Nullable Object> complete(Question question) {
    int offset = question.number("offset");
    return about(question, document -> complete(document, offset));
  }

  /** The description of a place, as Markdown. */
  Map<String, @Nullable Object> hover(Question question) {
    int offset = question.number("offset");
    return about(question, document -> hover(document, offset));
  }

  /** The edits that lay out the query. */
  Map<String, @Nullable Object> format(Question question) {
    return about(
        question,
        document -> {
          Map<String, @Nullable Object> answer = Answer.object();
          answer.put("edits", edits(document.text(), QueryFormatting.of(document)));
          return answer;
        });
  }

  private Map<String, @Nullable Object> about(
      Question question, Function<Document, Map<String, @Nullable Object>> to) {
    return workbench.about(question.text("name"), question.text("text"), to);
  }

  private static Map<String, @Nullable Object> check(Document document) {
    String file = document.project().name(document.path());
    List<Map<String, @Nullable Object>> reports = new ArrayList<>();
    int fixed = 0;
    for (Diagnostic diagnostic : document.diagnostics()) {
      Map<String, @Nullable Object> report = Places.diagnostic(diagnostic, Optional.of(file));
      if (diagnostic.suggestion().isPresent() && fixed++ < MOST_FIXED) {
        report.put("fixes", fixes(document, diagnostic));
      }
      reports.add(report);
    }
    Map<String, @Nullable Object> answer = Answer.object();
    answer.put("file", file);
    answer.put("diagnostics", reports);
    answer.put("kinds", Colours.LEGEND.getTokenTypes());
    answer.put("tokens", Colours.of(document).getData());
    answer.put("rules", Answer.list(document.rules(), EditorAnswers::rule));
    answer.put(
        "test",
        document.project().testOf(document.path()).map(document.project()::name).orElse(null));
    return answer;
  }

  private static Map<String, @Nullable Object> rule(CheckedRule checked) {
    Map<String, @Nullable Object> rule = Answer.object();
    rule.put("outcome", checked.outcome().name().toLowerCase(Locale.ROOT));
    rule.put("name", Answer.orNull(checked.rule().map(Rule::name)));
    rule.put("id", Answer.orNull(checked.rule().map(Rule::ruleId)));
    rule.put("severity", Answer.orNull(checked.rule().map(each -> each.severity().spelling())));
    rule.put("shape", Answer.orNull(checked.analyzed().map(each -> Shapes.name(each.query()))));
    rule.put(
        "memory", checked.analyzed().map(each -> Shapes.needsMemory(each.query())).orElse(false));
    return rule;
  }

  private static List<Map<String, @Nullable Object>> fixes(
      Document document, Diagnostic diagnostic) {
    Range range = dev.sigrun.lsp.text.Places.range(diagnostic.source(), diagnostic.span());
    CodeActionParams wanted =
        new CodeActionParams(
            new TextDocumentIdentifier(document.uri()),
            range,
            new CodeActionContext(List.of(), List.of()));
    Document alone =
        new Document(
            document.uri(),
            document.path(),
            document.text(),
            document.project(),
            List.of(diagnostic));
    List<Map<String, @Nullable Object>> fixes = new ArrayList<>();
    for (CodeAction action : QuickFixes.in(alone, wanted)) {
      Map<String, @Nullable Object> fix = Answer.object();
      fix.put("title", action.getTitle());
      fix.put(
          "edits",
          edits(
              document.text(),
              action.getEdit().getChanges().getOrDefault(document.uri(), List.of())));
      fixes.add(fix);
    }
    return fixes;
  }

  private static List<Map<String, @Nullable Object>> edits(
      SourceText text, List<? extends TextEdit> edits) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (TextEdit edit : edits) {
      Map<String, @Nullable Object> json = Answer.object();
      json.put("from", Places.from(text, edit.getRange()));
      json.put("to", Places.to(text, edit.getRange()));
      json.put("insert", edit.getNewText());
      all.add(json);
    }
    return all;
  }

  private static Map<String, @Nullable Object> complete(Document document, int offset) {
    Position place = Places.position(document.text(), offset);
    CompletionList list = Completions.at(document, place);
    Map<String, @Nullable Object> answer = Answer.object();
    answer.put("complete", !list.isIncomplete());
    answer.put("items", Answer.list(list.getItems(), item -> item(document.text(), item)));
    return answer;
  }

  private static Map<String, @Nullable Object> item(SourceText text, CompletionItem item) {
    TextEdit edit = item.getTextEdit().getLeft();
    Map<String, @Nullable Object> json = Answer.object();
    json.put("label", item.getLabel());
    json.put("kind", item.getKind().name().toLowerCase(Locale.ROOT));
    json.put("detail", item.getDetail());
    json.put("sort", item.getSortText());
    json.put("from", Places.from(text, edit.getRange()));
    json.put("to", Places.to(text, edit.getRange()));
    json.put("insert", edit.getNewText());
    json.put(
        "info",
        item.getDocumentation() == null || item.getDocumentation().isLeft()
            ? null
            : item.getDocumentation().getRight().getValue());
    return json;
  }

  private static Map<String, @Nullable Object> hover(Document document, int offset) {
    Optional<Hover> hover = Hovers.at(document, Places.position(document.text(), offset));
    Map<String, @Nullable Object> answer = Answer.object();
    hover.ifPresent(
        found -> {
          answer.put("markdown", found.getContents().getRight().getValue());
          answer.put("from", Places.from(document.text(), found.getRange()));
          answer.put("to", Places.to(document.text(), found.getRange()));
        });
    return answer;
  }
}
