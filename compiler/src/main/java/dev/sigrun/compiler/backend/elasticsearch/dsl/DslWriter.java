package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.compiler.backend.UnsupportedRows;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.DateBound;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.pattern.CaseFolding;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.time.DateFormat;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes predicates in Query DSL. */
final class DslWriter implements Predicate.Visitor<DslQuery> {
  private static final DiagnosticKind SCRIPT =
      DiagnosticKind.unsupported("DSL010", "'%s' is computed, which needs a script.");
  private static final DiagnosticKind FIELD_PATTERN =
      DiagnosticKind.unsupported("DSL011", "A clause cannot test all fields that match '%s'.");
  private static final DiagnosticKind ASCII_ONLY =
      DiagnosticKind.warning(
          "DSL012", "Servers ignore case only for ASCII letters, and '%s' contains others.");
  private static final DiagnosticKind LONG_REGEX =
      DiagnosticKind.unsupported(
          "DSL013", "The regular expression has %s characters; servers allow %s.");

  private static final DiagnosticKind POSITIONS =
      DiagnosticKind.unsupported(
          "DSL014", "The regular expression '%s' looks at positions, which Lucene's cannot.");

  private static final int MOST_TERMS = 65_536;
  private static final int LONGEST_EXCERPT = 60;

  private final Reasons reasons;

  /**
   * The prefix that field names are relative to: empty, or the enclosing nested field followed by a
   * dot.
   */
  private final String path;

  DslWriter(Reasons reasons) {
    this(reasons, "");
  }

  private DslWriter(Reasons reasons, String path) {
    this.reasons = reasons;
    this.path = path;
  }

  private String name(Origin origin, Field field) {
    if (field.pattern()) {
      reasons.refuse(FIELD_PATTERN, origin, field.name());
    }
    return path + field.name();
  }

  private List<DslQuery> all(List<Predicate> terms) {
    return terms.stream().map(term -> term.accept(this)).toList();
  }

  @Override
  public DslQuery visitConstant(Predicate.Constant constant) {
    return new DslQuery.MatchAll(constant.value());
  }

  @Override
  public DslQuery visitAnd(Predicate.And and) {
    return DslQuery.all(all(and.terms()));
  }

  @Override
  public DslQuery visitOr(Predicate.Or or) {
    return DslQuery.any(all(or.terms()));
  }

  @Override
  public DslQuery visitNot(Predicate.Not not) {
    return DslQuery.not(not.operand().accept(new DslWriter(reasons.negated(), path)));
  }

  @Override
  public DslQuery visitExists(Predicate.Exists exists) {
    // This clause takes patterns of names, too.
    return new DslQuery.Exists(path + exists.field().name());
  }

  /** Lists of values have no form that ignores case, so each value is a clause of its own. */
  @Override
  public DslQuery visitStringIn(Predicate.StringIn in) {
    if (in.field().pattern() && in.sensitivity() == CaseSensitivity.SENSITIVE) {
      String fields = path + in.field().name();
      return DslQuery.any(
          in.values().stream().<DslQuery>map(v -> new DslQuery.AnyField(fields, v)).toList());
    }
    String field = name(in.origin(), in.field());
    return switch (in.sensitivity()) {
      case SENSITIVE -> terms(field, List.copyOf(in.values()));
      case INSENSITIVE ->
          DslQuery.any(
              in.values().stream()
                  .<DslQuery>map(
                      value -> new DslQuery.Term(field, value, ignoresCase(in.origin(), value)))
                  .toList());
    };
  }

  /** True, after saying so if servers ignore case in another way than we do. */
  private boolean ignoresCase(Origin origin, String text) {
    boolean folds =
        text.chars()
            .anyMatch(
                c -> c > 127 && (CaseFolding.fold((char) c) != c || Character.isLowerCase(c)));
    if (folds) {
      reasons.approximate(Fidelity.MAY_MATCH_LESS, ASCII_ONLY, origin, text);
    }
    return true;
  }

  private static DslQuery terms(String field, List<Object> values) {
    if (values.size() == 1) {
      return new DslQuery.Term(field, values.get(0), false);
    }
    List<DslQuery> clauses = new ArrayList<>();
    for (int i = 0; i < values.size(); i += MOST_TERMS) {
      clauses.add(
          new DslQuery.Terms(field, values.subList(i, Math.min(i + MOST_TERMS, values.size()))));
    }
    return DslQuery.any(clauses);
  }

  @Override
  public DslQuery visitWildcardMatch(Predicate.WildcardMatch match) {
    if (match.field().pattern() && match.sensitivity() == CaseSensitivity.SENSITIVE) {
      String fields = path + match.field().name();
      return DslQuery.any(
          match.patterns().stream()
              .<DslQuery>map(p -> new DslQuery.AnyFieldPattern(fields, p))
              .toList());
    }
    String field = name(match.origin(), match.field());
    boolean ignoringCase = match.sensitivity() == CaseSensitivity.INSENSITIVE;
    return DslQuery.any(
        match.patterns().stream()
            .map(
                pattern ->
                    pattern(
                        field,
                        pattern,
                        ignoringCase && ignoresCase(match.origin(), pattern.toEscapedString())))
            .toList());
  }

