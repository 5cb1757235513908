package dev.sigrun.compiler.language.kql.analysis;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.kql.syntax.KqlQuery;
import dev.sigrun.compiler.language.kql.syntax.KqlValue;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a KQL query into a predicate. The meaning of a clause depends on the type of its field;
 * clauses on several fields, written with a pattern, are joined by or. An empty answer means that
 * the query, or a part of it, was reported.
 */
public final class KqlAnalyzer implements KqlQuery.Visitor<Optional<Predicate>> {
  private static final DiagnosticKind UNKNOWN_FIELD_READ =
      DiagnosticKind.warning(
          "KQL101", "Unknown field '%s', read as text or number.%s Describe it in a schema file.");
  private static final DiagnosticKind UNMAPPED_FIELD =
      DiagnosticKind.warning("KQL102", "Unknown field '%s': this never matches.%s");
  private static final DiagnosticKind NESTED_OUTSIDE =
      DiagnosticKind.error(
          "KQL103", "'%s' is inside the nested field '%s'. Write '%s:{ %s: ... }'.");
  private static final DiagnosticKind NESTED_INSIDE =
      DiagnosticKind.error("KQL104", "'%s' is not inside the nested field '%s'.");
  private static final DiagnosticKind NOT_NESTED =
      DiagnosticKind.error("KQL105", "'%s' is not a nested field. Use '%s.name: value' instead.");
  private static final DiagnosticKind BAD_FIELD_NAME =
      DiagnosticKind.error("KQL106", "'%s' is not a valid field name.");
  private static final DiagnosticKind PATTERN_WITHOUT_FIELDS =
      DiagnosticKind.warning("KQL107", "No known field matches '%s': this never matches.");

  private final FieldResolver fields;
  private final DiagnosticSink sink;
  private final KqlClauses clauses;
  private final RefusedValues refused;
  private final NestedPath path;

  private KqlAnalyzer(
      FieldResolver fields,
      DiagnosticSink sink,
      KqlClauses clauses,
      RefusedValues refused,
      NestedPath path) {
    this.fields = fields;
    this.sink = sink;
    this.clauses = clauses;
    this.refused = refused;
    this.path = path;
  }

  /**
   * The position of a clause.
   *
   * @param name the full name of the innermost nested field around it; empty outside groups
   */
  private record NestedPath(String name) {
    static final NestedPath NONE = new NestedPath("");

    boolean isNone() {
      return name.isEmpty();
    }

    /** The full name of a field that is written relative to this place. */
    String absolute(String written) {
      return isNone() ? written : name + "." + written;
    }

    /** The name of a field relative to this place. */
    String relative(String absolute) {
      return isNone() ? absolute : absolute.substring(name.length() + 1);
    }
  }

  /** The meaning of {@code query}, or nothing if an error was reported. */
  public static Optional<Predicate> analyze(
      KqlQuery query, FieldResolver fields, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    RefusedValues refused = new RefusedValues();
    KqlClauses clauses = new KqlClauses(fields, sink);
    Optional<Predicate> predicate =
        query.accept(new KqlAnalyzer(fields, sink, clauses, refused, NestedPath.NONE));
    refused.report(fields.readsUnknownFields(), sink);
    return sink.hasErrorsSince(checkpoint) ? Optional.empty() : predicate;
  }

  @Override
  public Optional<Predicate> visitMatchAll(KqlQuery.MatchAll all) {
    return Optional.of(new Predicate.Constant(all.origin(), true));
  }

  @Override
  public Optional<Predicate> visitOr(KqlQuery.Or or) {
    return all(or.terms()).map(terms -> Predicate.or(or.origin(), terms));
  }

  @Override
  public Optional<Predicate> visitAnd(KqlQuery.And and) {
    return all(and.terms()).map(terms -> Predicate.and(and.origin(), terms));
  }

  private Optional<List<Predicate>> all(List<KqlQuery> terms) {
    List<Predicate> analyzed = new ArrayList<>();
    terms.forEach(term -> term.accept(this).ifPresent(analyzed::add));
    return analyzed.size() == terms.size() ? Optional.of(analyzed) : Optional.empty();
  }

  @Override
  public Optional<Predicate> visitNot(KqlQuery.Not not) {
    return not.operand().accept(this).map(operand -> new Predicate.Not(not.origin(), operand));
  }

