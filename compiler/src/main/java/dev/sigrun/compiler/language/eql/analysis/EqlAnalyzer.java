package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery;
import dev.sigrun.compiler.source.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Turns an EQL query into the IR. */
public final class EqlAnalyzer {
  private static final DiagnosticKind KEY_TYPES =
      DiagnosticKind.error(
          "EQL120",
          "Join key '%s' is %s, but '%s' at the same position is %s. They can never"
              + " be equal.");
  private static final DiagnosticKind UNTESTABLE_KEY =
      DiagnosticKind.error("EQL121", "'%s' cannot be a join key: its type is %s.");
  private static final DiagnosticKind UNKNOWN_KEY =
      DiagnosticKind.error(
          "EQL122", "Unknown field '%s'.%s Mark it as optional ('?%s') if it may be absent.");
  private static final DiagnosticKind BAD_COUNT =
      DiagnosticKind.error("EQL123", "'%s' takes an integer of at least 0, found '%s'.");
  private static final DiagnosticKind UNKNOWN_KEY_READ =
      DiagnosticKind.warning(
          "EQL158", "Unknown field '%s', read as a keyword.%s Describe it in a schema file.");
  private static final DiagnosticKind NEVER_TRUE =
      DiagnosticKind.warning("EQL157", "This condition is never true: the query finds nothing.");

  private static final DiagnosticKind ALWAYS_TRUE =
      DiagnosticKind.warning(
          "EQL156", "This condition is true for every event. If that is intended, write 'true'.");

  private final FieldResolver fields;
  private final String categoryField;
  private final DiagnosticSink sink;
  private final Set<String> reportedFields = new HashSet<>();

  private EqlAnalyzer(FieldResolver fields, String categoryField, DiagnosticSink sink) {
    this.fields = fields;
    this.categoryField = categoryField;
    this.sink = sink;
  }

  /**
   * The meaning of {@code query}, or nothing if an error was reported.
   *
   * @param categoryField the field that {@code process where} tests, usually {@code event.category}
   */
  public static Optional<Query> analyze(
      EqlQuery query, FieldResolver fields, String categoryField, DiagnosticSink sink) {
    return new EqlAnalyzer(fields, categoryField, sink).query(query);
  }

  /** The value of an expression without fields after folding, or nothing if it was reported. */
  public static Optional<Expression> fold(
      EqlExpression expression, FieldResolver fields, DiagnosticSink sink) {
    return EqlExpressionAnalyzer.constant(expression, fields, sink);
  }

  private Optional<Query> query(EqlQuery query) {
    int checkpoint = sink.checkpoint();
    Optional<Query> analyzed;
    if (query instanceof EqlQuery.SingleEvent single) {
      List<Query.Pipe> pipes = pipes(single.pipes());
      analyzed =
          filter(single.filter())
              .map(predicate -> new Query.SingleEvent(single.origin(), predicate, pipes));
    } else if (query instanceof EqlQuery.Sequence sequence) {
      analyzed = sequence(sequence);
    } else {
      analyzed = sample((EqlQuery.Sample) query);
    }
    return sink.hasErrorsSince(checkpoint) ? Optional.empty() : analyzed;
  }

  private Optional<Query> sequence(EqlQuery.Sequence sequence) {
    List<Query.Pipe> pipes = pipes(sequence.pipes());
    Optional<List<Query.Stage>> stages = stages(sequence.keys(), sequence.stages());
    Optional<Query.Stage> until =
        sequence.until().flatMap(u -> stage(sequence.keys(), u, List.of()));
    if (stages.isEmpty() || until.isPresent() != sequence.until().isPresent()) {
      return Optional.empty();
    }
    checkKeyTypes(Stream.concat(stages.get().stream(), until.stream()).toList());
    return Optional.of(
        new Query.Sequence(
            sequence.origin(),
            sequence
                .maxSpan()
                .map(span -> Duration.ofMillis(span.amount()).multipliedBy(span.unit().millis())),
            stages.get(),
            until,
            pipes));
  }

  private Optional<Query> sample(EqlQuery.Sample sample) {
    Optional<List<Query.Stage>> stages = stages(sample.keys(), sample.stages());
    stages.ifPresent(this::checkKeyTypes);
    return stages.map(s -> new Query.Sample(sample.origin(), s));
  }