  private static DslQuery pattern(String field, Wildcard pattern, boolean ignoringCase) {
    List<Wildcard.Segment> segments = pattern.segments();
    boolean prefix =
        segments.size() == 2
            && segments.get(0) instanceof Wildcard.Literal
            && segments.get(1) instanceof Wildcard.AnyRun;
    return prefix
        ? new DslQuery.Pattern(
            DslQuery.Pattern.Kind.PREFIX,
            field,
            ((Wildcard.Literal) segments.get(0)).text(),
            ignoringCase)
        : new DslQuery.Pattern(
            DslQuery.Pattern.Kind.WILDCARD, field, pattern.toEscapedString(), ignoringCase);
  }

  @Override
  public DslQuery visitRegexMatch(Predicate.RegexMatch match) {
    Optional<String> written = LuceneRegex.of(match.regex());
    if (written.isEmpty()) {
      reasons.refuse(POSITIONS, match.origin(), match.regex().text());
    }
    String text = written.orElse("");
    if (text.length() > LuceneRegex.LONGEST) {
      reasons.refuse(LONG_REGEX, match.origin(), text.length(), LuceneRegex.LONGEST);
    }
    boolean ignoringCase =
        match.regex().sensitivity() == CaseSensitivity.INSENSITIVE
            && ignoresCase(match.origin(), text);
    return new DslQuery.Pattern(
        DslQuery.Pattern.Kind.REGEXP, name(match.origin(), match.field()), text, ignoringCase);
  }

  private static <T> DslQuery range(String field, Range<T> range) {
    return new DslQuery.Range(field, ends(range));
  }

  private static <T> Map<String, Object> ends(Range<T> range) {
    Map<String, Object> ends = new LinkedHashMap<>();
    range.lower().ifPresent(b -> ends.put(b.inclusive() ? "gte" : "gt", json(b.value())));
    range.upper().ifPresent(b -> ends.put(b.inclusive() ? "lte" : "lt", json(b.value())));
    return ends;
  }

  /** Numbers without an exponent where they are whole. */
  private static Object json(Object value) {
    return value instanceof BigDecimal number && number.scale() <= 0
        ? number.toBigInteger()
        : value;
  }

  @Override
  public DslQuery visitStringInRange(Predicate.StringInRange in) {
    return range(name(in.origin(), in.field()), in.range());
  }

  @Override
  public DslQuery visitNumberIn(Predicate.NumberIn in) {
    return terms(name(in.origin(), in.field()), in.values().stream().map(DslWriter::json).toList());
  }

  @Override
  public DslQuery visitNumberInRange(Predicate.NumberInRange in) {
    return range(name(in.origin(), in.field()), in.range());
  }

  @Override
  public DslQuery visitBooleanIs(Predicate.BooleanIs is) {
    return new DslQuery.Term(name(is.origin(), is.field()), is.value(), false);
  }

  @Override
  public DslQuery visitIpIn(Predicate.IpIn in) {
    return terms(
        name(in.origin(), in.field()), in.blocks().stream().<Object>map(IpBlock::text).toList());
  }

  @Override
  public DslQuery visitIpInRange(Predicate.IpInRange in) {
    return range(name(in.origin(), in.field()), in.range().map(IpAddress::toString));
  }

  @Override
  public DslQuery visitDateInRange(Predicate.DateInRange in) {
    Map<String, Object> ends = ends(in.range().map(DateBound::text));
    // The field has dates of another form; ends of ranges would be read in it as well.
    in.field().reading().dateFormat().ifPresent(format -> ends.put("format", DateFormat.USUAL));
    return new DslQuery.Range(name(in.origin(), in.field()), ends);
  }

  /** Words are terms of the index as they are. */
  @Override
  public DslQuery visitTokenIn(Predicate.TokenIn in) {
    return terms(name(in.origin(), in.field()), List.copyOf(in.tokens()));
  }

  @Override
  public DslQuery visitTokenPhrase(Predicate.TokenPhrase phrase) {
    return new DslQuery.MatchPhrase(
        name(phrase.origin(), phrase.field()), String.join(" ", phrase.tokens()));
  }

  @Override
  public DslQuery visitTokenMatch(Predicate.TokenMatch match) {
    String field = name(match.origin(), match.field());
    return DslQuery.any(
        match.patterns().stream().map(pattern -> pattern(field, pattern, false)).toList());
  }

  @Override
  public DslQuery visitNestedAny(Predicate.NestedAny any) {
    String nested = name(any.origin(), any.field());
    return new DslQuery.Nested(nested, any.element().accept(new DslWriter(reasons, nested + ".")));
  }

  @Override
  public DslQuery visitComputed(Predicate.Computed computed) {
    String text = computed.origin().text().strip().replaceAll("\\s+", " ");
    reasons.refuse(
        SCRIPT,
        computed.origin(),
        text.length() > LONGEST_EXCERPT ? text.substring(0, LONGEST_EXCERPT) + "..." : text);
    return new DslQuery.MatchAll(false);
  }

  @Override
  public DslQuery visitAnyRow(Predicate.AnyRow any) {
    return UnsupportedRows.refuse(any, reasons).accept(this);
  }
}
