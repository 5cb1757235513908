package dev.sigrun.compiler.language.kql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.FieldTests;
import dev.sigrun.compiler.language.MappedBlocks;
import dev.sigrun.compiler.language.kql.syntax.KqlValue;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One KQL clause on one field, by the type of the field. A value that an index would refuse is an
 * error: Elasticsearch would fail the whole search, also where the clause is one of many.
 */
final class KqlClauses {
  private static final DiagnosticKind BAD_VALUE =
      DiagnosticKind.error("KQL110", "'%s' is of type %s, but '%s' is not a value of this type.");
  private static final DiagnosticKind OPEN_RANGE =
      DiagnosticKind.error(
          "KQL118",
          "'%s' is a key of a flattened field. Elasticsearch refuses ranges over it that have one"
              + " end only, as all ranges in KQL do.");
  private static final DiagnosticKind BAD_PATTERN =
      DiagnosticKind.error(
          "KQL111", "'%s' is of type %s, which does not allow wildcards. Use a" + " value%s.");
  private static final DiagnosticKind NULL_VALUE =
      DiagnosticKind.error("KQL112", "Null is not a value. Write 'not %s: *' for a missing field.");
  private static final DiagnosticKind PATTERN_BOUND =
      DiagnosticKind.error("KQL113", "'%s' cannot be a bound of a range. Write a value.");
  private static final DiagnosticKind UNTESTABLE =
      DiagnosticKind.error("KQL114", "'%s' cannot be tested: its type is %s.");
  private static final DiagnosticKind MAPPED_BLOCK =
      DiagnosticKind.error("KQL116", "'%s' is an IPv4 block written as IPv6. Write %s.");
  private static final DiagnosticKind QUOTED_WILDCARD =
      DiagnosticKind.warning(
          "KQL150", "A quoted '*' is a plain character. Remove the quotes for a wildcard.");
  private static final DiagnosticKind SPLIT_PATTERN =
      DiagnosticKind.warning(
          "KQL151",
          "On '%s', of type %s, this matches when any of the parts between spaces does. Write"
              + " '*' instead of the spaces.");
  private static final DiagnosticKind NO_WORDS =
      DiagnosticKind.warning("KQL152", "'%s' contains no word: this never matches.");
  private static final DiagnosticKind OBJECT_VALUE =
      DiagnosticKind.warning("KQL153", "'%s' has no value of its own: this never matches.");

  private static final DiagnosticKind TOO_MANY_FIELDS =
      DiagnosticKind.error(
          "KQL115",
          "Patterns of field names and values without a field mean more than %s tests of single"
              + " fields here. Name the fields, or split the rule.");

  /**
   * The maximum number of single-field clauses that may replace clauses that name many fields. As
   * many take some 15 seconds to compile, nearly all of it in the Java compiler.
   */
  private static final int MOST_EXPANDED = 60_000;

  /** The cost of finding the fields of one clause, in clauses. */
  private static final int SEARCH_COST = 10;

  private final FieldResolver fields;
  private final DiagnosticSink sink;
  private int expanded;

  KqlClauses(FieldResolver fields, DiagnosticSink sink) {
    this.fields = fields;
    this.sink = sink;
  }

  /**
   * Whether a clause may be replaced by one on each of {@code count} fields; once it must not, that
   * is reported and no other one may.
   */
  boolean mayExpand(Origin origin, int count) {
    boolean could = canExpand();
    expanded += SEARCH_COST + count;
    if (could && !canExpand()) {
      report(TOO_MANY_FIELDS, origin, String.format(Locale.ROOT, "%,d", MOST_EXPANDED));
    }
    return canExpand();
  }

  /** Whether there is any point in looking for fields. */
  boolean canExpand() {
    return expanded <= MOST_EXPANDED;
  }

  /** {@code field: value} on a field of known type. */
  Optional<Predicate> is(Origin origin, Field field, KqlValue value) {
    if (value instanceof KqlValue.Null) {
      return fail(NULL_VALUE, value.origin(), field.name());
    }
    if (value instanceof KqlValue.Pattern pattern) {
      return pattern.isLoneWildcard()
          ? Optional.of(new Predicate.Exists(origin, field))
          : matches(origin, field, pattern);
    }
    String text = text(value);
    if (field.type().isText()) {
      return Optional.of(words(origin, field, text, isQuoted(value)));
    }
    if (field.type() == ValueType.OBJECT || field.type() == ValueType.NESTED) {
      return onObject(origin, field, value);
    }
    if (field.type().isKeyword()) {
      warnAboutQuotedWildcard(value);
    }
    Optional<String> advice =
        field.type() == ValueType.IP ? MappedBlocks.advice(text) : Optional.empty();
    if (advice.isPresent()) {
      return fail(MAPPED_BLOCK, value.origin(), text, advice.orElseThrow());
    }
    Optional<Predicate> test = FieldTests.equal(origin, field, text, CaseSensitivity.SENSITIVE);
    return test.isPresent()
        ? test
        : fail(BAD_VALUE, value.origin(), field.name(), field.type().label(), text);
  }

