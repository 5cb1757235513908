package dev.sigrun.proof.events;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import org.jspecify.annotations.Nullable;

/** The one field of a leaf; null for computations and predicates that are not leaves. */
final class LeafField implements Predicate.Visitor<@Nullable Field> {
  static final LeafField INSTANCE = new LeafField();

  private LeafField() {}

  @Override
  public @Nullable Field visitConstant(Predicate.Constant constant) {
    return null;
  }

  @Override
  public @Nullable Field visitAnd(Predicate.And and) {
    return null;
  }

  @Override
  public @Nullable Field visitOr(Predicate.Or or) {
    return null;
  }

  @Override
  public @Nullable Field visitNot(Predicate.Not not) {
    return null;
  }

  @Override
  public Field visitExists(Predicate.Exists exists) {
    return exists.field();
  }

  @Override
  public Field visitStringIn(Predicate.StringIn in) {
    return in.field();
  }

  @Override
  public Field visitWildcardMatch(Predicate.WildcardMatch match) {
    return match.field();
  }

  @Override
  public Field visitRegexMatch(Predicate.RegexMatch match) {
    return match.field();
  }

  @Override
  public Field visitStringInRange(Predicate.StringInRange in) {
    return in.field();
  }

  @Override
  public Field visitNumberIn(Predicate.NumberIn in) {
    return in.field();
  }

  @Override
  public Field visitNumberInRange(Predicate.NumberInRange in) {
    return in.field();
  }

  @Override
  public Field visitBooleanIs(Predicate.BooleanIs is) {
    return is.field();
  }

  @Override
  public Field visitIpIn(Predicate.IpIn in) {
    return in.field();
  }

  @Override
  public Field visitIpInRange(Predicate.IpInRange in) {
    return in.field();
  }

  @Override
  public Field visitDateInRange(Predicate.DateInRange in) {
    return in.field();
  }

  @Override
  public Field visitTokenIn(Predicate.TokenIn in) {
    return in.field();
  }

  @Override
  public Field visitTokenPhrase(Predicate.TokenPhrase phrase) {
    return phrase.field();
  }

  @Override
  public Field visitTokenMatch(Predicate.TokenMatch match) {
    return match.field();
  }

  @Override
  public Field visitNestedAny(Predicate.NestedAny any) {
    return any.field();
  }

  @Override
  public @Nullable Field visitComputed(Predicate.Computed computed) {
    return null;
  }

  @Override
  public @Nullable Field visitAnyRow(Predicate.AnyRow any) {
    return null;
  }
}
