package dev.sigrun.compiler.rule;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reports rules that cannot live in one set: those that share an identity, a name or a file name.
 * Deprecated rules are a set of their own.
 */
public final class RuleSetChecker {
  private static final DiagnosticKind SAME_ID =
      DiagnosticKind.error("RUL111", "Identity '%s' already belongs to the rule in %s.");
  private static final DiagnosticKind SAME_NAME =
      DiagnosticKind.error("RUL112", "Name '%s' already belongs to the rule in %s.");
  private static final DiagnosticKind SAME_FILE_NAME =
      DiagnosticKind.error("RUL113", "File name '%s' already belongs to the rule in %s.");

  private final DiagnosticSink sink;
  private final Map<String, Rule> firsts = new HashMap<>();

  private RuleSetChecker(DiagnosticSink sink) {
    this.sink = sink;
  }

  /** Checks the rules against each other; the later one of a pair is reported. */
  public static void check(List<Rule> rules, DiagnosticSink sink) {
    RuleSetChecker checker = new RuleSetChecker(sink);
    for (Rule rule : rules) {
      String fileName = rule.path().substring(rule.path().replace('\\', '/').lastIndexOf('/') + 1);
      checker.check(SAME_ID, rule, rule.ruleId(), rule.ruleIdOrigin());
      checker.check(SAME_NAME, rule, rule.name(), rule.nameOrigin());
      checker.check(SAME_FILE_NAME, rule, fileName, Origin.of(rule.source(), new Span(0, 0)));
    }
  }

  private void check(DiagnosticKind kind, Rule rule, String value, Origin origin) {
    boolean deprecated = rule.metadata().maturity() == Maturity.DEPRECATED;
    Rule first = firsts.putIfAbsent(kind.code() + " " + deprecated + " " + value, rule);
    if (first != null) {
      sink.report(kind, origin.source(), origin.span(), value, first.path());
    }
  }
}
