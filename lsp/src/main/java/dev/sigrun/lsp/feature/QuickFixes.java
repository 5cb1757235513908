package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.lsp.text.Places;
import dev.sigrun.lsp.workspace.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.jspecify.annotations.Nullable;

/** Writes a name that a report suggests in place of the unknown one. */
public final class QuickFixes {
  private QuickFixes() {}

  /** The fixes for reports that touch a range, the best one of each report first. */
  public static List<CodeAction> in(Document document, CodeActionParams params) {
    if (!isWanted(params.getContext().getOnly())) {
      return List.of();
    }
    Span asked = Places.span(document.text(), params.getRange());
    List<CodeAction> fixes = new ArrayList<>();
    for (Diagnostic diagnostic : document.diagnostics()) {
      Span span = diagnostic.span();
      boolean touches = span.start() <= asked.end() && asked.start() <= span.end();
      // An editor may ask before it has the reports about its newest text.
      boolean current = diagnostic.source().content().equals(document.text().content());
      if (touches && current) {
        diagnostic
            .suggestion()
            .ifPresent(suggestion -> fixes.addAll(fixes(document, diagnostic, suggestion, params)));
      }
    }
    return fixes;
  }

  /** An editor that saves a file asks for other kinds of actions, which need no trial. */
  private static boolean isWanted(@Nullable List<String> only) {
    return only == null
        || only.isEmpty()
        || only.contains(CodeActionKind.QuickFix)
        || only.contains(CodeActionKind.Empty);
  }

  private static List<CodeAction> fixes(
      Document document, Diagnostic diagnostic, DidYouMean suggestion, CodeActionParams params) {
    Optional<Span> place = place(diagnostic, suggestion.found());
    List<CodeAction> fixes = new ArrayList<>();
    for (String name : suggestion.names()) {
      place
          .filter(span -> mends(document, diagnostic, span, name))
          .ifPresent(
              span -> {
                CodeAction fix = fix(document, diagnostic, suggestion.found(), span, name, params);
                fix.setIsPreferred(fixes.isEmpty());
                fixes.add(fix);
              });
    }
    return fixes;
  }

  /** Where the unknown name is written; empty if it is written with escapes, or more than once. */
  private static Optional<Span> place(Diagnostic diagnostic, String found) {
    Span span = diagnostic.span();
    String text = diagnostic.source().content();
    List<Span> places =
        IntStream.rangeClosed(span.start(), span.end() - found.length())
            .filter(at -> text.regionMatches(true, at, found, 0, found.length()))
            .mapToObj(at -> new Span(at, at + found.length()))
            .toList();
    return places.size() == 1 && !found.isEmpty() ? Optional.of(places.get(0)) : Optional.empty();
  }

  /** A name may need quotes in its language: only fixes that leave less to report are offered. */
  private static boolean mends(Document document, Diagnostic diagnostic, Span span, String name) {
    if (document.rules().isEmpty()) {
      return true;
    }
    SourceText text = diagnostic.source();
    String mended =
        text.content().substring(0, span.start()) + name + text.content().substring(span.end());
    List<Diagnostic> before = reports(document.rules());
    List<Diagnostic> after = reports(document.project().preview(document.path(), mended));
    return after.stream().noneMatch(other -> isSame(other, diagnostic))
        && errors(after) <= errors(before);
  }

  private static boolean isSame(Diagnostic one, Diagnostic other) {
    return one.code().equals(other.code()) && one.span().start() == other.span().start();
  }

  private static List<Diagnostic> reports(List<CheckedRule> rules) {
    return rules.stream().flatMap(rule -> rule.diagnostics().stream()).toList();
  }

  private static long errors(List<Diagnostic> diagnostics) {
    return diagnostics.stream().filter(d -> d.severity() == Severity.ERROR).count();
  }

  private static CodeAction fix(
      Document document,
      Diagnostic diagnostic,
      String found,
      Span span,
      String name,
      CodeActionParams params) {
    CodeAction fix = new CodeAction("Change '" + found + "' to '" + name + "'");
    fix.setKind(CodeActionKind.QuickFix);
    Range range = Places.range(document.text(), diagnostic.span());
    fix.setDiagnostics(
        params.getContext().getDiagnostics().stream()
            .filter(shown -> shown.getRange().equals(range))
            .filter(shown -> isCode(shown, diagnostic.code()))
            .toList());
    TextEdit edit = new TextEdit(Places.range(document.text(), span), name);
    fix.setEdit(new WorkspaceEdit(Map.of(document.uri(), List.of(edit))));
    return fix;
  }

  private static boolean isCode(org.eclipse.lsp4j.Diagnostic shown, String code) {
    return shown.getCode() != null
        && shown.getCode().isLeft()
        && shown.getCode().getLeft().equals(code);
  }
}
