package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a detection rule looks for. */
public final class SigmaRuleReader {
  private static final DiagnosticKind NO_DETECTION =
      DiagnosticKind.error("SIG030", "The rule has no 'detection'.");
  private static final DiagnosticKind NO_MAP =
      DiagnosticKind.error("SIG031", "A %s must be a map of search identifiers, not %s.");
  private static final DiagnosticKind NO_CONDITION =
      DiagnosticKind.error("SIG032", "The detection has no 'condition'.%s");
  private static final DiagnosticKind BAD_CONDITION =
      DiagnosticKind.error("SIG033", "A condition must be a text or a list of texts, not %s.");
  private static final DiagnosticKind UNKNOWN_NAME =
      DiagnosticKind.error("SIG034", "Unknown search identifier '%s'.%s");
  private static final DiagnosticKind EMPTY_PATTERN =
      DiagnosticKind.error("SIG035", "No search identifier matches '%s'.%s");
  private static final DiagnosticKind EMPTY_EXCLUSION =
      DiagnosticKind.warning(
          "SIG036", "No search identifier matches '%s', so this excludes nothing.%s");
  private static final DiagnosticKind UNUSED =
      DiagnosticKind.warning("SIG037", "The condition does not use '%s'.");
  private static final DiagnosticKind TIMEFRAME =
      DiagnosticKind.warning(
          "SIG038", "'timeframe' has no effect: since Sigma 2.0, correlation rules replace it.");

  private static final DiagnosticKind TOO_MANY =
      DiagnosticKind.error("SIG141", "A %s has at most %s search identifiers, not %s.");

  private static final DiagnosticKind TOO_WIDE =
      DiagnosticKind.error(
          "SIG150", "The patterns of this condition match search identifiers more than %s times.");

  private static final int MOST_IDENTIFIERS = 10_000;

  /** Each match is a part of the rule's meaning. */
  private static final int MOST_MATCHES = 200_000;

  private static final String LOG_SOURCE = "logsource";
  private static final String DETECTION = "detection";
  private static final String CONDITION = "condition";

  /** The name of the only search identifier of a query. */
  private static final String ONLY = "selection";

  private static final String TIMEFRAME_KEY = "timeframe";

  private final DiagnosticSink sink;

  private SigmaRuleReader(DiagnosticSink sink) {
    this.sink = sink;
  }

  /**
   * Reads the detection of {@code document}.
   *
   * @param sink told what is wrong with it
   * @return the rule; empty if an error was reported
   */
  public static Optional<SigmaRule> read(SigmaDocument document, DiagnosticSink sink) {
    return new SigmaRuleReader(sink).rule(document, LogSourceReader.read(document, sink));
  }

  /**
   * Reads the detection of {@code document}, which may have no log source and be the content of a
   * detection or of its only search identifier.
   *
   * @param sink told what is wrong with it
   * @return the rule; empty if an error was reported
   */
  public static Optional<SigmaRule> readQuery(SigmaDocument document, DiagnosticSink sink) {
    Optional<LogSource> logSource =
        document.table().get(LOG_SOURCE).isEmpty()
            ? Optional.of(LogSource.any(document.origin()))
            : LogSourceReader.read(document, sink);
    SigmaDocument whole =
        document.table().get(DETECTION).isPresent()
            ? document
            : new SigmaDocument(asDetection(document.table()), document.text());
    return new SigmaRuleReader(sink).rule(whole, logSource);
  }

  /** The keys of a detection, or of its only search identifier, as those of a rule. */
  private static DataValue.Table asDetection(DataValue.Table written) {
    Map<String, DataValue.Entry> keys = new LinkedHashMap<>(written.entries());
    keys.remove(LOG_SOURCE);
    DataValue.Table table = new DataValue.Table(written.origin(), keys);
    if (!keys.containsKey(CONDITION)) {
      SourceText name = SourceText.of(written.origin().source().outermost().name(), ONLY);
      Origin origin = Origin.of(name, name.whole());
      table =
          table(
              written.origin(),
              Map.of(
                  ONLY,
                  new DataValue.Entry(written.origin(), table),
                  CONDITION,
                  new DataValue.Entry(written.origin(), new DataValue.Text(origin, name))));
    }
    return table(written.origin(), Map.of(DETECTION, new DataValue.Entry(written.origin(), table)));
  }

  private static DataValue.Table table(Origin origin, Map<String, DataValue.Entry> entries) {
    return new DataValue.Table(origin, entries);
  }

  private Optional<SigmaRule> rule(SigmaDocument document, Optional<LogSource> logSource) {
    int checkpoint = sink.checkpoint();
    Optional<DataValue.Entry> detection = document.table().entry(DETECTION);
    if (detection.isEmpty()) {
      report(NO_DETECTION, document.origin());
      return Optional.empty();
    }
    Optional<Body> body = body(DETECTION, detection.get(), List.of(CONDITION), sink);
    return sink.hasErrorsSince(checkpoint) || logSource.isEmpty()
        ? Optional.empty()
        : body.map(
            found ->
                new SigmaRule(
                    document.origin(),
                    logSource.get(),
                    found.identifiers(),
                    found.condition(),
                    tags(document)));
  }

  /**
   * Search identifiers and how they are combined.
   *
   * @param identifiers in their order
   * @param condition names these only
   */
  public record Body(List<SigmaRule.Identifier> identifiers, SigmaCondition condition) {
    /** Copies the list. */
    public Body {
      identifiers = List.copyOf(identifiers);
    }
  }

