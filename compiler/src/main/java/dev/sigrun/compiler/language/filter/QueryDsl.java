package dev.sigrun.compiler.language.filter;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.ir.CaseSensitivity;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.FieldTests;
import dev.sigrun.compiler.language.MappedBlocks;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The part of Elasticsearch's Query DSL that filters of rules use: {@code bool}, {@code term},
 * {@code terms}, {@code match}, {@code match_phrase}, {@code wildcard}, {@code prefix}, {@code
 * exists}, {@code range}, {@code nested}, {@code match_all} and {@code match_none}. Everything else
 * is refused by name.
 */
final class QueryDsl {
  private static final DiagnosticKind UNSUPPORTED =
      DiagnosticKind.error("FLT010", "Filter clause '%s' is not supported.%s");
  private static final DiagnosticKind ONE_CLAUSE =
      DiagnosticKind.error("FLT011", "A clause is a table with one key, found %s.");
  private static final DiagnosticKind BAD_SHAPE =
      DiagnosticKind.error("FLT012", "Clause '%s' needs %s, found %s.");
  private static final DiagnosticKind UNKNOWN_KEY =
      DiagnosticKind.error("FLT013", "Clause '%s' is not supported with '%s'.%s");
  private static final DiagnosticKind BAD_VALUE =
      DiagnosticKind.error("FLT014", "'%s' is of type %s, but '%s' is not a value of this type.");
  private static final DiagnosticKind UNTESTABLE =
      DiagnosticKind.error("FLT015", "Clause '%s' cannot test '%s', a field of type %s.");
  private static final DiagnosticKind MAPPED_BLOCK =
      DiagnosticKind.error("FLT016", "'%s' is an IPv4 block written as IPv6. Write %s.");
  private static final DiagnosticKind UNKNOWN_FIELD =
      DiagnosticKind.warning("FLT050", "Unknown field '%s', read as a keyword.%s");
  private static final DiagnosticKind UNMAPPED_FIELD =
      DiagnosticKind.warning("FLT052", "Unknown field '%s': this never matches.%s");
  private static final DiagnosticKind LOST_BACKSLASH =
      DiagnosticKind.warning(
          "FLT051",
          "The backslash before '%s' is an escape and disappears: this does not match a path."
              + " Write two.");

  /** A path separator that is not doubled: a backslash before a letter or a digit. */
  private static final Pattern SINGLE_BACKSLASH =
      Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\([A-Za-z0-9])");

  private static final List<String> CLAUSES =
      List.of(
          "bool",
          "exists",
          "match",
          "match_all",
          "match_none",
          "match_phrase",
          "nested",
          "prefix",
          "range",
          "term",
          "terms",
          "wildcard");

  private static final List<String> RANGE_KEYS =
      List.of("gt", "gte", "lt", "lte", "format", "time_zone");

  /** The default format of dates. */
  private static final List<String> USUAL_DATES =
      List.of(
          "strict_date_optional_time",
          "epoch_millis",
          "strict_date_optional_time||epoch_millis",
          "UTC",
          "Z",
          "Zulu",
          "+00:00");

  private final FieldResolver fields;
  private final DiagnosticSink sink;
  private final String nestedPath;

  QueryDsl(FieldResolver fields, DiagnosticSink sink) {
    this(fields, sink, "");
  }

  private QueryDsl(FieldResolver fields, DiagnosticSink sink, String nestedPath) {
    this.fields = fields;
    this.sink = sink;
    this.nestedPath = nestedPath;
  }

  /** A value of one clause: its settings may be written out as a table or be a value alone. */
  private record Setting(Field field, Origin origin, DataValue.Table table) {}

  /** A clause: a table with one key. */
  Optional<Predicate> clause(DataValue value) {
    Optional<DataValue.Table> table = value.asTable();
    if (table.isEmpty()) {
      return fail(ONE_CLAUSE, value.origin(), value.shape());
    }
    if (table.get().keys().size() != 1) {
      return fail(ONE_CLAUSE, value.origin(), table.get().keys().size() + " keys");
    }
    Map.Entry<String, DataValue.Entry> only = table.get().entries().entrySet().iterator().next();
    return clause(only.getKey(), only.getValue().key(), only.getValue().value());
  }