  private Optional<List<Query.Stage>> stages(
      List<EqlExpression.Field> keys, List<EqlQuery.Stage> stages) {
    List<List<EqlExpression>> copied = JoinKeyConditions.copied(keys, stages);
    List<Query.Stage> analyzed = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      stage(keys, stages.get(i), copied.get(i)).ifPresent(analyzed::add);
    }
    return analyzed.size() == stages.size() ? Optional.of(analyzed) : Optional.empty();
  }

  /**
   * Analyses a stage.
   *
   * @param more conditions on its keys that other stages have
   */
  private Optional<Query.Stage> stage(
      List<EqlExpression.Field> keys, EqlQuery.Stage stage, List<EqlExpression> more) {
    Optional<Predicate> predicate = filter(stage.filter()).map(own -> and(own, more));
    List<EqlExpression.Field> written =
        Stream.concat(keys.stream(), stage.keys().stream()).toList();
    List<Query.JoinKey> joinKeys = new ArrayList<>();
    written.forEach(
        key -> key(key).map(f -> new Query.JoinKey(f, key.optional())).ifPresent(joinKeys::add));
    return predicate
        .filter(p -> joinKeys.size() == written.size())
        .map(p -> new Query.Stage(stage.origin(), stage.missing(), p, joinKeys, stage.runs()));
  }

  /** Problems of conditions that other stages have are reported there. */
  private Predicate and(Predicate own, List<EqlExpression> more) {
    List<Predicate> added = new ArrayList<>();
    Set<Predicate> known = new HashSet<>();
    collectTerms(own, known);
    DiagnosticSink unheard = new DiagnosticSink();
    for (EqlExpression each : more) {
      EqlExpressionAnalyzer.condition(each, fields, new HashSet<>(), unheard)
          .map(condition -> PredicateLowering.lower(condition, unheard))
          .filter(known::add)
          .ifPresent(added::add);
    }
    if (added.isEmpty()) {
      return own;
    }
    List<Predicate> terms = own instanceof Predicate.And and ? and.terms() : List.of(own);
    Stream<Predicate> needed =
        terms.stream().filter(term -> !(term instanceof Predicate.Constant c && c.value()));
    return Predicate.and(own.origin(), Stream.concat(needed, added.stream()).toList());
  }

  private static void collectTerms(Predicate predicate, Set<Predicate> into) {
    into.add(predicate);
    if (predicate instanceof Predicate.And and) {
      and.terms().forEach(term -> collectTerms(term, into));
    }
  }

  private Optional<Field> key(EqlExpression.Field key) {
    Optional<Field> known =
        fields
            .resolve(key.name())
            .flatMap(f -> f.type().isText() ? fields.exactSubField(f.name()) : Optional.of(f));
    boolean tested =
        known.isPresent()
            && known.get().type().isSingle()
            && fields.schema().nestedParentOf(key.name()).isEmpty();
    if (tested) {
      return known;
    }
    if (fields.typeOf(key.name()).isPresent()) {
      report(
          UNTESTABLE_KEY,
          key.origin(),
          key.name(),
          fields.typeOf(key.name()).orElseThrow().spelling());
      return Optional.empty();
    }
    if (fields.readsUnknownField(key.name()) && !key.optional() && reportedFields.add(key.name())) {
      report(UNKNOWN_KEY_READ, key.origin(), key.name(), fields.didYouMean(key.name()));
    }
    if (fields.readsUnknownField(key.name()) || key.optional()) {
      return Optional.of(Field.named(key.name(), ValueType.KEYWORD));
    }
    report(UNKNOWN_KEY, key.origin(), key.name(), fields.didYouMean(key.name()), key.name());
    return Optional.empty();
  }

  /** Keys in the same place must be able to be equal. */
  private void checkKeyTypes(List<Query.Stage> stages) {
    Query.Stage first = stages.get(0);
    for (Query.Stage stage : stages) {
      for (int i = 0; i < Math.min(stage.keys().size(), first.keys().size()); i++) {
        Field left = first.keys().get(i).field();
        Field right = stage.keys().get(i).field();
        boolean known =
            fields.typeOf(left.name()).isPresent() && fields.typeOf(right.name()).isPresent();
        if (known && keyFamily(left.type()) != keyFamily(right.type())) {
          report(
              KEY_TYPES,
              stage.origin(),
              right.name(),
              right.type().label(),
              left.name(),
              left.type().label());
        }
      }
    }
  }

  private static ValueType keyFamily(ValueType type) {
    return type.isNumber() ? ValueType.NUMBER : type.isKeyword() ? ValueType.KEYWORD : type;
  }

  /** {@code process where ...}. */
  private Optional<Predicate> filter(EqlQuery.EventFilter filter) {
    Optional<Expression> condition =
        EqlExpressionAnalyzer.condition(filter.condition(), fields, reportedFields, sink);
    if (condition.isEmpty()) {
      return Optional.empty();
    }
    int checkpoint = sink.checkpoint();
    Predicate predicate = PredicateLowering.lower(condition.get(), sink);
    if (sink.hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    boolean isWritten = filter.condition() instanceof EqlExpression.Literal;
    if (predicate instanceof Predicate.Constant constant && !isWritten) {
      report(constant.value() ? ALWAYS_TRUE : NEVER_TRUE, filter.condition().origin());
    }
    return Optional.of(
        filter
            .category()
            .name()
            .map(
                name ->
                    Predicate.and(
                        filter.origin(), List.of(category(filter.category(), name), predicate)))
            .orElse(predicate));
  }

  private Predicate category(EqlQuery.Category category, String name) {
    Field field =
        fields
            .resolve(categoryField)
            .filter(f -> f.type().isKeyword())
            .orElseGet(() -> Field.named(categoryField, ValueType.KEYWORD));
    return new Predicate.StringIn(
        category.origin(), field, List.of(name), CaseSensitivity.SENSITIVE);
  }

  private List<Query.Pipe> pipes(List<EqlQuery.Pipe> pipes) {
    List<Query.Pipe> analyzed = new ArrayList<>();
    for (EqlQuery.Pipe pipe : pipes) {
      Query.Pipe.Kind kind =
          switch (pipe.kind()) {
            case HEAD -> Query.Pipe.Kind.HEAD;
            case TAIL -> Query.Pipe.Kind.TAIL;
          };
      Optional<Expression> count = EqlExpressionAnalyzer.constant(pipe.count(), fields, sink);
      count.ifPresent(
          c -> {
            if (c instanceof Expression.Constant constant
                && (constant.value() instanceof Integer || constant.value() instanceof Long)
                && ((Number) constant.value()).longValue() >= 0) {
              analyzed.add(new Query.Pipe(kind, ((Number) constant.value()).longValue()));
            } else {
              report(
                  BAD_COUNT,
                  pipe.count().origin(),
                  pipe.kind() == EqlQuery.Pipe.Kind.HEAD ? "head" : "tail",
                  pipe.count().origin().text());
            }
          });
    }
    return analyzed;
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
