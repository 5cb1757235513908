package dev.sigrun.compiler.format.sigma;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDocument;
import dev.sigrun.compiler.rule.RuleHead;
import dev.sigrun.compiler.rule.RuleSeverity;
import dev.sigrun.compiler.source.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what a document says about itself. */
final class HeadReader {
  private static final DiagnosticKind NO_TITLE =
      DiagnosticKind.error("SIG081", "The %s has no 'title'.");
  private static final DiagnosticKind OTHER_TAXONOMY =
      DiagnosticKind.unsupported(
          "SIG082", "taxonomy", "Taxonomy '%s' is not supported; only 'sigma' is.");
  private static final DiagnosticKind NO_PLACE =
      DiagnosticKind.warning("SIG083", "'%s' has no meaning in a %s.");

  private static final int LONGEST_TITLE = 256;
  private static final int LONGEST_DESCRIPTION = 65_535;
  private static final int LOWEST_RISK = 1;
  private static final int CRITICAL_RISK = 99;

  static final List<String> LEVELS = List.of("informational", "low", "medium", "high", "critical");
  static final List<String> STATUSES =
      List.of("stable", "test", "experimental", "deprecated", "unsupported");

  private final SigmaDocument document;
  private final SigmaKeys keys;
  private final Copies copies;
  private final DiagnosticSink sink;

  /**
   * Which of the rules this is that have a title or an identity from the same place of a file, by
   * {@code global} or {@code repeat}: 1 for the first.
   */
  record Copies(int title, int id) {}

  HeadReader(SigmaDocument document, SigmaKeys keys, Copies copies, DiagnosticSink sink) {
    this.document = document;
    this.keys = keys;
    this.copies = copies;
    this.sink = sink;
  }

  /** The head of the rule; empty if an error was reported. */
  Optional<RuleHead> head() {
    keys.checkNames();
    Optional<String> title =
        keys.text("title", LONGEST_TITLE).map(text -> numbered(text, copies.title()));
    Optional<String> id = keys.id().map(text -> copies.id() == 1 ? text : copyOf(text));
    keys.text("name", LONGEST_TITLE);
    keys.text("license", LONGEST_TITLE);
    keys.text("author", LONGEST_DESCRIPTION);
    Optional<String> description = keys.text("description", LONGEST_DESCRIPTION);
    Optional<String> status = keys.word("status", STATUSES);
    Optional<String> level = keys.word("level", LEVELS);
    keys.texts("references", 0);
    keys.texts("falsepositives", 2);
    keys.texts("fields", 1);
    keys.texts("scope", 2);
    keys.checkDate("date");
    keys.checkDate("modified");
    keys.checkOrder("date", "modified");
    keys.checkRelated();
    List<String> tags = keys.tags();
    checkTaxonomy();
    checkPlace();
    if (title.isEmpty()) {
      report(NO_TITLE, document.origin(), document.kind().label());
      return Optional.empty();
    }
    Origin name = origin("title");
    return Optional.of(
        new RuleHead(
            document.origin().source().outermost(),
            id.orElseGet(() -> identity(title.get())),
            id.isPresent() ? origin("id") : name,
            title.get(),
            name,
            description.orElse(title.get()),
            severity(level),
            risk(level),
            tags,
            AttackTags.threats(tags),
            status.filter("deprecated"::equals).isPresent()));
  }

  private static String numbered(String text, int number) {
    return number == 1 ? text : "%s (%d)".formatted(text, number);
  }

  private String copyOf(String id) {
    return identity(numbered(id, copies.id()));
  }

  /** An identity that stays the same as long as the title does. */
  private static String identity(String title) {
    return UUID.nameUUIDFromBytes(title.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static RuleSeverity severity(Optional<String> level) {
    return switch (level.orElse("low")) {
      case "critical" -> RuleSeverity.CRITICAL;
      case "high" -> RuleSeverity.HIGH;
      case "medium" -> RuleSeverity.MEDIUM;
      default -> RuleSeverity.LOW;
    };
  }

  private static int risk(Optional<String> level) {
    return switch (level.orElse("low")) {
      case "critical" -> CRITICAL_RISK;
      case "informational" -> LOWEST_RISK;
      default -> severity(level).highestScore();
    };
  }

  private void checkTaxonomy() {
    keys.text("taxonomy", LONGEST_TITLE)
        .filter(taxonomy -> !taxonomy.equals("sigma"))
        .ifPresent(taxonomy -> report(OTHER_TAXONOMY, origin("taxonomy"), taxonomy));
  }

  private void checkPlace() {
    List<String> misplaced =
        switch (document.kind()) {
          case RULE -> List.of();
          case CORRELATION -> List.of("detection", "logsource", "filter");
          case FILTER -> List.of("detection", "level", "status");
        };
    for (String key : misplaced) {
      DataValue.Entry entry = document.table().entries().get(key);
      if (entry != null) {
        report(NO_PLACE, entry.key(), key, document.kind().label());
      }
    }
  }

  private Origin origin(String key) {
    return document.table().get(key).map(DataValue::origin).orElse(document.origin());
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
