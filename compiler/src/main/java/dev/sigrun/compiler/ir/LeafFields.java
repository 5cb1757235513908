package dev.sigrun.compiler.ir;

import java.util.Optional;

/** Finds the field that a predicate itself tests, without its children. */
public final class LeafFields implements Predicate.Visitor<Optional<Field>> {
  private static final LeafFields INSTANCE = new LeafFields();

  private LeafFields() {}

  /** Empty for logical predicates, constants, computations and rows. */
  public static Optional<Field> of(Predicate predicate) {
    return predicate.accept(INSTANCE);
  }

  @Override
  public Optional<Field> visitConstant(Predicate.Constant constant) {
    return Optional.empty();
  }

  @Override
  public Optional<Field> visitAnd(Predicate.And and) {
    return Optional.empty();
  }

  @Override
  public Optional<Field> visitOr(Predicate.Or or) {
    return Optional.empty();
  }

  @Override
  public Optional<Field> visitNot(Predicate.Not not) {
    return Optional.empty();
  }

  @Override
  public Optional<Field> visitExists(Predicate.Exists exists) {
    return Optional.of(exists.field());
  }

  @Override
  public Optional<Field> visitStringIn(Predicate.StringIn in) {
    return Optional.of(in.field());
  }

  @Override
  public Optional<Field> visitWildcardMatch(Predicate.WildcardMatch match) {
    return Optional.of(match.field());
  }

  @Override
  public Optional<Field> visitRegexMatch(Predicate.RegexMatch match) {
    return Optional.of(match.field());
  }

  @Override
  public Optional<Field> visitStringInRange(Predicate.StringInRange in) {
    return Optional.of(in.field());
  }

  @Override
  public Optional<Field> visitNumberIn(Predicate.NumberIn in) {
    return Optional.of(in.field());
  }

  @Override
  public Optional<Field> visitNumberInRange(Predicate.NumberInRange in) {
    return Optional.of(in.field());
  }

  @Override
  public Optional<Field> visitBooleanIs(Predicate.BooleanIs is) {
    return Optional.of(is.field());
  }

  @Override
  public Optional<Field> visitIpIn(Predicate.IpIn in) {
    return Optional.of(in.field());
  }

  @Override
  public Optional<Field> visitIpInRange(Predicate.IpInRange in) {
    return Optional.of(in.field());
  }

  @Override
  public Optional<Field> visitDateInRange(Predicate.DateInRange in) {
    return Optional.of(in.field());
  }

  @Override
  public Optional<Field> visitTokenIn(Predicate.TokenIn in) {
    return Optional.of(in.field());
  }

  @Override
  public Optional<Field> visitTokenPhrase(Predicate.TokenPhrase phrase) {
    return Optional.of(phrase.field());
  }

  @Override
  public Optional<Field> visitTokenMatch(Predicate.TokenMatch match) {
    return Optional.of(match.field());
  }

  @Override
  public Optional<Field> visitNestedAny(Predicate.NestedAny any) {
    return Optional.of(any.field());
  }

  @Override
  public Optional<Field> visitComputed(Predicate.Computed computed) {
    return Optional.empty();
  }

  @Override
  public Optional<Field> visitAnyRow(Predicate.AnyRow any) {
    return Optional.empty();
  }
}