  /** The clause {@code name} with its body. */
  Optional<Predicate> clause(String name, Origin key, DataValue body) {
    Optional<DataValue.Table> table = body.asTable();
    if (table.isEmpty()) {
      return fail(BAD_SHAPE, body.origin(), name, "a table", body.shape());
    }
    Origin origin = key.to(body.origin());
    return switch (name) {
      case "bool" -> bool(origin, table.get());
      case "match_all" -> Optional.of(new Predicate.Constant(origin, true));
      case "match_none" -> Optional.of(new Predicate.Constant(origin, false));
      case "exists" -> exists(origin, table.get());
      case "nested" -> nested(origin, table.get());
      case "terms" -> terms(origin, table.get());
      case "range" -> range(origin, table.get());
      case "term" -> single(name, origin, table.get(), "value", "case_insensitive", this::term);
      case "match" ->
          isOldPhrase(table.get())
              ? single(name, origin, table.get(), "query", "type", this::phrase)
              : single(name, origin, table.get(), "query", "operator", this::match);
      case "match_phrase" -> single(name, origin, table.get(), "query", "boost", this::phrase);
      case "prefix" -> single(name, origin, table.get(), "value", "case_insensitive", this::prefix);
      case "wildcard" ->
          single(name, origin, table.get(), "value", "case_insensitive", this::wildcard);
      default -> fail(UNSUPPORTED, key, name, Suggestions.didYouMean(name, CLAUSES));
    };
  }

  /**
   * Whether a {@code match} is meant as {@code match_phrase}: filters that Kibana saved before 8.0
   * say so by a type, and Kibana still runs them (its {@code migrate_filter.ts}).
   */
  private static boolean isOldPhrase(DataValue.Table match) {
    return match.keys().stream()
        .flatMap(field -> match.get(field).flatMap(DataValue::asTable).stream())
        .flatMap(settings -> settings.get("type").flatMap(DataValue::asText).stream())
        .anyMatch("phrase"::equals);
  }

  private Optional<Predicate> bool(Origin origin, DataValue.Table body) {
    List<String> known =
        List.of("must", "filter", "should", "must_not", "minimum_should_match", "boost");
    boolean good = checkKeys("bool", body, known);
    Optional<List<Predicate>> required = clauses(body, "must");
    Optional<List<Predicate>> filters = clauses(body, "filter");
    Optional<List<Predicate>> choices = clauses(body, "should");
    Optional<List<Predicate>> refused = clauses(body, "must_not");
    if (!good
        || required.isEmpty()
        || filters.isEmpty()
        || choices.isEmpty()
        || refused.isEmpty()) {
      return Optional.empty();
    }
    List<Predicate> terms = new ArrayList<>(required.get());
    terms.addAll(filters.get());
    boolean choiceNeeded =
        body.get("minimum_should_match")
            .map(least -> !"0".equals(String.valueOf(least.plain())))
            .orElse(terms.isEmpty());
    if (!choices.get().isEmpty() && choiceNeeded) {
      Optional<DataValue> least = body.get("minimum_should_match");
      if (least.isPresent() && !"1".equals(String.valueOf(least.get().plain()))) {
        return fail(
            BAD_SHAPE, least.get().origin(), "bool", "'minimum_should_match' of 0 or 1", "another");
      }
      terms.add(Predicate.or(origin, choices.get()));
    }
    refused.get().forEach(p -> terms.add(new Predicate.Not(p.origin(), p)));
    return Optional.of(Predicate.and(origin, terms));
  }

  private Optional<List<Predicate>> clauses(DataValue.Table body, String key) {
    Optional<DataValue> value = body.get(key);
    if (value.isEmpty()) {
      return Optional.of(List.of());
    }
    List<DataValue> written =
        value.get().asArray().map(DataValue.Array::values).orElse(List.of(value.get()));
    List<Predicate> predicates = new ArrayList<>();
    written.forEach(w -> clause(w).ifPresent(predicates::add));
    return predicates.size() == written.size() ? Optional.of(predicates) : Optional.empty();
  }

  private Optional<Predicate> exists(Origin origin, DataValue.Table body) {
    Optional<String> name = body.get("field").flatMap(DataValue::asText);
    if (name.isEmpty()) {
      return fail(BAD_SHAPE, body.origin(), "exists", "'field' with a name", "none");
    }
    return onField(origin, "exists", name.get(), f -> Optional.of(new Predicate.Exists(origin, f)));
  }

