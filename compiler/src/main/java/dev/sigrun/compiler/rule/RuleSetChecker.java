package dev.sigrun.compiler.rule;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reports rules that cannot be in the same set: those that share an identity, a name or a file
 * name. Deprecated rules are a set of their own, and names and identities those of each format:
 * authors of public rules in two formats call them alike, or copy them with their identity. Since
 * alerts and state refer to rules by identity, such a rule gets another one in the set, unless it
 * is in Elastic's format: Kibana knows those by theirs.
 */
public final class RuleSetChecker {
  private static final DiagnosticKind SAME_ID =
      DiagnosticKind.error("RUL111", "Identity '%s' already belongs to the rule in %s.");
  private static final DiagnosticKind SAME_NAME =
      DiagnosticKind.error("RUL112", "Name '%s' already belongs to the rule in %s.");
  private static final DiagnosticKind SAME_FILE_NAME =
      DiagnosticKind.error("RUL113", "File name '%s' already belongs to the rule in %s.");
  private static final DiagnosticKind OTHER_ID =
      DiagnosticKind.warning(
          "RUL115",
          "Identity '%s' also belongs to the rule in %s. Among these rules, this one has the"
              + " identity '%s'.");

  /** Rules in Elastic's format are in files with this ending. */
  private static final String ELASTIC = ".toml";

  private final Map<String, RuleHead> firsts = new HashMap<>();

  /** The rules in Elastic's format by their identities. */
  private final Map<String, RuleHead> elastic = new HashMap<>();

  /** Checks rules of the set that consists of {@code all}. */
  public RuleSetChecker(List<RuleHead> all) {
    for (RuleHead rule : all) {
      if (format(rule).equals(ELASTIC)) {
        elastic.putIfAbsent(rule.ruleId(), rule);
      }
    }
  }

  /**
   * Checks {@code rule} against those that were checked before.
   *
   * @param sink receives diagnostics about duplicates
   * @return the rule with the identity that it has in the set
   */
  public RuleHead check(RuleHead rule, DiagnosticSink sink) {
    String format = format(rule);
    check(SAME_ID, rule, format, rule.ruleId(), rule.ruleIdOrigin(), sink);
    check(SAME_NAME, rule, format, rule.name(), rule.nameOrigin(), sink);
    check(SAME_FILE_NAME, rule, "", fileName(rule), Origin.of(rule.source(), new Span(0, 0)), sink);
    RuleHead same = elastic.get(rule.ruleId());
    if (same == null || format.equals(ELASTIC)) {
      return rule;
    }
    String other = other(rule.ruleId());
    Origin origin = rule.ruleIdOrigin();
    sink.report(
        OTHER_ID, origin.source(), origin.span(), rule.ruleId(), same.source().name(), other);
    RuleHead first = firsts.putIfAbsent(key(SAME_ID, rule, format, other), rule);
    RuleHead owner = elastic.containsKey(other) ? elastic.get(other) : first;
    if (owner != null && !owner.ruleId().equals(rule.ruleId())) {
      sink.report(SAME_ID, origin.source(), origin.span(), other, owner.source().name());
    }
    return rule.withRuleId(other);
  }

  private static String key(DiagnosticKind kind, RuleHead rule, String group, String value) {
    return kind.code() + " " + rule.deprecated() + group + " " + value;
  }

  /** Another identity, always the same one. */
  private static String other(String id) {
    return UUID.nameUUIDFromBytes(("sigma " + id).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String fileName(RuleHead rule) {
    String path = rule.source().name();
    return path.substring(path.replace('\\', '/').lastIndexOf('/') + 1);
  }

  private static String format(RuleHead rule) {
    return fileName(rule).endsWith(ELASTIC) ? ELASTIC : "";
  }

  private void check(
      DiagnosticKind kind,
      RuleHead rule,
      String group,
      String value,
      Origin origin,
      DiagnosticSink sink) {
    RuleHead first = firsts.putIfAbsent(key(kind, rule, group, value), rule);
    boolean sameFile =
        kind.equals(SAME_FILE_NAME)
            && first != null
            && first.source().name().equals(rule.source().name());
    if (first != null && !sameFile) {
      sink.report(kind, origin.source(), origin.span(), value, first.source().name());
    }
  }
}
