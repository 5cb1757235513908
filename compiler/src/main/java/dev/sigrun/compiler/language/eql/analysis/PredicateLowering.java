package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.language.FieldTests;
import dev.sigrun.compiler.language.MappedBlocks;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a folded condition into a predicate: {@code and}, {@code or} and {@code not} become
 * two-valued, a test of one field against constants becomes a leaf of its own kind, everything else
 * a computed leaf. This is where null ends: a leaf that computes to null is false.
 */
final class PredicateLowering implements Expression.Visitor<Predicate> {
  private static final DiagnosticKind BAD_VALUE =
      DiagnosticKind.error(
          "EQL124",
          "'%s' is of type %s, but '%s' is not a value of this type. Elasticsearch"
              + " fails the search.");
  private static final DiagnosticKind MAPPED_BLOCK =
      DiagnosticKind.error("EQL119", "'%s' is an IPv4 block written as IPv6. Write %s.");

  private final DiagnosticSink sink;

  private PredicateLowering(DiagnosticSink sink) {
    this.sink = sink;
  }

  static Predicate lower(Expression condition, DiagnosticSink sink) {
    return condition.accept(new PredicateLowering(sink));
  }

  @Override
  public Predicate visitNull(Expression.Null constant) {
    return new Predicate.Constant(constant.origin(), false);
  }

  @Override
  public Predicate visitConstant(Expression.Constant constant) {
    return new Predicate.Constant(constant.origin(), Boolean.TRUE.equals(constant.value()));
  }

  @Override
  public Predicate visitFieldValue(Expression.FieldValue value) {
    return new Predicate.BooleanIs(value.origin(), value.field(), true);
  }

  @Override
  public Predicate visitAnd(Expression.And and) {
    return Predicate.and(and.origin(), lowerAll(and.terms()));
  }

  @Override
  public Predicate visitOr(Expression.Or or) {
    return Predicate.or(or.origin(), lowerAll(or.terms()));
  }

  private List<Predicate> lowerAll(List<Expression> terms) {
    return terms.stream().map(term -> term.accept(this)).toList();
  }

  @Override
  public Predicate visitNot(Expression.Not not) {
    return new Predicate.Not(not.origin(), not.operand().accept(this));
  }

  @Override
  public Predicate visitIsNull(Expression.IsNull isNull) {
    return isNull.operand() instanceof Expression.FieldValue value
        ? new Predicate.Not(isNull.origin(), new Predicate.Exists(isNull.origin(), value.field()))
        : new Predicate.Computed(isNull.origin(), isNull);
  }

  @Override
  public Predicate visitComparison(Expression.Comparison comparison) {
    if (!(comparison.left() instanceof Expression.FieldValue value)
        || !(comparison.right() instanceof Expression.Constant constant)) {
      return new Predicate.Computed(comparison.origin(), comparison);
    }
    Origin origin = comparison.origin();
    return switch (comparison.operator()) {
      case EQUAL -> equal(origin, value.field(), constant, CaseSensitivity.SENSITIVE);
      case LESS -> inRange(origin, value.field(), constant, false, false);
      case LESS_OR_EQUAL -> inRange(origin, value.field(), constant, false, true);
      case GREATER -> inRange(origin, value.field(), constant, true, false);
      case GREATER_OR_EQUAL -> inRange(origin, value.field(), constant, true, true);
    };
  }

  private Predicate equal(
      Origin origin, Field field, Expression.Constant constant, CaseSensitivity sensitivity) {
    return FieldTests.equal(origin, field, text(constant), sensitivity)
        .orElseGet(() -> refused(field, constant));
  }

  private Predicate inRange(
      Origin origin, Field field, Expression.Constant constant, boolean above, boolean inclusive) {
    Range<String> range =
        above ? Range.from(text(constant), inclusive) : Range.upTo(text(constant), inclusive);
    return FieldTests.inRange(origin, field, range).orElseGet(() -> refused(field, constant));
  }

  /** A server refuses the value, and with it the whole search, wherever the clause is. */
  private Predicate refused(Field field, Expression.Constant constant) {
    Origin origin = constant.origin();
    Optional<String> advice =
        field.type() == ValueType.IP ? MappedBlocks.advice(text(constant)) : Optional.empty();
    if (advice.isPresent()) {
      sink.report(
          MAPPED_BLOCK, origin.source(), origin.span(), text(constant), advice.orElseThrow());
    } else {
      sink.report(
          BAD_VALUE,
          origin.source(),
          origin.span(),
          field.name(),
          field.type().label(),
          text(constant));
    }
    return new Predicate.Constant(origin, false);
  }

  private static String text(Expression.Constant constant) {
    return String.valueOf(constant.value());
  }

  @Override
  public Predicate visitIn(Expression.In in) {
    if (!(in.operand() instanceof Expression.FieldValue value)) {
      return new Predicate.Computed(in.origin(), in);
    }
    List<Predicate> tests = new ArrayList<>();
    for (Expression.Constant constant : in.values()) {
      tests.add(equal(in.origin(), value.field(), constant, in.sensitivity()));
    }
    return Predicate.or(in.origin(), tests);
  }

  @Override
  public Predicate visitLike(Expression.Like like) {
    if (!(like.operand() instanceof Expression.FieldValue value)) {
      return new Predicate.Computed(like.origin(), like);
    }
    return Predicate.or(
        like.origin(),
        like.patterns().stream()
            .map(p -> FieldTests.matches(like.origin(), value.field(), p, like.sensitivity()))
            .toList());
  }

  @Override
  public Predicate visitRegexLike(Expression.RegexLike like) {
    if (!(like.operand() instanceof Expression.FieldValue value)) {
      return new Predicate.Computed(like.origin(), like);
    }
    return new Predicate.RegexMatch(like.origin(), value.field(), like.regex());
  }

  @Override
  public Predicate visitInBlocks(Expression.InBlocks in) {
    return in.operand() instanceof Expression.FieldValue value
            && value.field().type() == ValueType.IP
        ? new Predicate.IpIn(in.origin(), value.field(), in.blocks())
        : new Predicate.Computed(in.origin(), in);
  }

  /**
   * {@code startsWith(field, "x")} and its like are wildcard matches; the rest is computed. As
   * Elasticsearch has it, the text to find at the end or inside is a pattern with escapes: rules of
   * its users are written for that, such as {@code stringContains(field, "user=\\*")}.
   */
  @Override
  public Predicate visitCall(Expression.Call call) {
    Optional<Wildcard> pattern = pattern(call);
    if (pattern.isEmpty() || !(call.arguments().get(0) instanceof Expression.FieldValue value)) {
      return new Predicate.Computed(call.origin(), call);
    }
    if (pattern.get().isMatchAll()) {
      return new Predicate.Exists(call.origin(), value.field());
    }
    return FieldTests.matches(
        call.origin(),
        value.field(),
        pattern.get(),
        call.function().ignoresCase() ? CaseSensitivity.INSENSITIVE : CaseSensitivity.SENSITIVE);
  }

  private static Optional<Wildcard> pattern(Expression.Call call) {
    if (call.arguments().size() < 2
        || !(call.arguments().get(1) instanceof Expression.Constant constant)
        || !(constant.value() instanceof String text)) {
      return Optional.empty();
    }
    return switch (call.function().test()) {
      case PREFIX -> Optional.of(FieldTests.prefix(text));
      case SUFFIX -> Optional.of(Wildcard.parseEscaped("*" + text));
      case PART -> Optional.of(Wildcard.parseEscaped("*" + text + "*"));
      case NONE -> Optional.empty();
    };
  }
}
