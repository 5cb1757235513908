package dev.sigrun.compiler.backend.splunk;

import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.call;

import dev.sigrun.compiler.backend.UnsupportedRows;
import dev.sigrun.compiler.backend.splunk.spl.Pcre;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression.Operator;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.WrittenNumbers;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.source.Origin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes predicates as conditions of {@code where} that are true or false for every event, whether
 * a field is missing, has one value or several: tests of values are inside {@code mvfind} and
 * {@code mvfilter}, which test each value and are null if none matches.
 */
final class SplPredicateWriter implements Predicate.Visitor<SplExpression> {
  private static final DiagnosticKind NESTED =
      DiagnosticKind.unsupported(
          "SPL010", "SPL cannot tell which values of the nested field '%s' belong together.");
  private static final DiagnosticKind FIELD_PATTERN =
      DiagnosticKind.unsupported("SPL011", "SPL cannot test all fields that match '%s'.");
  private static final DiagnosticKind REGEX =
      DiagnosticKind.unsupported(
          "SPL012", "Splunk's regular expressions have no counterpart for the operators in '%s'.");
  private static final DiagnosticKind WORDS =
      DiagnosticKind.warning(
          "SPL013",
          "Words in '%s' are delimited by characters other than letters and digits, not by the"
              + " rules of Unicode.");
  private static final DiagnosticKind DATE =
      DiagnosticKind.unsupported(
          "SPL014", "SPL compares dates as text, so '%s' cannot be compared with a point in time.");
  private static final DiagnosticKind ADDRESS_RANGE =
      DiagnosticKind.unsupported("SPL015", "SPL cannot order the addresses in '%s'.");
  private static final DiagnosticKind OBJECT =
      DiagnosticKind.unsupported("SPL016", "SPL cannot test whether any field below '%s' exists.");
  private static final DiagnosticKind BIG_NUMBER =
      DiagnosticKind.warning("SPL017", "Splunk computes with 53 bits, too few for the number %s.");
  private static final DiagnosticKind TEXT_ORDER =
      DiagnosticKind.warning(
          "SPL018",
          "Splunk orders the strings in '%s' in its own way, possibly not by code points.");

  private static final DiagnosticKind DIGITS =
      DiagnosticKind.warning(
          "SPL019",
          "Splunk reads '%s' as a number of 53 bits before it is compared; of more than 17 digits,"
              + " an index may round it to another number of the type %s.");
  private static final DiagnosticKind VERSION_ORDER =
      DiagnosticKind.unsupported("SPL024", "SPL cannot order the versions in '%s'.");

  private static final DiagnosticKind RANGES =
      DiagnosticKind.unsupported("SPL025", "SPL cannot test '%s', whose values are ranges.");

  private static final BigDecimal EXACT_NUMBERS = BigDecimal.valueOf(1L << 53);
  private static final String SCRIPT_WORD = "[a-z0-9_-]";
  private static final String SCRIPT_GAP = "[^a-z0-9_-]+";
  private static final String WORD = "[\\p{L}\\p{N}_]";
  private static final String GAP = "[^\\p{L}\\p{N}_]+";

  private final SplunkFields fields;
  private final Reasons reasons;

  SplPredicateWriter(SplunkFields fields, Reasons reasons) {
    this.fields = fields;
    this.reasons = reasons;
  }

  /** The name of the field in Splunk, if it can be tested at all. */
  private SplExpression.Field field(Origin origin, Field field) {
    if (field.pattern()) {
      reasons.refuse(FIELD_PATTERN, origin, field.name());
    }
    if (field.type().isRange()) {
      reasons.refuse(RANGES, origin, field.name());
    }
    fields.checkReading(origin, field, reasons);
    return new SplExpression.Field(fields.nameOf(origin, field.name(), reasons));
  }

  /** Fields with a factor round doubles, as Splunk has them; others round what is written. */
  private SplExpression numberField(Origin origin, Field field) {
    boolean single = field.type() == ValueType.FLOAT || field.type() == ValueType.HALF_FLOAT;
    if (single && field.reading().scalingFactor().isEmpty()) {
      reasons.approximate(Fidelity.MAY_DIFFER, DIGITS, origin, field.name(), field.type().label());
    }
    return call("tonumber", field(origin, field));
  }

  private List<SplExpression> all(List<Predicate> terms) {
    return terms.stream().map(term -> term.accept(this)).toList();
  }

