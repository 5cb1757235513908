package dev.sigrun.compiler.mapping;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Renames the fields of a predicate. A field with several counterparts becomes a disjunction: a
 * value in any of them is a value of the field. A dropped test becomes the constant that never
 * narrows what the whole selects.
 */
final class PredicateMapper implements Predicate.Visitor<Predicate> {
  static final DiagnosticKind NO_COUNTERPART =
      DiagnosticKind.unsupported("MAP100", "The field '%s' has no exact counterpart. %s");
  private static final DiagnosticKind DROPPED =
      DiagnosticKind.warning("MAP101", "The test on '%s' is omitted. %s");
  private static final DiagnosticKind APPROXIMATE =
      DiagnosticKind.warning("MAP105", "The field '%s' is taken from '%s', which differs. %s");
  private static final DiagnosticKind WITHIN =
      DiagnosticKind.warning("MAP106", "The values of '%s' are searched for within '%s'. %s");
  private static final DiagnosticKind NOT_RENAMED =
      DiagnosticKind.unsupported("MAP102", "The field '%s' is used where it cannot be renamed.");

  private final Function<String, MappedName> names;
  private final Reasons reasons;
  private final boolean underNegation;

  PredicateMapper(Function<String, MappedName> names, Reasons reasons) {
    this(names, reasons, false);
  }

  private PredicateMapper(
      Function<String, MappedName> names, Reasons reasons, boolean underNegation) {
    this.names = names;
    this.reasons = reasons;
    this.underNegation = underNegation;
  }

  /** {@code leaf} over the fields that {@code field} becomes. */
  private Predicate leaf(Predicate leaf, Field field, Function<Field, Predicate> renamed) {
    if (field.pattern()) {
      reasons.refuse(NOT_RENAMED, leaf.origin(), field.name());
      return leaf;
    }
    MappedName mapped = names.apply(field.name());
    if (mapped instanceof MappedName.Names to) {
      return Predicate.or(
          leaf.origin(),
          to.names().stream().map(name -> renamed.apply(field.renamed(name))).toList());
    }
    if (mapped instanceof MappedName.Approximate near) {
      tell(near, field, leaf.origin(), reasons);
      return renamed.apply(field.renamed(near.name()));
    }
    if (mapped instanceof MappedName.Within whole) {
      return within(leaf, field, whole);
    }
    return missing(leaf.origin(), field.name(), mapped);
  }

  /** Reports that {@code near} stands for {@code field}. */
  static void tell(MappedName.Approximate near, Field field, Origin origin, Reasons reasons) {
    reasons.approximate(
        Fidelity.MAY_DIFFER, APPROXIMATE, origin, field.name(), near.name(), near.note());
  }

  /** A test of one value becomes a search in a text of several. */
  private Predicate within(Predicate leaf, Field field, MappedName.Within whole) {
    Field text = field.renamed(whole.name());
    Optional<Predicate> search = Optional.empty();
    if (leaf instanceof Predicate.StringIn in) {
      List<Wildcard> around =
          in.values().stream().map(value -> around(Wildcard.ofLiteral(value))).toList();
      search =
          Optional.of(new Predicate.WildcardMatch(in.origin(), text, around, in.sensitivity()));
    } else if (leaf instanceof Predicate.WildcardMatch match) {
      List<Wildcard> around = match.patterns().stream().map(PredicateMapper::around).toList();
      search =
          Optional.of(
              new Predicate.WildcardMatch(match.origin(), text, around, match.sensitivity()));
    } else if (leaf instanceof Predicate.Exists exists) {
      search = Optional.of(new Predicate.Exists(exists.origin(), text));
    }
    if (search.isEmpty()) {
      reasons.refuse(NO_COUNTERPART, leaf.origin(), field.name(), whole.note());
      return leaf;
    }
    reasons.approximate(
        Fidelity.MAY_DIFFER, WITHIN, leaf.origin(), field.name(), whole.name(), whole.note());
    return search.get();
  }

  /** The pattern of texts that contain a part of this pattern. */
  private static Wildcard around(Wildcard pattern) {
    List<Wildcard.Segment> segments = new ArrayList<>();
    segments.add(new Wildcard.AnyRun());
    segments.addAll(pattern.segments());
    segments.add(new Wildcard.AnyRun());
    return Wildcard.of(segments);
  }

  private Predicate missing(Origin origin, String field, MappedName mapped) {
    if (mapped instanceof MappedName.Dropped dropped) {
      reasons.approximate(
          underNegation ? Fidelity.MAY_MATCH_LESS : Fidelity.MAY_MATCH_MORE,
          DROPPED,
          origin,
          field,
          dropped.note());
    } else if (mapped instanceof MappedName.Refused refused) {
      reasons.refuse(NO_COUNTERPART, origin, field, refused.note());
    } else {
      reasons.refuse(NOT_RENAMED, origin, field);
    }
    return new Predicate.Constant(origin, !underNegation);
  }

  @Override
  public Predicate visitConstant(Predicate.Constant constant) {
    return constant;
  }

  @Override
  public Predicate visitAnd(Predicate.And and) {
    return and.mapChildren(term -> term.accept(this));
  }

  @Override
  public Predicate visitOr(Predicate.Or or) {
    return or.mapChildren(term -> term.accept(this));
  }