  /** {@code field: value} on a field whose type is not known: by what the value looks like. */
  Optional<Predicate> isUnknown(Origin origin, Field field, KqlValue value) {
    if (field.pattern() || !(value instanceof KqlValue.Text text)) {
      return is(origin, field, value);
    }
    List<Predicate> tests = new ArrayList<>();
    is(origin, field, value).ifPresent(tests::add);
    if (FieldTests.number(text.text()).isPresent()) {
      Field number = Field.named(field.name(), ValueType.NUMBER);
      FieldTests.equal(origin, number, text.text(), CaseSensitivity.SENSITIVE)
          .ifPresent(tests::add);
    } else if (IpBlocks.isValid(text.text())) {
      Field ip = Field.named(field.name(), ValueType.IP);
      FieldTests.equal(origin, ip, text.text(), CaseSensitivity.SENSITIVE).ifPresent(tests::add);
    }
    return tests.isEmpty() ? Optional.empty() : Optional.of(Predicate.or(origin, tests));
  }

  /** {@code field > value} on a field of known type. */
  Optional<Predicate> inRange(Origin origin, Field field, Range<String> range, KqlValue bound) {
    if (field.type().isText()) {
      // Ranges over single words: no rule uses them, and back ends could not express them
      // consistently.
      return fail(UNTESTABLE, origin, field.name(), field.type().label());
    }
    if (fields.schema().isBelowFlattened(field.name())) {
      return fail(OPEN_RANGE, origin, field.name());
    }
    Optional<Predicate> test = FieldTests.inRange(origin, field, range);
    return test.isPresent()
        ? test
        : fail(BAD_VALUE, bound.origin(), field.name(), field.type().label(), text(bound));
  }

  /** {@code field > value} on a field whose type is not known: numbers compare as numbers. */
  Optional<Predicate> inRangeUnknown(Origin origin, Field field, Range<String> range) {
    boolean numbers =
        range.lower().or(range::upper).flatMap(b -> FieldTests.number(b.value())).isPresent();
    Field typed = numbers && !field.pattern() ? Field.named(field.name(), ValueType.NUMBER) : field;
    return FieldTests.inRange(origin, typed, range);
  }

  /** The text of the end of a range. */
  Optional<String> bound(KqlValue value) {
    if (value instanceof KqlValue.Pattern) {
      report(PATTERN_BOUND, value.origin(), value.origin().text());
      return Optional.empty();
    }
    if (value instanceof KqlValue.Null) {
      report(PATTERN_BOUND, value.origin(), "null");
      return Optional.empty();
    }
    return Optional.of(text(value));
  }

  private Optional<Predicate> matches(Origin origin, Field field, KqlValue.Pattern pattern) {
    if (field.type().isText()) {
      return Optional.of(splitMatch(origin, field, pattern));
    }
    if (field.type() == ValueType.OBJECT || field.type() == ValueType.NESTED) {
      return onObject(origin, field, pattern);
    }
    if (!field.type().isKeyword()) {
      String hint = field.type() == ValueType.IP ? " or a block such as '10.0.0.0/8'" : "";
      return fail(BAD_PATTERN, pattern.origin(), field.name(), field.type().label(), hint);
    }
    if (splitsPatterns(field) && pattern.pieces().stream().anyMatch(KqlClauses::hasBlank)) {
      report(SPLIT_PATTERN, pattern.origin(), field.name(), typeName(field));
      return Optional.of(splitMatch(origin, field, pattern));
    }
    return Optional.of(
        FieldTests.matches(origin, field, wildcard(pattern.pieces()), CaseSensitivity.SENSITIVE));
  }

  /**
   * Whether patterns go through a query string, which splits them at blanks: on everything but
   * plain keyword fields (reference: kuery {@code is} function of Kibana).
   */
  private boolean splitsPatterns(Field field) {
    return !field.pattern()
        && fields.typeOf(field.name()).filter(type -> type != FieldType.KEYWORD).isPresent();
  }