  private Optional<Predicate> nested(Origin origin, DataValue.Table body) {
    Optional<String> path = body.get("path").flatMap(DataValue::asText);
    Optional<DataValue> query = body.get("query");
    if (path.isEmpty() || query.isEmpty()) {
      return fail(BAD_SHAPE, body.origin(), "nested", "'path' and 'query'", "one of them at most");
    }
    return new QueryDsl(fields, sink, path.get())
        .clause(query.get())
        .map(
            element ->
                new Predicate.NestedAny(
                    origin, Field.named(relative(path.get()), ValueType.NESTED), element));
  }

  private Optional<Predicate> terms(Origin origin, DataValue.Table body) {
    for (String key : body.keys()) {
      Optional<DataValue.Array> values = body.get(key).flatMap(DataValue::asArray);
      if (values.isPresent()) {
        return onField(origin, "terms", key, f -> anyOf(origin, f, values.get().values()));
      }
    }
    return fail(BAD_SHAPE, body.origin(), "terms", "a field with a list of values", "none");
  }

  private Optional<Predicate> anyOf(Origin origin, Field field, List<DataValue> values) {
    List<Predicate> tests = new ArrayList<>();
    values.forEach(v -> equal(origin, field, v, CaseSensitivity.SENSITIVE).ifPresent(tests::add));
    return tests.size() == values.size()
        ? Optional.of(Predicate.or(origin, tests))
        : Optional.empty();
  }

  private Optional<Predicate> range(Origin origin, DataValue.Table body) {
    for (String key : body.keys()) {
      Optional<DataValue.Table> ends = body.get(key).flatMap(DataValue::asTable);
      if (ends.isPresent()) {
        return checkEnds(ends.get())
            ? onField(origin, "range", key, f -> between(origin, f, ends.get()))
            : Optional.empty();
      }
    }
    return fail(
        BAD_SHAPE, body.origin(), "range", "a field with 'gte', 'gt', 'lte' or 'lt'", "none");
  }

  /** Whether a range has known settings only, and those that change nothing here. */
  private boolean checkEnds(DataValue.Table ends) {
    boolean good = checkKeys("range", ends, RANGE_KEYS);
    for (String key : List.of("format", "time_zone")) {
      Optional<DataValue> value = ends.get(key);
      if (value.isPresent() && !USUAL_DATES.contains(String.valueOf(value.get().plain()))) {
        report(UNKNOWN_KEY, value.get().origin(), "range", key, "");
        good = false;
      }
    }
    return good;
  }

  private Optional<Predicate> between(Origin origin, Field field, DataValue.Table ends) {
    Optional<Range.Bound<String>> lower =
        bound(ends, "gte", true).or(() -> bound(ends, "gt", false));
    Optional<Range.Bound<String>> upper =
        bound(ends, "lte", true).or(() -> bound(ends, "lt", false));
    if (lower.isEmpty() && upper.isEmpty()) {
      return Optional.of(new Predicate.Exists(origin, field));
    }
    if (field.type().isText()) {
      return fail(UNTESTABLE, origin, "range", field.name(), field.type().label());
    }
    Optional<Predicate> test = FieldTests.inRange(origin, field, new Range<>(lower, upper));
    return test.isPresent()
        ? test
        : fail(
            BAD_VALUE,
            origin,
            field.name(),
            field.type().label(),
            lower.or(() -> upper).map(Range.Bound::value).orElse(""));
  }

  private static Optional<Range.Bound<String>> bound(
      DataValue.Table ends, String key, boolean inclusive) {
    return ends.get(key)
        .filter(QueryDsl::isScalar)
        .map(v -> new Range.Bound<>(String.valueOf(v.plain()), inclusive));
  }

  /** Translates a value in a clause on one field. */
  private interface Test {
    Optional<Predicate> on(Setting setting, DataValue value);
  }