  @Override
  public Predicate visitNot(Predicate.Not not) {
    PredicateMapper inside = new PredicateMapper(names, reasons.negated(), !underNegation);
    return not.mapChildren(operand -> operand.accept(inside));
  }

  @Override
  public Predicate visitExists(Predicate.Exists exists) {
    return leaf(exists, exists.field(), f -> new Predicate.Exists(exists.origin(), f));
  }

  @Override
  public Predicate visitStringIn(Predicate.StringIn in) {
    return leaf(
        in, in.field(), f -> new Predicate.StringIn(in.origin(), f, in.values(), in.sensitivity()));
  }

  @Override
  public Predicate visitWildcardMatch(Predicate.WildcardMatch match) {
    return leaf(
        match,
        match.field(),
        f -> new Predicate.WildcardMatch(match.origin(), f, match.patterns(), match.sensitivity()));
  }

  @Override
  public Predicate visitRegexMatch(Predicate.RegexMatch match) {
    return leaf(
        match, match.field(), f -> new Predicate.RegexMatch(match.origin(), f, match.regex()));
  }

  @Override
  public Predicate visitStringInRange(Predicate.StringInRange in) {
    return leaf(in, in.field(), f -> new Predicate.StringInRange(in.origin(), f, in.range()));
  }

  @Override
  public Predicate visitNumberIn(Predicate.NumberIn in) {
    return leaf(in, in.field(), f -> new Predicate.NumberIn(in.origin(), f, in.values()));
  }

  @Override
  public Predicate visitNumberInRange(Predicate.NumberInRange in) {
    return leaf(in, in.field(), f -> new Predicate.NumberInRange(in.origin(), f, in.range()));
  }

  @Override
  public Predicate visitBooleanIs(Predicate.BooleanIs is) {
    return leaf(is, is.field(), f -> new Predicate.BooleanIs(is.origin(), f, is.value()));
  }

  @Override
  public Predicate visitIpIn(Predicate.IpIn in) {
    return leaf(in, in.field(), f -> new Predicate.IpIn(in.origin(), f, in.blocks()));
  }

  @Override
  public Predicate visitIpInRange(Predicate.IpInRange in) {
    return leaf(in, in.field(), f -> new Predicate.IpInRange(in.origin(), f, in.range()));
  }

  @Override
  public Predicate visitDateInRange(Predicate.DateInRange in) {
    return leaf(in, in.field(), f -> new Predicate.DateInRange(in.origin(), f, in.range()));
  }

  @Override
  public Predicate visitTokenIn(Predicate.TokenIn in) {
    return leaf(in, in.field(), f -> new Predicate.TokenIn(in.origin(), f, in.tokens()));
  }

  @Override
  public Predicate visitTokenPhrase(Predicate.TokenPhrase phrase) {
    return leaf(
        phrase,
        phrase.field(),
        f -> new Predicate.TokenPhrase(phrase.origin(), f, phrase.tokens()));
  }

  @Override
  public Predicate visitTokenMatch(Predicate.TokenMatch match) {
    return leaf(
        match, match.field(), f -> new Predicate.TokenMatch(match.origin(), f, match.patterns()));
  }

  /** A nested group keeps its inner names: only the whole of it can have another name. */
  @Override
  public Predicate visitNestedAny(Predicate.NestedAny any) {
    MappedName mapped = names.apply(any.field().name());
    if (mapped instanceof MappedName.Names to && to.names().size() == 1) {
      Field field = any.field().renamed(to.names().get(0));
      return new Predicate.NestedAny(any.origin(), field, any.element());
    }
    return mapped instanceof MappedName.Names
        ? refused(any)
        : missing(any.origin(), any.field().name(), mapped);
  }

  private Predicate refused(Predicate.NestedAny any) {
    reasons.refuse(NOT_RENAMED, any.origin(), any.field().name());
    return any;
  }

  @Override
  public Predicate visitComputed(Predicate.Computed computed) {
    ExpressionMapper expressions =
        new ExpressionMapper(
            field -> {
              MappedName mapped = names.apply(field.name());
              if (mapped instanceof MappedName.Names to && to.names().size() == 1) {
                return field.renamed(to.names().get(0));
              }
              if (mapped instanceof MappedName.Approximate near) {
                tell(near, field, computed.origin(), reasons);
                return field.renamed(near.name());
              }
              if (mapped instanceof MappedName.Refused refused) {
                reasons.refuse(NO_COUNTERPART, computed.origin(), field.name(), refused.note());
              } else {
                reasons.refuse(NOT_RENAMED, computed.origin(), field.name());
              }
              return field;
            });
    return new Predicate.Computed(computed.origin(), computed.condition().accept(expressions));
  }

  /** Rows name fields all over their steps. */
  @Override
  public Predicate visitAnyRow(Predicate.AnyRow any) {
    for (Field field : any.rows().usedFields()) {
      MappedName mapped = names.apply(field.name());
      boolean same =
          mapped instanceof MappedName.Names to && to.names().equals(List.of(field.name()));
      if (!same) {
        reasons.refuse(NOT_RENAMED, any.origin(), field.name());
      }
    }
    return any.mapChildren(test -> test.accept(this));
  }
}