  @Override
  public Optional<Predicate> visitIs(KqlQuery.Is is) {
    if (is.field().isEmpty()) {
      return new FreeText(fields, clauses, sink).analyze(is.origin(), is.value());
    }
    KqlValue name = is.field().get();
    boolean anyField = name instanceof KqlValue.Pattern p && p.isLoneWildcard();
    boolean anyValue = is.value() instanceof KqlValue.Pattern v && v.isLoneWildcard();
    if (anyField && anyValue) {
      return Optional.of(new Predicate.Constant(is.origin(), true));
    }
    return onFields(
        is.origin(),
        name,
        is.value(),
        (tests, field) -> tests.is(is.origin(), field, is.value()),
        (tests, unknown) -> tests.isUnknown(is.origin(), unknown, is.value()));
  }

  @Override
  public Optional<Predicate> visitRange(KqlQuery.Range range) {
    return clauses
        .bound(range.value())
        .flatMap(
            text -> {
              Range<String> interval =
                  switch (range.operator()) {
                    case LESS -> Range.upTo(text, false);
                    case LESS_OR_EQUAL -> Range.upTo(text, true);
                    case GREATER -> Range.from(text, false);
                    case GREATER_OR_EQUAL -> Range.from(text, true);
                  };
              return onFields(
                  range.origin(),
                  range.field(),
                  range.value(),
                  (tests, field) -> tests.inRange(range.origin(), field, interval, range.value()),
                  (tests, unknown) -> tests.inRangeUnknown(range.origin(), unknown, interval));
            });
  }

  @Override
  public Optional<Predicate> visitNested(KqlQuery.Nested nested) {
    Optional<String> written = plainName(nested.path());
    if (written.isEmpty()) {
      return Optional.empty();
    }
    String absolute = path.absolute(written.get());
    boolean known = fields.typeOf(absolute).isPresent();
    boolean isNested =
        fields.resolve(absolute).filter(f -> f.type() == ValueType.NESTED).isPresent();
    if (known && !isNested) {
      report(NOT_NESTED, nested.path().origin(), absolute, absolute);
      return Optional.empty();
    }
    KqlAnalyzer inside = new KqlAnalyzer(fields, sink, clauses, refused, new NestedPath(absolute));
    // A path may pass through other nested fields: some element of theirs must hold the inner one.
    return nested
        .query()
        .accept(inside)
        .map(element -> grouped(nested.origin(), absolute, element));
  }

  /** A test on a field. */
  private interface Clause {
    Optional<Predicate> on(KqlClauses tests, Field field);
  }

  /** Applies a clause to the field, or to each of the fields, that {@code name} stands for. */
  private Optional<Predicate> onFields(
      Origin origin, KqlValue name, KqlValue value, Clause onKnown, Clause onUnknown) {
    if (name instanceof KqlValue.Pattern pattern) {
      return onMatching(origin, pattern, value, onKnown, onUnknown);
    }
    return plainName(name).flatMap(written -> onField(origin, name, written, onKnown, onUnknown));
  }

  private Optional<Predicate> onField(
      Origin origin, KqlValue name, String written, Clause onKnown, Clause onUnknown) {
    String absolute = path.absolute(written);
    Optional<Field> known = fields.resolve(absolute, name.origin(), sink);
    if (known.isPresent()) {
      Optional<String> parent = fields.schema().nestedParentOf(absolute);
      if (!parent.orElse("").equals(path.name())) {
        return reportPlace(name.origin(), absolute, parent);
      }
      return onKnown.on(clauses, relative(known.get()));
    }
    if (!path.isNone() && isDescribed(path.name()) && fields.typeOf(written).isPresent()) {
      report(NESTED_INSIDE, name.origin(), written, path.name());
      return Optional.empty();
    }
    if (fields.readsUnknownField(absolute)) {
      if (path.isNone() || isDescribed(path.name())) {
        report(UNKNOWN_FIELD_READ, name.origin(), absolute, fields.didYouMean(absolute));
      }
      return onUnknown.on(clauses, Field.named(path.relative(absolute), ValueType.KEYWORD));
    }
    report(UNMAPPED_FIELD, name.origin(), absolute, fields.didYouMean(absolute));
    return Optional.of(new Predicate.Constant(origin, false));
  }

  /**
   * Whether the schema lists the content of a nested field, so that it can decide which fields are
   * not in it.
   */
  private boolean isDescribed(String nested) {
    return !fields.schema().matching(nested + ".*").isEmpty();
  }

