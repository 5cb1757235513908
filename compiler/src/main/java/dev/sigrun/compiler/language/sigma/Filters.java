package dev.sigrun.compiler.language.sigma;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.sigma.analysis.SigmaAnalyzer;
import dev.sigrun.compiler.language.sigma.syntax.SigmaFilter;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds filters to the rules that they are about. */
final class Filters {
  private static final DiagnosticKind UNKNOWN_RULE =
      DiagnosticKind.warning(
          "SIG103", "No rule that is compiled with this filter has the id or name '%s'.%s");
  private static final DiagnosticKind CORRELATION =
      DiagnosticKind.warning(
          "SIG104",
          "'%s' is a correlation, to which no filter applies. Name the rules that it is about.");
  private static final DiagnosticKind OTHER_SOURCE =
      DiagnosticKind.warning(
          "SIG105", "The filter does not apply to '%s', whose log source is another one.");
  private static final DiagnosticKind NO_RULE =
      DiagnosticKind.warning("SIG106", "No rule has the log source of this filter.");
  private static final DiagnosticKind CANNOT_BE_ADDED =
      DiagnosticKind.error("SIG107", "The filter at %s cannot be added to this rule: %s");

  private Filters() {}

  /** Whether {@code filter} is about {@code rule}. */
  private static boolean applies(SigmaFilter filter, ParsedSigma rule) {
    return rule.tree().logSource().isWithin(filter.logSource())
        && (filter.rules().isEmpty()
            || filter.rules().stream().anyMatch(name -> rule.identity().isCalled(name.name())));
  }

  /**
   * The condition of a rule and of all filters that are about it.
   *
   * @param own the condition of the rule
   * @return empty if an error was reported
   */
  static Optional<Predicate> add(
      Predicate own, ParsedSigma rule, SigmaSet set, DiagnosticSink sink) {
    List<Predicate> terms = new ArrayList<>(List.of(own));
    for (ParsedFilter filter : set.filters()) {
      if (applies(filter.tree(), rule)) {
        // Its warnings are the filter's own, and would be repeated for each rule.
        DiagnosticSink reports = new DiagnosticSink();
        Optional<Predicate> added =
            SigmaAnalyzer.analyzeFilter(filter.tree(), rule.tree(), filter.data(), reports);
        if (added.isEmpty()) {
          String reason =
              reports.diagnostics().stream()
                  .filter(report -> report.severity() != Severity.WARNING)
                  .map(Diagnostic::message)
                  .findFirst()
                  .orElse("");
          report(
              CANNOT_BE_ADDED, rule.identity().origin(), sink, filter.identity().place(), reason);
          return Optional.empty();
        }
        terms.add(added.get());
      }
    }
    return Optional.of(Predicate.and(own.origin(), terms));
  }

  /** Warns of what {@code filter} names in vain. */
  static void check(ParsedFilter filter, SigmaSet set, DiagnosticSink sink) {
    SigmaFilter tree = filter.tree();
    for (FieldName name : tree.rules()) {
      List<SigmaQuery> found = set.find(name.name());
      if (found.isEmpty()) {
        DidYouMean hint = set.didYouMean(name.name());
        report(UNKNOWN_RULE, name.origin(), sink, name.name(), hint);
      } else if (found.stream().allMatch(ParsedCorrelation.class::isInstance)) {
        report(CORRELATION, name.origin(), sink, name.name());
      } else if (found.stream().noneMatch(q -> q instanceof ParsedSigma r && applies(tree, r))) {
        report(OTHER_SOURCE, name.origin(), sink, name.name());
      }
    }
    if (tree.rules().isEmpty() && set.rules().stream().noneMatch(rule -> applies(tree, rule))) {
      report(NO_RULE, tree.logSource().origin(), sink);
    }
  }

  private static void report(
      DiagnosticKind kind, Origin origin, DiagnosticSink sink, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