  /** Whether some value matches one of the expressions. */
  private SplExpression find(Origin origin, Field field, List<String> expressions) {
    SplExpression.Field name = field(origin, field);
    return SplExpression.any(
        expressions.stream()
            .map(regex -> call("isnotnull", call("mvfind", name, new SplExpression.Regex(regex))))
            .toList());
  }

  private SplExpression find(
      Origin origin,
      Field field,
      List<Pcre.Alternative> alternatives,
      CaseSensitivity sensitivity) {
    boolean ignoreCase =
        sensitivity == CaseSensitivity.INSENSITIVE || field.type() == ValueType.LOWERCASE;
    return find(origin, field, Pcre.any(alternatives, ignoreCase));
  }

  /** Whether the condition holds for some value. */
  private static SplExpression filter(SplExpression condition) {
    return call("isnotnull", call("mvfilter", condition));
  }

  @Override
  public SplExpression visitConstant(Predicate.Constant constant) {
    return SplExpression.constant(constant.value());
  }

  @Override
  public SplExpression visitAnd(Predicate.And and) {
    return SplExpression.all(all(and.terms()));
  }

  @Override
  public SplExpression visitOr(Predicate.Or or) {
    return SplExpression.any(all(or.terms()));
  }

  @Override
  public SplExpression visitNot(Predicate.Not not) {
    SplExpression operand = not.operand().accept(new SplPredicateWriter(fields, reasons.negated()));
    return operand instanceof SplExpression.Call call && call.function().equals("isnotnull")
        ? new SplExpression.Call("isnull", call.arguments())
        : new SplExpression.Not(operand);
  }

  @Override
  public SplExpression visitExists(Predicate.Exists exists) {
    ValueType type = exists.field().type();
    if (type == ValueType.OBJECT || type == ValueType.NESTED) {
      reasons.refuse(OBJECT, exists.origin(), exists.field().name());
    }
    return call("isnotnull", field(exists.origin(), exists.field()));
  }

  @Override
  public SplExpression visitStringIn(Predicate.StringIn in) {
    List<Pcre.Alternative> alternatives = in.values().stream().map(Pcre::whole).toList();
    return find(in.origin(), in.field(), alternatives, in.sensitivity());
  }

  @Override
  public SplExpression visitWildcardMatch(Predicate.WildcardMatch match) {
    List<Pcre.Alternative> alternatives = match.patterns().stream().map(Pcre::of).toList();
    return find(match.origin(), match.field(), alternatives, match.sensitivity());
  }

  @Override
  public SplExpression visitRegexMatch(Predicate.RegexMatch match) {
    Optional<Pcre.Alternative> regex = RegexToPcre.translate(match.regex());
    if (regex.isEmpty()) {
      reasons.refuse(REGEX, match.origin(), match.regex().text());
    }
    Pcre.Alternative written = regex.orElse(Pcre.whole(""));
    return find(match.origin(), match.field(), List.of(written), match.regex().sensitivity());
  }

  /** Texts with a letter before them are not numbers, which would be compared as such. */
  @Override
  public SplExpression visitStringInRange(Predicate.StringInRange in) {
    if (in.field().type() == ValueType.VERSION) {
      reasons.refuse(VERSION_ORDER, in.origin(), in.field().name());
    } else {
      reasons.approximate(Fidelity.MAY_DIFFER, TEXT_ORDER, in.origin(), in.field().name());
    }
    SplExpression value =
        SplExpression.of(
            new SplExpression.Text("t"), Operator.CONCAT, field(in.origin(), in.field()));
    return filter(range(value, in.range(), text -> fields.text(in.origin(), "t" + text, reasons)));
  }

  private static <T> SplExpression range(
      SplExpression value, Range<T> range, java.util.function.Function<T, SplExpression> bound) {
    List<SplExpression> ends = new ArrayList<>();
    range
        .lower()
        .ifPresent(
            b ->
                ends.add(
                    SplExpression.of(
                        value,
                        b.inclusive() ? Operator.GREATER_OR_EQUAL : Operator.GREATER,
                        bound.apply(b.value()))));
    range
        .upper()
        .ifPresent(
            b ->
                ends.add(
                    SplExpression.of(
                        value,
                        b.inclusive() ? Operator.LESS_OR_EQUAL : Operator.LESS,
                        bound.apply(b.value()))));
    return SplExpression.all(ends);
  }

