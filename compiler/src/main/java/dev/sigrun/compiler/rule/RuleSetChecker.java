package dev.sigrun.compiler.rule;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.Span;
import java.util.HashMap;
import java.util.Map;

/**
 * Reports rules that cannot be in the same set: those that share an identity, a name or a file
 * name. Deprecated rules are a set of their own, and names those of each format: authors of public
 * rules in two formats call them alike.
 */
public final class RuleSetChecker {
  private static final DiagnosticKind SAME_ID =
      DiagnosticKind.error("RUL111", "Identity '%s' already belongs to the rule in %s.");
  private static final DiagnosticKind SAME_NAME =
      DiagnosticKind.error("RUL112", "Name '%s' already belongs to the rule in %s.");
  private static final DiagnosticKind SAME_FILE_NAME =
      DiagnosticKind.error("RUL113", "File name '%s' already belongs to the rule in %s.");

  /** Rules in Elastic's format are in files with this ending. */
  private static final String ELASTIC = ".toml";

  private final Map<String, RuleHead> firsts = new HashMap<>();

  /**
   * Checks {@code rule} against those that were checked before.
   *
   * @param sink receives diagnostics about duplicates
   */
  public void check(RuleHead rule, DiagnosticSink sink) {
    check(SAME_ID, rule, rule.ruleId(), rule.ruleIdOrigin(), sink);
    String path = rule.source().name();
    String fileName = path.substring(path.replace('\\', '/').lastIndexOf('/') + 1);
    String format = fileName.endsWith(ELASTIC) ? ELASTIC : "";
    check(SAME_NAME, rule, format, rule.name(), rule.nameOrigin(), sink);
    check(SAME_FILE_NAME, rule, fileName, Origin.of(rule.source(), new Span(0, 0)), sink);
  }

  private void check(
      DiagnosticKind kind, RuleHead rule, String value, Origin origin, DiagnosticSink sink) {
    check(kind, rule, "", value, origin, sink);
  }

  private void check(
      DiagnosticKind kind,
      RuleHead rule,
      String group,
      String value,
      Origin origin,
      DiagnosticSink sink) {
    String set = kind.code() + " " + rule.deprecated() + group;
    RuleHead first = firsts.putIfAbsent(set + " " + value, rule);
    boolean sameFile =
        kind.equals(SAME_FILE_NAME)
            && first != null
            && first.source().name().equals(rule.source().name());
    if (first != null && !sameFile) {
      sink.report(kind, origin.source(), origin.span(), value, first.source().name());
    }
  }
}