  /**
   * A pattern of names matches fields of many types. A server fails the search when one of them
   * cannot hold the value, but only for the fields of the searched indices: a schema that is all of
   * them makes it an error, any other schema a warning.
   */
  private Optional<Predicate> onMatching(
      Origin origin, KqlValue.Pattern name, KqlValue value, Clause onKnown, Clause onUnknown) {
    String pattern = path.absolute(String.join("*", name.pieces()));
    List<String> names = clauses.canExpand() ? fields.schema().matching(pattern) : List.of();
    if (!clauses.mayExpand(origin, names.size())) {
      return Optional.empty();
    }
    if (value instanceof KqlValue.Null) {
      return onUnknown.on(clauses, Field.matching(pattern, names));
    }
    DiagnosticSink reports = new DiagnosticSink();
    KqlClauses tests = new KqlClauses(fields, reports);
    List<Predicate> terms = new ArrayList<>();
    List<Field> refusing = new ArrayList<>();
    for (String matching : names) {
      Optional<Field> field = fields.resolve(matching).filter(f -> hasValues(f));
      if (field.isPresent()) {
        onMatchingField(origin, matching, field.get(), tests, onKnown)
            .ifPresentOrElse(terms::add, () -> refusing.add(field.get()));
      }
    }
    if (fields.readsUnknownFields() && path.isNone()) {
      onUnknown.on(tests, Field.matching(pattern, names)).ifPresent(terms::add);
    }
    if (!refusing.isEmpty()) {
      refused.add(name.origin(), value, refusing);
      return fields.readsUnknownFields()
          ? Optional.of(Predicate.or(origin, terms))
          : Optional.empty();
    }
    List<Diagnostic> found = reports.diagnostics();
    found.stream().limit(1).forEach(sink::add);
    if (terms.isEmpty() && found.isEmpty()) {
      report(PATTERN_WITHOUT_FIELDS, name.origin(), pattern);
    }
    return Optional.of(Predicate.or(origin, terms));
  }

  private static boolean hasValues(Field field) {
    return field.type() != ValueType.OBJECT && field.type() != ValueType.NESTED;
  }

  /** A field that a pattern matches outside its nested group gets a group of its own. */
  private Optional<Predicate> onMatchingField(
      Origin origin, String absolute, Field field, KqlClauses tests, Clause onKnown) {
    Optional<String> parent = fields.schema().nestedParentOf(absolute);
    if (parent.orElse("").equals(path.name())) {
      return onKnown.on(tests, relative(field));
    }
    if (parent.isEmpty()) {
      return Optional.of(new Predicate.Constant(origin, false));
    }
    return onKnown
        .on(tests, field.inside(parent.get()))
        .map(inner -> grouped(origin, parent.get(), inner));
  }

  /** A group around {@code inner}, and around it one for each nested field up to this place. */
  private Predicate grouped(Origin origin, String nested, Predicate inner) {
    String parent = fields.schema().nestedParentOf(nested).orElse("");
    String outer = parent.startsWith(path.name() + ".") || path.isNone() ? parent : path.name();
    Predicate group =
        new Predicate.NestedAny(
            origin, Field.named(new NestedPath(outer).relative(nested), ValueType.NESTED), inner);
    return outer.equals(path.name()) ? group : grouped(origin, outer, group);
  }

  private Field relative(Field field) {
    return path.isNone() || !field.name().startsWith(path.name() + ".")
        ? field
        : field.inside(path.name());
  }

  private Optional<Predicate> reportPlace(Origin origin, String absolute, Optional<String> parent) {
    if (parent.isPresent()) {
      report(
          NESTED_OUTSIDE,
          origin,
          absolute,
          parent.get(),
          parent.get().startsWith(path.name() + ".") ? path.relative(parent.get()) : parent.get(),
          absolute.substring(parent.get().length() + 1));
    } else {
      report(NESTED_INSIDE, origin, absolute, path.name());
    }
    return Optional.empty();
  }

  private Optional<String> plainName(KqlValue name) {
    if (name instanceof KqlValue.Text text && !text.text().isEmpty()) {
      return Optional.of(text.text());
    }
    if (name instanceof KqlValue.Bool bool) {
      return Optional.of(String.valueOf(bool.value()));
    }
    report(BAD_FIELD_NAME, name.origin(), name.origin().text());
    return Optional.empty();
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
