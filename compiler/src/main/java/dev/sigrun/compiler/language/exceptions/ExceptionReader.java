package dev.sigrun.compiler.language.exceptions;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.source.Origin;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a file of exceptions; its keys are described in {@code docs/exceptions.md}. */
final class ExceptionReader {
  private static final DiagnosticKind UNKNOWN_KEY =
      DiagnosticKind.error("EXC001", "Unknown key '%s' in %s.%s");
  private static final DiagnosticKind WRONG_SHAPE =
      DiagnosticKind.error("EXC002", "'%s' must be %s, found %s.");
  private static final DiagnosticKind MISSING =
      DiagnosticKind.error("EXC003", "%s needs '%s', %s.");
  private static final DiagnosticKind ONE_OPERATOR =
      DiagnosticKind.error("EXC004", "A condition needs 'field' and one operator of %s, found %s.");
  private static final DiagnosticKind SAME_NAME =
      DiagnosticKind.error("EXC005", "Another exception of this file is also called '%s'.");
  private static final DiagnosticKind BAD_DATE =
      DiagnosticKind.error(
          "EXC006", "'%s' is not a date or a time with an offset, such as 2027-06-30.");
  private static final DiagnosticKind TOO_MANY =
      DiagnosticKind.error("EXC007", "A file holds at most %s conditions, and this is one more.");

  private static final String EXCEPTION = "exception";
  private static final String RULES = "rules";
  private static final List<String> KEYS = List.of("name", "reason", RULES, "expires", "when");
  private static final String FIELD = "field";

  /** Each is a test in every rule that it is about. */
  private static final int MOST_CONDITIONS = 1_000;

  private final DiagnosticSink sink;
  private final Set<String> names = new HashSet<>();
  private int conditions;

  private ExceptionReader(DiagnosticSink sink) {
    this.sink = sink;
  }

  /** The exceptions of a file, those with a mistake without a clause. */
  static List<RuleException> read(DataValue.Table file, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    List<RuleException> exceptions = new ExceptionReader(sink).file(file);
    return exceptions.isEmpty() && sink.hasErrorsSince(checkpoint)
        ? List.of(unreadable(file.origin()))
        : exceptions;
  }

  /**
   * An exception of which nothing but its file is known. If the file says {@code rules} somewhere,
   * it may be about any rule.
   */
  static RuleException unreadable(Origin origin) {
    boolean namesRules = origin.source().outermost().content().contains(RULES);
    return new RuleException(
        origin,
        namesRules ? List.of(new FieldName(origin, RuleException.EVERY_RULE)) : List.of(),
        Optional.empty());
  }

  private List<RuleException> file(DataValue.Table file) {
    checkKeys(file, List.of(EXCEPTION), "a file of exceptions");
    Optional<DataValue> written = file.get(EXCEPTION);
    if (written.isEmpty()) {
      report(MISSING, file.origin(), "The file", EXCEPTION, "a table for each exception");
      return List.of();
    }
    List<RuleException> exceptions = new ArrayList<>();
    for (DataValue.Table each : tables(EXCEPTION, written.get(), "a list of tables")) {
      exceptions.add(exception(each));
    }
    return exceptions;
  }

  private RuleException exception(DataValue.Table table) {
    int checkpoint = sink.checkpoint();
    checkKeys(table, KEYS, "an exception");
    Optional<DataValue.Text> name = table.get("name").flatMap(v -> text("name", v));
    if (table.get("name").isEmpty()) {
      report(MISSING, table.origin(), "An exception", "name", "which says what it is about");
    }
    name.filter(n -> !names.add(n.value()))
        .ifPresent(n -> report(SAME_NAME, n.origin(), n.value()));
    table.get("reason").ifPresent(value -> text("reason", value));
    List<FieldName> rules = table.get(RULES).map(this::rules).orElse(List.of());
    List<DataValue.Table> clauses = new ArrayList<>();
    Optional<DataValue> when = table.get("when");
    if (when.isEmpty()) {
      report(MISSING, table.origin(), "An exception", "when", "a list of conditions");
    }
    when.ifPresent(value -> clauses.addAll(conditions("when", value)));
    table.get("expires").flatMap(this::expiry).ifPresent(clauses::add);
    boolean whole = !sink.hasErrorsSince(checkpoint) && conditions <= MOST_CONDITIONS;
    return new RuleException(
        name.map(DataValue.Text::origin).orElse(table.origin()),
        rules,
        whole ? Optional.of(Clauses.all(table.origin(), clauses)) : Optional.empty());
  }

  private List<FieldName> rules(DataValue value) {
    List<DataValue> values = value.asArray().map(DataValue.Array::values).orElse(List.of(value));
    List<FieldName> rules = new ArrayList<>();
    for (DataValue each : values) {
      text(RULES, each).ifPresent(t -> rules.add(new FieldName(t.origin(), t.value())));
    }
    if (values.isEmpty()) {
      report(WRONG_SHAPE, value.origin(), RULES, "a list of ids or names", "an empty one");
    }
    return rules;
  }