  private String typeName(Field field) {
    return fields.typeOf(field.name()).map(FieldType::spelling).orElse(field.type().label());
  }

  private static boolean hasBlank(String text) {
    return text.chars().anyMatch(c -> c == ' ' || c == '\t' || c == '\n' || c == '\r');
  }

  /**
   * A pattern as a query string sees it: parts with a wildcard match alone, runs of parts without
   * one are a value, and one of them suffices.
   */
  private Predicate splitMatch(Origin origin, Field field, KqlValue.Pattern pattern) {
    List<Predicate> tests = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    for (List<String> part : PatternParts.split(pattern.pieces())) {
      if (part.size() == 1) {
        plain.add(part.get(0));
      } else {
        addPlain(origin, field, plain, tests);
        tests.add(matchPart(origin, field, wildcard(part)));
      }
    }
    addPlain(origin, field, plain, tests);
    return Predicate.or(origin, tests);
  }

  private static Predicate matchPart(Origin origin, Field field, Wildcard pattern) {
    if (!field.type().isText()) {
      return FieldTests.matches(origin, field, pattern, CaseSensitivity.SENSITIVE);
    }
    String lower = pattern.toEscapedString().toLowerCase(Locale.ROOT);
    return new Predicate.TokenMatch(origin, field, List.of(Wildcard.parseEscaped(lower)));
  }

  private void addPlain(Origin origin, Field field, List<String> plain, List<Predicate> tests) {
    if (plain.isEmpty()) {
      return;
    }
    String text = String.join(" ", plain);
    plain.clear();
    tests.add(
        field.type().isText()
            ? words(origin, field, text, false)
            : FieldTests.equal(origin, field, text, CaseSensitivity.SENSITIVE).orElseThrow());
  }

  /** Words of analysed text: one of them, or all of them in a row if quoted. */
  private Predicate words(Origin origin, Field field, String text, boolean phrase) {
    TextAnalyzer analyzer =
        field.type() == ValueType.SCRIPT_TEXT ? TextAnalyzer.SCRIPT : TextAnalyzer.STANDARD;
    List<String> tokens = analyzer.tokens(text);
    if (tokens.isEmpty()) {
      report(NO_WORDS, origin, text);
      return new Predicate.Constant(origin, false);
    }
    return phrase && tokens.size() > 1
        ? new Predicate.TokenPhrase(origin, field, tokens)
        : new Predicate.TokenIn(origin, field, tokens);
  }

  /** A flattened field is its leaves; any other object has no value. */
  private Optional<Predicate> onObject(Origin origin, Field field, KqlValue value) {
    if (fields.typeOf(field.name()).filter(t -> t == FieldType.FLATTENED).isPresent()) {
      return is(origin, Field.matching(field.name() + ".*", List.of()), value);
    }
    Optional<FieldType> untestable = fields.typeOf(field.name()).filter(FieldType::isUntestable);
    if (untestable.isPresent()) {
      return fail(UNTESTABLE, origin, field.name(), untestable.get().spelling());
    }
    report(OBJECT_VALUE, origin, field.name());
    return Optional.of(new Predicate.Constant(origin, false));
  }

  private void warnAboutQuotedWildcard(KqlValue value) {
    if (value instanceof KqlValue.Text text
        && text.quoted()
        && text.text().length() > 1
        && (text.text().startsWith("*") || text.text().endsWith("*"))) {
      report(QUOTED_WILDCARD, value.origin());
    }
  }

  static Wildcard wildcard(List<String> pieces) {
    List<Wildcard.Segment> segments = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      if (i > 0) {
        segments.add(new Wildcard.AnyRun());
      }
      if (!pieces.get(i).isEmpty()) {
        segments.add(new Wildcard.Literal(pieces.get(i)));
      }
    }
    return Wildcard.of(segments);
  }

  static String text(KqlValue value) {
    if (value instanceof KqlValue.Text text) {
      return text.text();
    }
    if (value instanceof KqlValue.Bool bool) {
      return String.valueOf(bool.value());
    }
    throw new IllegalArgumentException("Neither text nor boolean: " + value);
  }

  private static boolean isQuoted(KqlValue value) {
    return value instanceof KqlValue.Text text && text.quoted();
  }

  private Optional<Predicate> fail(DiagnosticKind kind, Origin origin, Object... arguments) {
    report(kind, origin, arguments);
    return Optional.empty();
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