  /**
   * The search identifiers and the condition that {@code entry} holds.
   *
   * @param what what messages call it
   * @param others keys that are no search identifiers, the condition among them
   * @param sink told what is wrong with them
   */
  public static Optional<Body> body(
      String what, DataValue.Entry entry, List<String> others, DiagnosticSink sink) {
    return new SigmaRuleReader(sink).body(what, entry, others);
  }

  private Optional<Body> body(String what, DataValue.Entry entry, List<String> others) {
    if (!(entry.value() instanceof DataValue.Table table)) {
      report(NO_MAP, entry.value().origin(), what, entry.value().shape());
      return Optional.empty();
    }
    if (table.entries().size() > MOST_IDENTIFIERS) {
      report(TOO_MANY, entry.key(), what, MOST_IDENTIFIERS, table.entries().size());
      return Optional.empty();
    }
    int checkpoint = sink.checkpoint();
    List<SigmaRule.Identifier> identifiers = new ArrayList<>();
    List<String> names = new ArrayList<>();
    DetectionReader reader = new DetectionReader(sink);
    table
        .entries()
        .forEach(
            (name, each) -> {
              if (name.equals(TIMEFRAME_KEY)) {
                report(TIMEFRAME, each.key());
              } else if (!others.contains(name)) {
                names.add(name);
                reader
                    .read(name, each.value())
                    .map(detection -> new SigmaRule.Identifier(each.key(), name, detection))
                    .ifPresent(identifiers::add);
              }
            });
    Optional<SigmaCondition> condition = condition(entry, table, names);
    NameCheck check = new NameCheck(names);
    condition.ifPresent(found -> check.check(found, false));
    if (check.matches > MOST_MATCHES) {
      report(TOO_WIDE, condition.orElseThrow().origin(), MOST_MATCHES);
    }
    if (sink.hasErrorsSince(checkpoint) || condition.isEmpty()) {
      return Optional.empty();
    }
    for (SigmaRule.Identifier identifier : identifiers) {
      if (!check.used.contains(identifier.name())) {
        report(UNUSED, identifier.origin(), identifier.name());
      }
    }
    return Optional.of(new Body(identifiers, condition.get()));
  }

  private Optional<SigmaCondition> condition(
      DataValue.Entry entry, DataValue.Table table, List<String> names) {
    Optional<DataValue> written = table.get(CONDITION);
    if (written.isEmpty()) {
      String hint =
          Suggestions.closest(CONDITION, names)
              .map(name -> " Is '" + name + "' meant to be one?")
              .orElse("");
      report(NO_CONDITION, entry.key(), hint);
      return Optional.empty();
    }
    List<DataValue> texts =
        written.get() instanceof DataValue.Array array ? array.values() : List.of(written.get());
    List<SigmaCondition> conditions = new ArrayList<>();
    for (DataValue each : texts) {
      if (each instanceof DataValue.Text text) {
        ConditionParser.parse(text.text(), sink).ifPresent(conditions::add);
      } else if (each instanceof DataValue.Whole || each instanceof DataValue.Truth) {
        // A name that YAML takes for something else, such as '1' or 'yes'.
        conditions.add(new SigmaCondition.Name(each.origin(), each.origin().text()));
      } else {
        report(BAD_CONDITION, each.origin(), each.shape());
      }
    }
    if (texts.isEmpty()) {
      report(BAD_CONDITION, written.get().origin(), "an empty list");
    }
    return conditions.isEmpty() || conditions.size() < texts.size()
        ? Optional.empty()
        : Optional.of(
            conditions.size() == 1
                ? conditions.get(0)
                : new SigmaCondition.Or(written.get().origin(), conditions));
  }

  private static List<String> tags(SigmaDocument document) {
    return document.table().get("tags").flatMap(DataValue::asArray).stream()
        .flatMap(array -> array.values().stream())
        .flatMap(tag -> tag.asText().stream())
        .toList();
  }

  /** Looks for names in a condition that mean nothing, and for those that it uses. */
  private final class NameCheck {
    private final Set<String> names;
    private final Suggestions suggestions;
    private final Set<String> used = new HashSet<>();

    /** What each pattern matches. */
    private final Map<String, List<String>> matchesByPattern = new HashMap<>();

    /** How many names all patterns match, as far as that is allowed. */
    private long matches;

    NameCheck(List<String> names) {
      this.names = Set.copyOf(names);
      this.suggestions = Suggestions.of(names);
    }

    void check(SigmaCondition condition, boolean negated) {
      if (condition instanceof SigmaCondition.Name name) {
        used.add(name.name());
        if (!names.contains(name.name())) {
          report(UNKNOWN_NAME, name.origin(), name.name(), suggestions.didYouMean(name.name()));
        }
      } else if (condition instanceof SigmaCondition.Quantified quantified) {
        checkPattern(quantified, negated);
      } else if (condition instanceof SigmaCondition.Not not) {
        check(not.operand(), !negated);
      } else if (condition instanceof SigmaCondition.And and) {
        and.terms().forEach(term -> check(term, negated));
      } else if (condition instanceof SigmaCondition.Or or) {
        or.terms().forEach(term -> check(term, negated));
      }
    }

    private void checkPattern(SigmaCondition.Quantified quantified, boolean negated) {
      if (matches > MOST_MATCHES) {
        return;
      }
      NamePattern pattern = NamePattern.of(quantified);
      List<String> matched =
          matchesByPattern.computeIfAbsent(
              pattern.toString(), any -> names.stream().filter(pattern::matches).toList());
      matches += matched.size();
      used.addAll(matched);
      if (matched.isEmpty()) {
        boolean excludes = negated && !quantified.all();
        report(
            excludes ? EMPTY_EXCLUSION : EMPTY_PATTERN,
            quantified.origin(),
            pattern,
            suggestions.didYouMean(pattern.toString()));
      }
    }
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
