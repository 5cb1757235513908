package dev.sigrun.compiler.language.exceptions;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.TomlWriter;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.filter.FilterAnalyzer;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.source.Origin;
import java.util.Optional;

/** A file of exceptions that was read. */
record ParsedExceptions(ExceptionFile tree) implements ParsedQuery {
  private static final DiagnosticKind UNKNOWN_RULE =
      DiagnosticKind.warning(
          "EXC101", "No rule that is compiled with this exception has the id or name '%s'.%s");
  private static final DiagnosticKind NO_RULE_BESIDE =
      DiagnosticKind.error(
          "EXC008",
          "There is no rule '%s' that is compiled with this exception. Name its rules: rules ="
              + " [\"ID or name\"].");

  @Override
  public String print() {
    return TomlWriter.write(tree.table().plain());
  }

  /** Exceptions find nothing; here they are checked, once for all their rules. */
  @Override
  public Optional<Query> analyze(QueryContext context, DiagnosticSink sink) {
    ExceptionSet set = ExceptionSet.of(context.others());
    for (RuleException exception : tree.exceptions()) {
      exception
          .clause()
          .ifPresent(
              clause -> {
                FilterAnalyzer.clause(clause, context.fields(), sink);
                checkRules(exception, set, sink);
              });
    }
    return Optional.empty();
  }

  private static void checkRules(RuleException exception, ExceptionSet set, DiagnosticSink sink) {
    if (exception.rules().isEmpty() && !set.hasRuleBeside(exception)) {
      report(
          NO_RULE_BESIDE, exception.origin(), sink, ExceptionSet.stem(exception.file()) + ".toml");
    }
    for (FieldName rule : exception.rules()) {
      boolean known = rule.name().equals(RuleException.EVERY_RULE) || set.isRule(rule.name());
      if (!known) {
        report(
            UNKNOWN_RULE,
            rule.origin(),
            sink,
            rule.name(),
            Suggestions.didYouMean(rule.name(), set.references()));
      }
    }
  }

  @Override
  public boolean dependsOnOthers() {
    return true;
  }

  @Override
  public boolean bearsOnOthers() {
    return true;
  }

  @Override
  public boolean isPart(QueryContext context) {
    return true;
  }

  private static void report(
      DiagnosticKind kind, Origin origin, DiagnosticSink sink, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
