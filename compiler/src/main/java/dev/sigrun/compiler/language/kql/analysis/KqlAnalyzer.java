package dev.sigrun.compiler.language.kql.analysis;

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
import java.util.function.Function;

/**
 * Turns a KQL query into a predicate. What a clause means depends on the type of its field; clauses
 * on several fields, written with a pattern, are joined by or. An empty answer means that the
 * query, or a part of it, was reported.
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
      DiagnosticKind.error("KQL106", "'%s' cannot be the name of a field.");
  private static final DiagnosticKind PATTERN_WITHOUT_FIELDS =
      DiagnosticKind.warning("KQL107", "No known field fits '%s': this never matches.");

  private final FieldResolver fields;
  private final DiagnosticSink sink;
  private final KqlClauses clauses;
  private final NestedPath path;

  private KqlAnalyzer(
      FieldResolver fields, DiagnosticSink sink, KqlClauses clauses, NestedPath path) {
    this.fields = fields;
    this.sink = sink;
    this.clauses = clauses;
    this.path = path;
  }

  /**
   * Where a clause stands.
   *
   * @param name the full name of the innermost nested field around it; empty outside of groups
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
    Optional<Predicate> predicate =
        query.accept(new KqlAnalyzer(fields, sink, new KqlClauses(fields, sink), NestedPath.NONE));
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
        field -> clauses.is(is.origin(), field, is.value()),
        unknown -> clauses.isUnknown(is.origin(), unknown, is.value()));
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
                  field -> clauses.inRange(range.origin(), field, interval, range.value()),
                  unknown -> clauses.inRangeUnknown(range.origin(), unknown, interval));
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
    Optional<String> parent = fields.schema().nestedParentOf(absolute);
    if (known && !parent.orElse("").equals(path.name())) {
      return reportPlace(nested.path().origin(), absolute, parent);
    }
    KqlAnalyzer inside = new KqlAnalyzer(fields, sink, clauses, new NestedPath(absolute));
    return nested
        .query()
        .accept(inside)
        .map(
            element ->
                new Predicate.NestedAny(
                    nested.origin(),
                    Field.named(path.relative(absolute), ValueType.NESTED),
                    element));
  }

  /** Applies a clause to the field, or to each of the fields, that {@code name} stands for. */
  private Optional<Predicate> onFields(
      Origin origin,
      KqlValue name,
      Function<Field, Optional<Predicate>> onKnown,
      Function<Field, Optional<Predicate>> onUnknown) {
    if (name instanceof KqlValue.Pattern pattern) {
      return onMatching(origin, pattern, onKnown, onUnknown);
    }
    return plainName(name).flatMap(written -> onField(origin, name, written, onKnown, onUnknown));
  }

  private Optional<Predicate> onField(
      Origin origin,
      KqlValue name,
      String written,
      Function<Field, Optional<Predicate>> onKnown,
      Function<Field, Optional<Predicate>> onUnknown) {
    String absolute = path.absolute(written);
    Optional<Field> known = fields.resolve(absolute);
    if (known.isPresent()) {
      Optional<String> parent = fields.schema().nestedParentOf(absolute);
      if (!parent.orElse("").equals(path.name())) {
        return reportPlace(name.origin(), absolute, parent);
      }
      return onKnown.apply(relative(known.get()));
    }
    if (!path.isNone() && isDescribed(path.name()) && fields.typeOf(written).isPresent()) {
      report(NESTED_INSIDE, name.origin(), written, path.name());
      return Optional.empty();
    }
    if (fields.readsUnknownFields()) {
      if (path.isNone() || isDescribed(path.name())) {
        report(UNKNOWN_FIELD_READ, name.origin(), absolute, fields.didYouMean(absolute));
      }
      return onUnknown.apply(Field.named(path.relative(absolute), ValueType.KEYWORD));
    }
    report(UNMAPPED_FIELD, name.origin(), absolute, fields.didYouMean(absolute));
    return Optional.of(new Predicate.Constant(origin, false));
  }

  /** Whether the schema knows what is inside a nested field, so that it can tell what is not. */
  private boolean isDescribed(String nested) {
    return !fields.schema().matching(nested + ".*").isEmpty();
  }

  private Optional<Predicate> onMatching(
      Origin origin,
      KqlValue.Pattern name,
      Function<Field, Optional<Predicate>> onKnown,
      Function<Field, Optional<Predicate>> onUnknown) {
    String pattern = path.absolute(String.join("*", name.pieces()));
    List<String> names = clauses.canExpand() ? fields.schema().matching(pattern) : List.of();
    if (!clauses.mayExpand(origin, names.size())) {
      return Optional.empty();
    }
    List<Predicate> terms = new ArrayList<>();
    int failed = 0;
    for (String matching : names) {
      Optional<Field> field = fields.resolve(matching).filter(f -> hasValues(f));
      if (field.isPresent()) {
        Optional<Predicate> term = onMatchingField(origin, matching, field.get(), onKnown);
        term.ifPresent(terms::add);
        failed += term.isPresent() ? 0 : 1;
      }
    }
    if (failed > 0) {
      return Optional.empty();
    }
    if (fields.readsUnknownFields() && path.isNone()) {
      onUnknown.apply(Field.matching(pattern, names)).ifPresent(terms::add);
    } else if (terms.isEmpty()) {
      report(PATTERN_WITHOUT_FIELDS, name.origin(), pattern);
    }
    return Optional.of(Predicate.or(origin, terms));
  }

  private static boolean hasValues(Field field) {
    return field.type() != ValueType.OBJECT && field.type() != ValueType.NESTED;
  }

  /** A field that a pattern meets outside of its nested group gets a group of its own. */
  private Optional<Predicate> onMatchingField(
      Origin origin, String absolute, Field field, Function<Field, Optional<Predicate>> onKnown) {
    Optional<String> parent = fields.schema().nestedParentOf(absolute);
    if (parent.orElse("").equals(path.name())) {
      return onKnown.apply(relative(field));
    }
    if (parent.isEmpty()) {
      return Optional.of(new Predicate.Constant(origin, false));
    }
    return onKnown
        .apply(Field.named(field.name().substring(parent.get().length() + 1), field.type()))
        .map(inner -> grouped(origin, parent.get(), inner));
  }

  private Predicate grouped(Origin origin, String nested, Predicate inner) {
    Optional<String> parent = fields.schema().nestedParentOf(nested);
    String outer = parent.orElse("");
    Predicate group =
        new Predicate.NestedAny(
            origin,
            Field.named(
                outer.isEmpty() ? nested : nested.substring(outer.length() + 1), ValueType.NESTED),
            inner);
    return outer.equals(path.name()) || outer.isEmpty() ? group : grouped(origin, outer, group);
  }

  private Field relative(Field field) {
    return path.isNone() || !field.name().startsWith(path.name() + ".")
        ? field
        : Field.named(path.relative(field.name()), field.type());
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
