package dev.sigrun.compiler.language.filter;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.language.FieldTests;
import dev.sigrun.compiler.language.MappedBlocks;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.text.TextAnalyzer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Clauses that compare one field with one value: {@code term}, {@code match}, {@code match_phrase},
 * {@code prefix} and {@code wildcard}.
 */
final class ValueClause {
  private static final DiagnosticKind BAD_VALUE =
      DiagnosticKind.error("FLT014", "'%s' is of type %s, but '%s' is not a value of this type.");
  private static final DiagnosticKind MAPPED_BLOCK =
      DiagnosticKind.error("FLT016", "'%s' is an IPv4 block written as IPv6. Write %s.");
  private static final DiagnosticKind LOST_BACKSLASH =
      DiagnosticKind.warning(
          "FLT051",
          "The backslash before '%s' is an escape and disappears: this does not match a path."
              + " Write two.");

  /** A path separator that is not doubled: a backslash before a letter or a digit. */
  private static final Pattern SINGLE_BACKSLASH =
      Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\([A-Za-z0-9])");

  private final FilterFields fields;
  private final FilterReports reports;

  ValueClause(FilterFields fields, FilterReports reports) {
    this.fields = fields;
    this.reports = reports;
  }

  /** A value of one clause: its settings may be written out as a table or be a value alone. */
  record Setting(Field field, Origin origin, DataValue.Table table) {}

  /** Translates a value in a clause on one field. */
  interface Test {
    Optional<Predicate> on(Setting setting, DataValue value);
  }

  /**
   * A clause on one field.
   *
   * @param valueKey the key of the value where the settings are written out as a table
   * @param option another key that may be there
   */
  Optional<Predicate> single(
      String name, Origin origin, DataValue.Table body, String valueKey, String option, Test test) {
    if (body.keys().size() != 1) {
      return reports.badShape(body.origin(), name, "one field", body.keys().size() + " of them");
    }
    String fieldName = body.keys().iterator().next();
    DataValue written = body.get(fieldName).orElseThrow();
    Optional<DataValue.Table> settings = written.asTable();
    boolean good =
        settings
            .map(
                s ->
                    reports.checkKeys(
                        name, s, List.of(valueKey, option, "boost", "rewrite", "wildcard")))
            .orElse(true);
    Optional<DataValue> value =
        settings.isEmpty()
            ? Optional.of(written)
            : settings.get().get(valueKey).or(() -> settings.get().get("wildcard"));
    if (value.isEmpty()) {
      return reports.badShape(written.origin(), name, "'" + valueKey + "'", "none");
    }
    if (!isScalar(value.get())) {
      return reports.badShape(value.get().origin(), name, "one value", value.get().shape());
    }
    DataValue.Table table = settings.orElse(new DataValue.Table(written.origin(), Map.of()));
    return good
        ? fields.test(
            origin, name, fieldName, f -> test.on(new Setting(f, origin, table), value.get()))
        : Optional.empty();
  }

  /** Whether it is a text, a number or such. */
  static boolean isScalar(DataValue value) {
    return !(value instanceof DataValue.Table
        || value instanceof DataValue.Array
        || value instanceof DataValue.Null);
  }

  Optional<Predicate> term(Setting setting, DataValue value) {
    return equal(setting.origin(), setting.field(), value, sensitivity(setting));
  }

  Optional<Predicate> match(Setting setting, DataValue value) {
    if (!setting.field().type().isText()) {
      return equal(setting.origin(), setting.field(), value, CaseSensitivity.SENSITIVE);
    }
    boolean all =
        setting
            .table()
            .get("operator")
            .flatMap(DataValue::asText)
            .filter("and"::equalsIgnoreCase)
            .isPresent();
    Origin origin = setting.origin();
    List<String> tokens = tokens(setting.field(), value);
    if (tokens.isEmpty()) {
      return Optional.of(new Predicate.Constant(origin, false));
    }
    return Optional.of(
        all
            ? Predicate.and(
                origin,
                tokens.stream()
                    .map(
                        t -> (Predicate) new Predicate.TokenIn(origin, setting.field(), List.of(t)))
                    .toList())
            : new Predicate.TokenIn(origin, setting.field(), tokens));
  }

  Optional<Predicate> phrase(Setting setting, DataValue value) {
    if (!setting.field().type().isText()) {
      return equal(setting.origin(), setting.field(), value, CaseSensitivity.SENSITIVE);
    }
    List<String> tokens = tokens(setting.field(), value);
    return Optional.of(
        tokens.isEmpty()
            ? new Predicate.Constant(setting.origin(), false)
            : new Predicate.TokenPhrase(setting.origin(), setting.field(), tokens));
  }

  private static List<String> tokens(Field field, DataValue value) {
    TextAnalyzer analyzer =
        field.type() == ValueType.SCRIPT_TEXT ? TextAnalyzer.SCRIPT : TextAnalyzer.STANDARD;
    return analyzer.tokens(String.valueOf(value.plain()));
  }

  Optional<Predicate> prefix(Setting setting, DataValue value) {
    return pattern("prefix", setting, FieldTests.prefix(String.valueOf(value.plain())));
  }

  Optional<Predicate> wildcard(Setting setting, DataValue value) {
    String text = String.valueOf(value.plain());
    SINGLE_BACKSLASH
        .matcher(text)
        .results()
        .findFirst()
        .ifPresent(found -> reports.report(LOST_BACKSLASH, value.origin(), found.group(1)));
    return pattern("wildcard", setting, Wildcard.parseEscaped(text));
  }

  private Optional<Predicate> pattern(String clause, Setting setting, Wildcard pattern) {
    Field field = setting.field();
    if (field.type().isText()) {
      return Optional.of(
          new Predicate.TokenMatch(
              setting.origin(),
              field,
              List.of(Wildcard.parseEscaped(pattern.toEscapedString().toLowerCase(Locale.ROOT)))));
    }
    return field.type().isKeyword()
        ? Optional.of(FieldTests.matches(setting.origin(), field, pattern, sensitivity(setting)))
        : fields.untestable(setting.origin(), clause, field);
  }

  private static CaseSensitivity sensitivity(Setting setting) {
    boolean insensitive =
        setting
            .table()
            .get("case_insensitive")
            .filter(v -> v instanceof DataValue.Truth truth && truth.value())
            .isPresent();
    return insensitive ? CaseSensitivity.INSENSITIVE : CaseSensitivity.SENSITIVE;
  }

  /** The test that a field equals a value. */
  Optional<Predicate> equal(
      Origin origin, Field field, DataValue value, CaseSensitivity sensitivity) {
    if (!isScalar(value)) {
      return reports.badShape(value.origin(), "terms", "a list of values", value.shape());
    }
    String text = String.valueOf(value.plain());
    if (field.type().isText()) {
      // A term is compared unchanged with the words of the text, without analysis.
      return Optional.of(Predicate.TokenIn.of(origin, field, text));
    }
    Optional<Predicate> test = FieldTests.equal(origin, field, text, sensitivity);
    Optional<String> advice =
        field.type() == ValueType.IP ? MappedBlocks.advice(text) : Optional.empty();
    if (advice.isPresent()) {
      return reports.fail(MAPPED_BLOCK, value.origin(), text, advice.orElseThrow());
    }
    return test.isPresent() ? test : badValue(value.origin(), field, text);
  }

  /** Reports a value that the field cannot have. */
  Optional<Predicate> badValue(Origin origin, Field field, String value) {
    return reports.fail(BAD_VALUE, origin, field.name(), field.type().label(), value);
  }
}