  private SplExpression number(Origin origin, BigDecimal number) {
    if (number.abs().compareTo(EXACT_NUMBERS) > 0) {
      reasons.approximate(Fidelity.MAY_DIFFER, BIG_NUMBER, origin, number.toPlainString());
    }
    return new SplExpression.Numeral(number.toPlainString());
  }

  @Override
  public SplExpression visitNumberIn(Predicate.NumberIn in) {
    SplExpression value = numberField(in.origin(), in.field());
    Optional<WrittenNumbers> rounded = WrittenNumbers.of(in.field());
    List<SplExpression> equal =
        in.values().stream()
            .map(
                n ->
                    rounded
                        .map(r -> range(value, r.like(n), end -> number(in.origin(), end)))
                        .orElseGet(
                            () -> SplExpression.of(value, Operator.EQUAL, number(in.origin(), n))))
            .toList();
    return filter(SplExpression.any(equal));
  }

  @Override
  public SplExpression visitNumberInRange(Predicate.NumberInRange in) {
    SplExpression value = numberField(in.origin(), in.field());
    Range<BigDecimal> range =
        WrittenNumbers.of(in.field()).map(r -> r.in(in.range())).orElse(in.range());
    return filter(range(value, range, n -> number(in.origin(), n)));
  }

  /** The empty text is false, too. */
  @Override
  public SplExpression visitBooleanIs(Predicate.BooleanIs is) {
    return find(is.origin(), is.field(), List.of(is.value() ? "^true\\z" : "^(?:false)?\\z"));
  }

  @Override
  public SplExpression visitIpIn(Predicate.IpIn in) {
    SplExpression address = field(in.origin(), in.field());
    return filter(
        SplExpression.any(
            in.blocks().stream().map(block -> SplBlocks.contain(block, address)).toList()));
  }

  @Override
  public SplExpression visitIpInRange(Predicate.IpInRange in) {
    reasons.refuse(
        in.field().type().isRange() ? RANGES : ADDRESS_RANGE, in.origin(), in.field().name());
    return SplExpression.constant(false);
  }

  @Override
  public SplExpression visitDateInRange(Predicate.DateInRange in) {
    reasons.refuse(in.field().type().isRange() ? RANGES : DATE, in.origin(), in.field().name());
    return SplExpression.constant(false);
  }

  /** Whether one of {@code bodies}, made of whole words, occurs in some value. */
  private SplExpression words(Origin origin, Field field, List<String> bodies) {
    boolean script = field.type() == ValueType.SCRIPT_TEXT;
    if (!script) {
      reasons.approximate(Fidelity.MAY_DIFFER, WORDS, origin, field.name());
    }
    String word = script ? SCRIPT_WORD : WORD;
    return SplExpression.any(
        bodies.stream()
            .map(body -> "(?i)(?<!" + word + ")" + body + "(?!" + word + ")")
            .map(regex -> find(origin, field, List.of(regex)))
            .toList());
  }

  @Override
  public SplExpression visitTokenIn(Predicate.TokenIn in) {
    List<String> words = in.tokens().stream().map(Pcre::literal).toList();
    String body = words.size() == 1 ? words.get(0) : "(?:" + String.join("|", words) + ")";
    return words(in.origin(), in.field(), List.of(body));
  }

  @Override
  public SplExpression visitTokenPhrase(Predicate.TokenPhrase phrase) {
    String gap = phrase.field().type() == ValueType.SCRIPT_TEXT ? SCRIPT_GAP : GAP;
    String body = phrase.tokens().stream().map(Pcre::literal).collect(Collectors.joining(gap));
    return words(phrase.origin(), phrase.field(), List.of(body));
  }

  /** Runs of a pattern stay inside of the word. */
  @Override
  public SplExpression visitTokenMatch(Predicate.TokenMatch match) {
    String word = match.field().type() == ValueType.SCRIPT_TEXT ? SCRIPT_WORD : WORD;
    List<String> bodies =
        match.patterns().stream().map(pattern -> Pcre.inside(pattern, word)).toList();
    return words(match.origin(), match.field(), bodies);
  }

  @Override
  public SplExpression visitNestedAny(Predicate.NestedAny any) {
    reasons.refuse(NESTED, any.origin(), any.field().name());
    return SplExpression.constant(false);
  }

  @Override
  public SplExpression visitComputed(Predicate.Computed computed) {
    return new ComputedCondition(fields, reasons).write(computed);
  }

  @Override
  public SplExpression visitAnyRow(Predicate.AnyRow any) {
    return UnsupportedRows.refuse(any, reasons).accept(this);
  }
}
