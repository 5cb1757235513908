package dev.sigrun.compiler.language.sigma;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.sigma.syntax.SigmaCorrelation;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what a correlation means: finds the rules that it is about, and what it reads of them. */
final class CorrelationAnalyzer {
  private static final DiagnosticKind UNKNOWN_RULE =
      DiagnosticKind.error(
          "SIG108", "No readable rule that is compiled with this one has the id or name '%s'.%s");
  private static final DiagnosticKind AMBIGUOUS =
      DiagnosticKind.error("SIG109", "Several rules have the id or name '%s': those at %s.");
  private static final DiagnosticKind CIRCLE =
      DiagnosticKind.error("SIG110", "The correlation refers to itself: %s.");
  private static final DiagnosticKind TOO_LARGE =
      DiagnosticKind.error(
          "SIG111",
          "The correlation refers to more than %s rules in all, or correlations are nested deeper"
              + " than %s.");
  private static final DiagnosticKind BROKEN =
      DiagnosticKind.error(
          "SIG112",
          "The rule '%s' has errors or is not supported, so that it cannot be correlated.");
  private static final DiagnosticKind CLOSED =
      DiagnosticKind.unsupported(
          "SIG132",
          "correlation of a closed window",
          "'%s' is judged when its timespan has passed, which is after the events that follow it."
              + " Correlations of such alerts are not supported.");

  private static final int DEEPEST = 10;
  private static final int MOST_RULES = 100;

  private final ParsedCorrelation parsed;
  private final SigmaCorrelation written;
  private final QueryContext context;
  private final SigmaSet set;
  private final Budget budget;
  private final DiagnosticSink sink;
  private final List<ParsedSigma> singles = new ArrayList<>();

  /** The numbers of rules and levels that a correlation may still use. */
  private static final class Budget {
    private int rules = MOST_RULES;
    private int levels = DEEPEST;
    private boolean exceeded;
  }

  private CorrelationAnalyzer(
      ParsedCorrelation parsed, QueryContext context, Budget budget, DiagnosticSink sink) {
    this.parsed = parsed;
    this.written = parsed.tree();
    this.context = context;
    this.set = SigmaSet.of(context.others());
    this.budget = budget;
    this.sink = sink;
  }

  /** The meaning of {@code parsed}; empty if an error was reported. */
  static Optional<Correlation> analyze(
      ParsedCorrelation parsed, QueryContext context, DiagnosticSink sink) {
    return new CorrelationAnalyzer(parsed, context, new Budget(), sink).analyze();
  }

  private Optional<Correlation> analyze() {
    int checkpoint = sink.checkpoint();
    List<CorrelatedRule> rules = new ArrayList<>();
    for (FieldName name : written.rules()) {
      // Below, one mistake is enough: nobody sees the others, and each level would multiply them.
      if (budget.exceeded || (!isOutermost() && sink.hasErrorsSince(checkpoint))) {
        break;
      }
      rule(name).ifPresent(rules::add);
    }
    rules.forEach(rule -> singles.addAll(rule.singles()));
    Optional<Correlation.Verdict> verdict = new CorrelationVerdict(written, sink).verdict();
    Correlation.Measure measure = CorrelationVerdict.measure(written);
    CorrelatedFields fields = new CorrelatedFields(written, measure.kind(), sink);
    fields.checkAliases(rules);
    List<Correlation.Source> sources = new ArrayList<>();
    rules.forEach(rule -> fields.source(rule).ifPresent(sources::add));
    if (sink.hasErrorsSince(checkpoint) || verdict.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Correlation(
            written.origin(),
            sources,
            written.groupBy().stream().map(FieldName::name).toList(),
            written.timespan(),
            measure,
            verdict.get()));
  }

  /** Whether no other correlation is analysed because of which this one is. */
  private boolean isOutermost() {
    return budget.levels == DEEPEST;
  }

  /** The rule that is called {@code name}; empty if an error was reported. */
  private Optional<CorrelatedRule> rule(FieldName name) {
    List<SigmaQuery> found = set.find(name.name());
    if (found.isEmpty()) {
      DidYouMean hint = set.didYouMean(name.name());
      report(UNKNOWN_RULE, name.origin(), name.name(), hint);
      return Optional.empty();
    }
    if (found.size() > 1) {
      String places =
          found.stream().map(query -> query.identity().place()).collect(Collectors.joining(", "));
      report(AMBIGUOUS, name.origin(), name.name(), places);
      return Optional.empty();
    }
    if (found.get(0) instanceof ParsedCorrelation inner) {
      // Circles further below are refused for their depth.
      Optional<String> circle =
          isOutermost() ? Circles.through(parsed, name.name(), inner, set) : Optional.empty();
      if (circle.isPresent()) {
        report(CIRCLE, name.origin(), circle.get());
        return Optional.empty();
      }
      return inner(name, inner);
    }
    return single(name, (ParsedSigma) found.get(0));
  }

  private Optional<CorrelatedRule> single(FieldName name, ParsedSigma rule) {
    if (budget.rules-- <= 0) {
      budget.exceeded = true;
      return broken(name);
    }
    Optional<CorrelatedRule> found =
        rule.meaning(context, new DiagnosticSink())
            .map(
                predicate ->
                    new CorrelatedRule(
                        name, rule, new Correlation.Events(predicate), List.of(), List.of(rule)));
    return found.or(() -> broken(name));
  }

  private Optional<CorrelatedRule> inner(FieldName name, ParsedCorrelation inner) {
    if (budget.levels <= 1) {
      budget.exceeded = true;
      return broken(name);
    }
    budget.levels--;
    CorrelationAnalyzer below =
        new CorrelationAnalyzer(inner, context, budget, new DiagnosticSink());
    Optional<Correlation> meaning = below.analyze();
    budget.levels++;
    if (meaning.isEmpty()) {
      return broken(name);
    }
    if (!meaning.get().slides()) {
      report(CLOSED, name.origin(), name.name());
      return Optional.empty();
    }
    return Optional.of(
        new CorrelatedRule(
            name,
            inner,
            new Correlation.Alerts(meaning.get()),
            meaning.get().groups(),
            below.singles));
  }

  /** Reports of the rule are its own, and would be repeated for each correlation. */
  private Optional<CorrelatedRule> broken(FieldName name) {
    if (budget.exceeded) {
      report(TOO_LARGE, name.origin(), MOST_RULES, DEEPEST);
    } else {
      report(BROKEN, name.origin(), name.name());
    }
    return Optional.empty();
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
