package dev.sigrun.compiler.language.exceptions;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QuerySet;
import dev.sigrun.compiler.language.filter.FilterAnalyzer;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds exceptions to the rules that they are about. */
public final class Exceptions {
  private static final DiagnosticKind CANNOT_BE_ADDED =
      DiagnosticKind.error("EXC009", "The exception at %s cannot be added to this rule: %s");
  private static final DiagnosticKind UNTYPED =
      DiagnosticKind.error(
          "EXC010",
          "The exception at %s cannot be added to a Sigma rule, which may read events of any form."
              + " Write a Sigma filter.");

  private Exceptions() {}

  /**
   * The rule with all exceptions that are about it.
   *
   * @param parsed its query, if it has one
   * @param others all that is compiled together with the rule
   * @param sink receives a diagnostic for each that cannot be added; its own mistakes are reported
   *     where the exception itself is compiled
   */
  public static Rule added(
      Rule rule,
      Optional<ParsedQuery> parsed,
      QuerySet others,
      FieldResolver fields,
      DiagnosticSink sink) {
    ExceptionSet set = ExceptionSet.of(others);
    if (set.isEmpty() || parsed.filter(ParsedExceptions.class::isInstance).isPresent()) {
      return rule;
    }
    if (!parsed.map(ParsedQuery::isTypedBySchema).orElse(true)) {
      set.misplacedAt(rule.head()).forEach(each -> report(UNTYPED, rule, sink, each.place()));
      return rule;
    }
    List<RuleException> exceptions = new ArrayList<>(set.about(rule.head()));
    exceptions.addAll(set.general());
    List<DataValue> clauses = new ArrayList<>();
    for (RuleException each : exceptions) {
      each.clause()
          .map(clause -> problem(clause, fields))
          .orElse(Optional.of("it has an error."))
          .ifPresent(message -> report(CANNOT_BE_ADDED, rule, sink, each.place(), message));
      each.clause().ifPresent(clauses::add);
    }
    return clauses.isEmpty() ? rule : rule.withExceptions(clauses);
  }

  private static Optional<String> problem(DataValue clause, FieldResolver fields) {
    DiagnosticSink quiet = new DiagnosticSink();
    FilterAnalyzer.clause(clause, fields, quiet);
    return quiet.diagnostics().stream()
        .filter(report -> report.severity() != Severity.WARNING)
        .map(Diagnostic::message)
        .findFirst();
  }

  private static void report(
      DiagnosticKind kind, Rule rule, DiagnosticSink sink, Object... arguments) {
    Origin origin = rule.nameOrigin();
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
