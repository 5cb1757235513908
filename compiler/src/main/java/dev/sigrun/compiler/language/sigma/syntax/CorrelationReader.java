package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.source.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code correlation} of a document. */
public final class CorrelationReader {
  private static final DiagnosticKind NO_MAP =
      DiagnosticKind.error(
          "SIG090", "A correlation must be a map with type, rules, timespan and other keys.");
  private static final DiagnosticKind MISSING =
      DiagnosticKind.error("SIG091", "The correlation has no '%s'.");
  private static final DiagnosticKind UNKNOWN_TYPE =
      DiagnosticKind.error("SIG092", "Unknown type of correlation '%s'.%s Expected one of: %s.");
  private static final DiagnosticKind BAD_TIMESPAN =
      DiagnosticKind.error(
          "SIG093",
          "A timespan must be a number followed by s, m, h, d, w, M or y, such as 5m, not '%s'.");
  private static final DiagnosticKind WRONG_SHAPE =
      DiagnosticKind.error("SIG094", "'%s' must be %s, not %s.");
  private static final DiagnosticKind UNKNOWN_BOUND =
      DiagnosticKind.error("SIG095", "Unknown key '%s' of a condition.%s Expected one of: %s.");
  private static final DiagnosticKind BOUNDS =
      DiagnosticKind.error(
          "SIG096",
          "A condition has one of gt, gte, lt, lte, eq, neq, or a lower and an upper bound.");
  private static final DiagnosticKind TEXT_CONDITION =
      DiagnosticKind.error(
          "SIG097", "Only temporal correlations have a condition over rules; '%s' counts.");
  private static final DiagnosticKind UNLISTED =
      DiagnosticKind.error("SIG098", "The condition names '%s', which 'rules' does not list.%s");
  private static final DiagnosticKind UNUSED =
      DiagnosticKind.error("SIG099", "'rules' lists '%s', which the condition does not use.");
  private static final DiagnosticKind UNKNOWN_KEY =
      DiagnosticKind.warning("SIG100", "Unknown key '%s' of a correlation.%s");
  private static final DiagnosticKind BAD_PERCENTILE =
      DiagnosticKind.error("SIG101", "A percentile must be a number from 0 to 100, not %s.");
  private static final DiagnosticKind QUANTIFIED =
      DiagnosticKind.error("SIG102", "A condition over rules must name each of them.");

  /** The keys of a correlation. */
  public static final List<String> KEYS =
      List.of("type", "rules", "group-by", "timespan", "aliases", "condition", "generate");

  private static final List<String> ORDERS = List.of("gt", "gte", "lt", "lte", "eq", "neq");

  /** The keys of the condition of a correlation. */
  public static final List<String> CONDITION_KEYS =
      List.of("gt", "gte", "lt", "lte", "eq", "neq", "field", "percentile");

  private static final Pattern TIMESPAN = Pattern.compile("([1-9][0-9]{0,8})([smhdwMy])");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final SigmaDocument document;
  private final DataValue.Entry entry;
  private final DataValue.Table table;
  private final DiagnosticSink sink;

  private CorrelationReader(
      SigmaDocument document, DataValue.Entry entry, DataValue.Table table, DiagnosticSink sink) {
    this.document = document;
    this.entry = entry;
    this.table = table;
    this.sink = sink;
  }

  /** The correlation of {@code document}; empty if an error was reported. */
  public static Optional<SigmaCorrelation> read(SigmaDocument document, DiagnosticSink sink) {
    DataValue.Entry entry = document.table().entry("correlation").orElseThrow();
    if (!(entry.value() instanceof DataValue.Table table)) {
      sink.report(NO_MAP, entry.value().origin().source(), entry.value().origin().span());
      return Optional.empty();
    }
    return new CorrelationReader(document, entry, table, sink).read();
  }

