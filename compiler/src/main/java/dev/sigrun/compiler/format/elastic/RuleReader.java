package dev.sigrun.compiler.format.elastic;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleType;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the tables of a rule file. Deprecated rules are read leniently: keys that no longer exist
 * are skipped.
 */
final class RuleReader {
  private static final DiagnosticKind MISSING_TABLE =
      DiagnosticKind.error("RUL001", "The file has no [%s] table.");
  private static final DiagnosticKind UNKNOWN_TABLE =
      DiagnosticKind.error(
          "RUL002", "Unknown table '%s'.%s A rule file has [metadata] and [rule].");

  private static final List<String> TABLES = List.of("metadata", "rule", "transform");

  private RuleReader() {}

  /**
   * Reads the rule that {@code source} holds.
   *
   * @param file its tables
   * @param sink receives diagnostics about it
   * @return the rule, or empty if an error was reported
   */
  static Optional<Rule> read(SourceText source, DataValue.Table file, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    checkTables(source, file, sink);
    if (sink.hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    DataValue.Table metadata = table(file, "metadata");
    DataValue.Table rule = table(file, "rule");
    Optional<RuleType> type = checkShapes(source, metadata, rule, sink);
    // Keys that depend on each other are looked at only after each on its own is right.
    if (type.isEmpty() || sink.hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    metadata = Blanks.leaveOut(metadata, RuleShape.METADATA, sink);
    rule = Blanks.leaveOut(rule, RuleShape.RULE, sink);
    RuleChecker.check(rule, type.get(), sink);
    ThreatChecker.check(rule, sink);
    ConventionLint.check(metadata, rule, sink);
    if (sink.hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    RuleLint.check(metadata, rule, sink);
    Map<String, Object> transform =
        file.get("transform")
            .flatMap(DataValue::asTable)
            .map(DataValue.Table::plain)
            .orElse(Map.of());
    return Optional.of(new RuleAssembler(source, metadata, rule).assemble(transform));
  }

  /** Looks at each key on its own; the type of the rule if it has one. */
  private static Optional<RuleType> checkShapes(
      SourceText source, DataValue.Table metadata, DataValue.Table rule, DiagnosticSink sink) {
    Optional<RuleType> type = type(rule);
    ShapeChecker checker = new ShapeChecker(sink, type, isDeprecated(source, metadata));
    checker.check("metadata", metadata, RuleShape.METADATA);
    checker.check("rule", rule, RuleShape.RULE);
    return type;
  }

  private static void checkTables(SourceText source, DataValue.Table file, DiagnosticSink sink) {
    ShapeChecker checker = new ShapeChecker(sink, Optional.empty(), false);
    file.entries()
        .forEach(
            (name, entry) -> {
              if (TABLES.contains(name)) {
                checker.check(name, entry.value(), new Shape.AnyTable());
              } else {
                DidYouMean hint = Suggestions.didYouMean(name, TABLES);
                sink.report(UNKNOWN_TABLE, source, entry.key().span(), name, hint);
              }
            });
    for (String name : TABLES.subList(0, 2)) {
      if (file.get(name).isEmpty()) {
        sink.report(MISSING_TABLE, source, new Span(0, 0), name);
      }
    }
  }

  private static DataValue.Table table(DataValue.Table file, String name) {
    return file.get(name).flatMap(DataValue::asTable).orElseThrow();
  }

  private static boolean isDeprecated(SourceText source, DataValue.Table metadata) {
    String path = "/" + source.name().replace('\\', '/');
    boolean folder = path.contains("/" + RuleFiles.DEPRECATED + "/");
    Optional<String> maturity = metadata.get("maturity").flatMap(DataValue::asText);
    return folder || maturity.equals(Optional.of(Maturity.DEPRECATED.spelling()));
  }

  private static Optional<RuleType> type(DataValue.Table rule) {
    Optional<String> written = rule.get("type").flatMap(DataValue::asText);
    return Arrays.stream(RuleType.values())
        .filter(type -> written.equals(Optional.of(type.spelling())))
        .findFirst();
  }
}