  private Optional<Predicate> single(
      String name, Origin origin, DataValue.Table body, String valueKey, String option, Test test) {
    if (body.keys().size() != 1) {
      return fail(BAD_SHAPE, body.origin(), name, "one field", body.keys().size() + " of them");
    }
    String fieldName = body.keys().iterator().next();
    DataValue written = body.get(fieldName).orElseThrow();
    Optional<DataValue.Table> settings = written.asTable();
    boolean good =
        settings
            .map(s -> checkKeys(name, s, List.of(valueKey, option, "boost", "rewrite", "wildcard")))
            .orElse(true);
    Optional<DataValue> value =
        settings.isEmpty()
            ? Optional.of(written)
            : settings.get().get(valueKey).or(() -> settings.get().get("wildcard"));
    if (value.isEmpty()) {
      return fail(BAD_SHAPE, written.origin(), name, "'" + valueKey + "'", "none");
    }
    if (!isScalar(value.get())) {
      return fail(BAD_SHAPE, value.get().origin(), name, "one value", value.get().shape());
    }
    DataValue.Table table = settings.orElse(new DataValue.Table(written.origin(), Map.of()));
    return good
        ? onField(origin, name, fieldName, f -> test.on(new Setting(f, origin, table), value.get()))
        : Optional.empty();
  }

  private static boolean isScalar(DataValue value) {
    return !(value instanceof DataValue.Table
        || value instanceof DataValue.Array
        || value instanceof DataValue.Null);
  }

  private Optional<Predicate> term(Setting setting, DataValue value) {
    return equal(setting.origin(), setting.field(), value, sensitivity(setting));
  }

  private Optional<Predicate> match(Setting setting, DataValue value) {
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

  private Optional<Predicate> phrase(Setting setting, DataValue value) {
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

  private Optional<Predicate> prefix(Setting setting, DataValue value) {
    return pattern("prefix", setting, FieldTests.prefix(String.valueOf(value.plain())));
  }

  private Optional<Predicate> wildcard(Setting setting, DataValue value) {
    String text = String.valueOf(value.plain());
    SINGLE_BACKSLASH
        .matcher(text)
        .results()
        .findFirst()
        .ifPresent(found -> report(LOST_BACKSLASH, value.origin(), found.group(1)));
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
        : fail(UNTESTABLE, setting.origin(), clause, field.name(), field.type().label());
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

  private Optional<Predicate> equal(
      Origin origin, Field field, DataValue value, CaseSensitivity sensitivity) {
    if (!isScalar(value)) {
      return fail(BAD_SHAPE, value.origin(), "terms", "a list of values", value.shape());
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
      return fail(MAPPED_BLOCK, value.origin(), text, advice.orElseThrow());
    }
    return test.isPresent()
        ? test
        : fail(BAD_VALUE, value.origin(), field.name(), field.type().label(), text);
  }

  private Optional<Predicate> onField(
      Origin origin, String clause, String name, Function<Field, Optional<Predicate>> test) {
    Optional<Field> known = fields.resolve(name, origin, sink);
    Optional<FieldType> untestable =
        fields
            .typeOf(name)
            .filter(FieldType::isUntestable)
            .filter(type -> !clause.equals("exists"));
    if (untestable.isPresent()) {
      return fail(UNTESTABLE, origin, clause, name, untestable.get().spelling());
    }
    if (known.isPresent()) {
      return test.apply(known.get().inside(nestedPath));
    }
    if (!fields.readsUnknownField(name)) {
      report(UNMAPPED_FIELD, origin, name, fields.didYouMean(name));
      return Optional.of(new Predicate.Constant(origin, false));
    }
    report(UNKNOWN_FIELD, origin, name, fields.didYouMean(name));
    return test.apply(Field.named(relative(name), ValueType.KEYWORD));
  }

  private String relative(String name) {
    return !nestedPath.isEmpty() && name.startsWith(nestedPath + ".")
        ? name.substring(nestedPath.length() + 1)
        : name;
  }

  private boolean checkKeys(String clause, DataValue.Table table, List<String> known) {
    boolean good = true;
    for (Map.Entry<String, DataValue.Entry> entry : table.entries().entrySet()) {
      String key = entry.getKey();
      if (!known.contains(key)) {
        String hint = Suggestions.didYouMean(key, known);
        report(UNKNOWN_KEY, entry.getValue().key(), clause, key, hint);
        good = false;
      }
    }
    return good;
  }

  private Optional<Predicate> fail(DiagnosticKind kind, Origin origin, Object... arguments) {
    report(kind, origin, arguments);
    return Optional.empty();
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