  private Optional<SigmaCorrelation> read() {
    int checkpoint = sink.checkpoint();
    if (!CorrelationLimits.check(table, sink)) {
      return Optional.empty();
    }
    table
        .entries()
        .forEach(
            (key, each) -> {
              if (!KEYS.contains(key)) {
                report(UNKNOWN_KEY, each.key(), key, Suggestions.didYouMean(key, KEYS));
              }
            });
    Optional<SigmaCorrelation.Type> type = required("type").flatMap(this::type);
    List<FieldName> rules =
        required("rules").map(value -> FilterReader.names(value, sink)).orElse(List.of());
    List<FieldName> groupBy = fields("group-by", table);
    Optional<Duration> timespan = required("timespan").flatMap(this::timespan);
    List<SigmaCorrelation.Alias> aliases = aliases();
    Optional<SigmaCorrelation.Condition> condition = type.flatMap(t -> condition(t, rules));
    boolean generates = truth(table) || truth(document.table());
    return sink.hasErrorsSince(checkpoint)
            || type.isEmpty()
            || timespan.isEmpty()
            || condition.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SigmaCorrelation(
                document.origin(),
                type.get(),
                rules,
                groupBy,
                timespan.get(),
                aliases,
                condition.get(),
                generates));
  }

  private Optional<DataValue> required(String key) {
    Optional<DataValue> value = table.get(key).filter(given -> !isNothing(given));
    if (value.isEmpty()) {
      report(MISSING, entry.key(), key);
    }
    return value;
  }

  private static boolean isNothing(DataValue value) {
    return value instanceof DataValue.Null
        || value instanceof DataValue.Array array && array.values().isEmpty();
  }

  private Optional<SigmaCorrelation.Type> type(DataValue value) {
    String word = value.asText().orElse(value.shape());
    for (SigmaCorrelation.Type type : SigmaCorrelation.Type.values()) {
      if (type.spelling().equals(word)) {
        return Optional.of(type);
      }
    }
    List<String> words = SigmaCorrelation.Type.words();
    DidYouMean hint = Suggestions.didYouMean(word, words);
    report(UNKNOWN_TYPE, value.origin(), word, hint, String.join(", ", words));
    return Optional.empty();
  }

  private Optional<Duration> timespan(DataValue value) {
    String text = value.asText().orElse(value.origin().text());
    Matcher matcher = TIMESPAN.matcher(text);
    if (!matcher.matches()) {
      report(BAD_TIMESPAN, value.origin(), text);
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    // Months and years are those of the mean Gregorian year, as in pySigma.
    long seconds =
        switch (matcher.group(2)) {
          case "s" -> 1L;
          case "m" -> 60L;
          case "h" -> 3_600L;
          case "d" -> 86_400L;
          case "w" -> 604_800L;
          case "M" -> 2_629_746L;
          default -> 31_556_952L;
        };
    return Optional.of(Duration.ofSeconds(Math.multiplyExact(count, seconds)));
  }

  private List<FieldName> fields(String key, DataValue.Table from) {
    List<FieldName> fields = new ArrayList<>();
    Optional<DataValue> value = from.get(key);
    List<DataValue> values =
        value.isEmpty()
            ? List.of()
            : value.get() instanceof DataValue.Array array ? array.values() : List.of(value.get());
    for (DataValue each : values) {
      if (each.asText().isPresent()) {
        fields.add(new FieldName(each.origin(), each.asText().get()));
      } else {
        report(WRONG_SHAPE, each.origin(), key, "a list of fields", each.shape());
      }
    }
    return fields;
  }

  private List<SigmaCorrelation.Alias> aliases() {
    List<SigmaCorrelation.Alias> aliases = new ArrayList<>();
    Optional<DataValue> value = table.get("aliases");
    if (value.isPresent() && !(value.get() instanceof DataValue.Table)) {
      report(WRONG_SHAPE, value.get().origin(), "aliases", "a map", value.get().shape());
    }
    value
        .flatMap(DataValue::asTable)
        .ifPresent(map -> map.entries().forEach((name, each) -> aliases.add(alias(name, each))));
    return aliases;
  }

  private SigmaCorrelation.Alias alias(String name, DataValue.Entry alias) {
    List<SigmaCorrelation.AliasField> fields = new ArrayList<>();
    if (alias.value() instanceof DataValue.Table map) {
      map.entries()
          .forEach(
              (rule, field) -> {
                if (field.value() instanceof DataValue.Text text) {
                  fields.add(
                      new SigmaCorrelation.AliasField(
                          new FieldName(field.key(), rule),
                          new FieldName(text.origin(), text.value())));
                } else {
                  report(
                      WRONG_SHAPE, field.value().origin(), rule, "a field", field.value().shape());
                }
              });
    } else {
      report(
          WRONG_SHAPE,
          alias.value().origin(),
          name,
          "a map of rules to fields",
          alias.value().shape());
    }
    return new SigmaCorrelation.Alias(alias.key(), name, fields);
  }

  private boolean truth(DataValue.Table from) {
    Optional<DataValue> value = from.get("generate");
    value
        .filter(given -> !(given instanceof DataValue.Truth))
        .ifPresent(
            given -> report(WRONG_SHAPE, given.origin(), "generate", "a boolean", given.shape()));
    return value.filter(v -> v instanceof DataValue.Truth truth && truth.value()).isPresent();
  }

  private Optional<SigmaCorrelation.Condition> condition(
      SigmaCorrelation.Type type, List<FieldName> rules) {
    Optional<DataValue> value = table.get("condition");
    if (value.isEmpty() && type.isTemporal()) {
      Range.Bound<BigDecimal> all = new Range.Bound<>(BigDecimal.valueOf(rules.size()), true);
      Range<BigDecimal> range = new Range<>(Optional.of(all), Optional.empty());
      return Optional.of(
          new SigmaCorrelation.Bounds(entry.key(), false, range, List.of(), Optional.empty()));
    }
    if (value.isEmpty()) {
      report(MISSING, entry.key(), "condition");
      return Optional.empty();
    }
    if (value.get() instanceof DataValue.Text text) {
      if (!type.isTemporal()) {
        report(TEXT_CONDITION, text.origin(), type.spelling());
        return Optional.empty();
      }
      return ConditionParser.parse(text.text(), sink).flatMap(c -> combination(c, rules));
    }
    if (value.get() instanceof DataValue.Table map) {
      return bounds(type, map);
    }
    report(WRONG_SHAPE, value.get().origin(), "condition", "a map or a text", value.get().shape());
    return Optional.empty();
  }

  private Optional<SigmaCorrelation.Condition> combination(
      SigmaCondition condition, List<FieldName> rules) {
    int checkpoint = sink.checkpoint();
    Set<String> used = new LinkedHashSet<>();
    List<String> listed = rules.stream().map(FieldName::name).toList();
    collect(condition, listed, used);
    for (FieldName rule : rules) {
      if (!used.contains(rule.name())) {
        report(UNUSED, rule.origin(), rule.name());
      }
    }
    return sink.hasErrorsSince(checkpoint)
        ? Optional.empty()
        : Optional.of(new SigmaCorrelation.Combination(condition));
  }

  private void collect(SigmaCondition condition, List<String> listed, Set<String> used) {
    if (condition instanceof SigmaCondition.Name name) {
      used.add(name.name());
      if (!listed.contains(name.name())) {
        DidYouMean hint = Suggestions.didYouMean(name.name(), listed);
        report(UNLISTED, name.origin(), name.name(), hint);
      }
    } else if (condition instanceof SigmaCondition.Not not) {
      collect(not.operand(), listed, used);
    } else if (condition instanceof SigmaCondition.And and) {
      and.terms().forEach(term -> collect(term, listed, used));
    } else if (condition instanceof SigmaCondition.Or or) {
      or.terms().forEach(term -> collect(term, listed, used));
    } else {
      report(QUANTIFIED, condition.origin());
      used.addAll(listed);
    }
  }

  private Optional<SigmaCorrelation.Condition> bounds(
      SigmaCorrelation.Type type, DataValue.Table map) {
    int checkpoint = sink.checkpoint();
    map.entries()
        .forEach(
            (key, each) -> {
              if (!CONDITION_KEYS.contains(key)) {
                DidYouMean hint = Suggestions.didYouMean(key, CONDITION_KEYS);
                report(UNKNOWN_BOUND, each.key(), key, hint, String.join(", ", CONDITION_KEYS));
              }
            });
    List<FieldName> fields = fields("field", map);
    if (type.isAboutValues() && fields.isEmpty()) {
      report(MISSING, map.origin(), "condition.field");
    }
    Optional<BigDecimal> percentile = map.get("percentile").flatMap(this::percentile);
    if (type == SigmaCorrelation.Type.VALUE_PERCENTILE && map.get("percentile").isEmpty()) {
      report(MISSING, map.origin(), "condition.percentile");
    }
    List<String> orders = ORDERS.stream().filter(map.keys()::contains).toList();
    boolean range =
        orders.size() == 2 && orders.get(0).startsWith("g") && orders.get(1).startsWith("l");
    if (orders.size() != 1 && !range) {
      report(BOUNDS, map.origin());
      return Optional.empty();
    }
    Optional<Range.Bound<BigDecimal>> lower = bound(map, "gt", "gte");
    Optional<Range.Bound<BigDecimal>> upper = bound(map, "lt", "lte");
    Optional<Range.Bound<BigDecimal>> exact = bound(map, "eq", "neq");
    boolean negated = orders.get(0).equals("neq");
    return sink.hasErrorsSince(checkpoint)
        ? Optional.empty()
        : Optional.of(
            new SigmaCorrelation.Bounds(
                map.origin(),
                negated,
                new Range<>(lower.or(() -> exact), upper.or(() -> exact)),
                fields,
                percentile));
  }

  /** A bound by one of two keys, of which the second one, or {@code eq}, includes it. */
  private Optional<Range.Bound<BigDecimal>> bound(DataValue.Table map, String open, String closed) {
    boolean inclusive = map.get(closed).isPresent() || open.equals("eq");
    return map.get(open)
        .or(() -> map.get(closed))
        .flatMap(value -> number(open, value))
        .map(number -> new Range.Bound<>(number, inclusive));
  }

  private Optional<BigDecimal> number(String key, DataValue value) {
    if (value instanceof DataValue.Whole whole) {
      return Optional.of(BigDecimal.valueOf(whole.value()));
    }
    if (value instanceof DataValue.Decimal decimal && Double.isFinite(decimal.value())) {
      return Optional.of(BigDecimal.valueOf(decimal.value()));
    }
    report(WRONG_SHAPE, value.origin(), key, "a number", value.shape());
    return Optional.empty();
  }

  private Optional<BigDecimal> percentile(DataValue value) {
    Optional<BigDecimal> number = number("percentile", value);
    Optional<BigDecimal> share = number.filter(n -> n.signum() >= 0 && n.compareTo(HUNDRED) <= 0);
    if (number.isPresent() && share.isEmpty()) {
      report(BAD_PERCENTILE, value.origin(), number.get().toPlainString());
    }
    return share;
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