  /** The exception holds for events of the day itself, and none after it. */
  private Optional<DataValue.Table> expiry(DataValue value) {
    String text = String.valueOf(value.plain());
    Optional<Instant> end = moment(text);
    if (end.isEmpty()) {
      report(BAD_DATE, value.origin(), text);
    }
    return end.map(instant -> Clauses.before(value.origin(), instant));
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(
          text.length() <= "2027-06-30".length()
              ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private List<DataValue.Table> conditions(String key, DataValue value) {
    List<DataValue.Table> written = tables(key, value, "a list of conditions");
    List<DataValue.Table> clauses = new ArrayList<>();
    for (DataValue.Table each : written) {
      if (++conditions == MOST_CONDITIONS + 1) {
        report(TOO_MANY, each.origin(), MOST_CONDITIONS);
      }
      if (conditions <= MOST_CONDITIONS) {
        condition(each).ifPresent(clauses::add);
      }
    }
    return clauses;
  }

  private Optional<DataValue.Table> condition(DataValue.Table table) {
    List<String> known = new ArrayList<>(List.of(FIELD));
    known.addAll(Operator.words());
    checkKeys(table, known, "a condition");
    List<Operator> operators =
        table.keys().stream().map(Operator::of).flatMap(Optional::stream).toList();
    Optional<DataValue> field = table.get(FIELD);
    if (field.isEmpty() || operators.size() != 1) {
      report(
          ONE_OPERATOR,
          table.origin(),
          String.join(", ", Operator.words()),
          table.keys().isEmpty() ? "nothing" : String.join(", ", table.keys()));
      return Optional.empty();
    }
    Operator operator = operators.get(0);
    DataValue operand = table.get(operator.word()).orElseThrow();
    return text(FIELD, field.get())
        .flatMap(name -> clause(name, operator, operand))
        .map(clause -> operator.negated() ? Clauses.not(clause) : clause);
  }

  private Optional<DataValue.Table> clause(
      DataValue.Text field, Operator operator, DataValue operand) {
    return switch (operator.kind()) {
      case VALUE ->
          isValue(operand)
              ? Optional.of(Clauses.phrase(field, operand))
              : refuse(operator, operand);
      case VALUES ->
          values(operand)
              .map(all -> all.stream().map(each -> Clauses.phrase(field, each)).toList())
              .map(all -> Clauses.any(operand.origin(), all))
              .or(() -> refuse(operator, operand));
      case PATTERNS ->
          values(operand)
              .or(() -> Optional.of(List.of(operand)))
              .filter(all -> all.stream().allMatch(each -> each.asText().isPresent()))
              .map(all -> all.stream().map(each -> Clauses.wildcard(field, each)).toList())
              .map(all -> Clauses.any(operand.origin(), all))
              .or(() -> refuse(operator, operand));
      case PRESENCE ->
          operand instanceof DataValue.Truth truth
              ? Optional.of(
                  truth.value() ? Clauses.exists(field) : Clauses.not(Clauses.exists(field)))
              : refuse(operator, operand);
      case OBJECTS -> {
        List<DataValue.Table> inner = conditions(operator.word(), operand);
        yield inner.isEmpty()
            ? Optional.empty()
            : Optional.of(Clauses.nested(field, Clauses.all(operand.origin(), inner)));
      }
    };
  }

  private Optional<DataValue.Table> refuse(Operator operator, DataValue operand) {
    String found =
        operand.asArray().filter(a -> a.values().isEmpty()).isPresent()
            ? "an empty list"
            : operand.shape();
    report(WRONG_SHAPE, operand.origin(), operator.word(), operator.kind().label(), found);
    return Optional.empty();
  }

  /** The values of a list that has some, each a text, a number or such. */
  private static Optional<List<DataValue>> values(DataValue operand) {
    return operand
        .asArray()
        .map(DataValue.Array::values)
        .filter(all -> !all.isEmpty() && all.stream().allMatch(ExceptionReader::isValue));
  }

  private static boolean isValue(DataValue value) {
    return !(value instanceof DataValue.Table
        || value instanceof DataValue.Array
        || value instanceof DataValue.Null);
  }

  private Optional<DataValue.Text> text(String key, DataValue value) {
    if (value instanceof DataValue.Text text && !text.value().isBlank()) {
      return Optional.of(text);
    }
    String found = value instanceof DataValue.Text ? "an empty one" : value.shape();
    report(WRONG_SHAPE, value.origin(), key, "a string", found);
    return Optional.empty();
  }

  private List<DataValue.Table> tables(String key, DataValue value, String needed) {
    Optional<List<DataValue>> values = value.asArray().map(DataValue.Array::values);
    if (values.isEmpty() || values.get().isEmpty()) {
      report(
          WRONG_SHAPE,
          value.origin(),
          key,
          needed,
          values.isPresent() ? "an empty one" : value.shape());
      return List.of();
    }
    List<DataValue.Table> tables = new ArrayList<>();
    for (DataValue each : values.get()) {
      each.asTable()
          .ifPresentOrElse(
              tables::add,
              () -> report(WRONG_SHAPE, each.origin(), key, needed, each.shape() + " in it"));
    }
    return tables;
  }

  private void checkKeys(DataValue.Table table, List<String> known, String place) {
    table
        .entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                report(UNKNOWN_KEY, entry.key(), key, place, Suggestions.didYouMean(key, known));
              }
            });
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
