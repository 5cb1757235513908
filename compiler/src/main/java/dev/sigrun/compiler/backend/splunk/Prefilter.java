package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.backend.splunk.spl.SearchTerm;
import dev.sigrun.compiler.backend.splunk.spl.SplText;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds terms of {@code search} that hold for every event that a predicate selects, and possibly
 * for others: these are sent to the index. Says nothing where it would not help. If a value cannot
 * be searched for completely, a part of it is: Splunk's manual warns of {@code *} inside of values,
 * which are in the index word by word, so there is one at their ends only.
 */
final class Prefilter implements Predicate.Visitor<Optional<SearchTerm>> {
  /** Longer lists cost more to read than they save. */
  private static final int MOST_VALUES = 20;

  private final SplunkFields fields;

  Prefilter(SplunkFields fields) {
    this.fields = fields;
  }

  /** The terms that hold for every event that satisfies one of {@code predicates}. */
  Optional<SearchTerm> any(List<Predicate> predicates) {
    List<SearchTerm> terms = new ArrayList<>();
    for (Predicate predicate : predicates) {
      Optional<SearchTerm> term = predicate.accept(this);
      if (term.isEmpty()) {
        return Optional.empty();
      }
      terms.add(term.get());
    }
    return terms.isEmpty() ? Optional.empty() : Optional.of(SearchTerm.any(terms));
  }

  private String name(Field field) {
    return fields.nameOf(field.name());
  }

  private Optional<SearchTerm> exists(Field field) {
    boolean asked = !field.pattern() && field.type().isSingle();
    return asked && !SplText.isModifier(name(field))
        ? Optional.of(new SearchTerm.Exists(name(field)))
        : Optional.empty();
  }

  private Optional<SearchTerm> equal(Field field, List<String> values) {
    // The search compares case-insensitively.
    TreeSet<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    List<String> distinct = values.stream().filter(known::add).toList();
    boolean helps =
        !field.pattern()
            && distinct.size() <= MOST_VALUES
            && !distinct.contains("*")
            && !distinct.contains("")
            && !SplText.isModifier(name(field));
    return helps ? Optional.of(new SearchTerm.Equals(name(field), distinct)) : exists(field);
  }

  @Override
  public Optional<SearchTerm> visitConstant(Predicate.Constant constant) {
    return Optional.empty();
  }

  @Override
  public Optional<SearchTerm> visitAnd(Predicate.And and) {
    List<SearchTerm> terms =
        and.terms().stream().flatMap(term -> term.accept(this).stream()).toList();
    return terms.isEmpty() ? Optional.empty() : Optional.of(SearchTerm.all(terms));
  }

  @Override
  public Optional<SearchTerm> visitOr(Predicate.Or or) {
    return any(or.terms());
  }

  @Override
  public Optional<SearchTerm> visitNot(Predicate.Not not) {
    return not.operand() instanceof Predicate.Exists exists
        ? exists(exists.field()).map(SearchTerm.Not::new)
        : Optional.empty();
  }

  @Override
  public Optional<SearchTerm> visitExists(Predicate.Exists exists) {
    return exists(exists.field());
  }

  @Override
  public Optional<SearchTerm> visitStringIn(Predicate.StringIn in) {
    return equal(in.field(), in.values().stream().map(Prefilter::searchable).toList());
  }

  @Override
  public Optional<SearchTerm> visitWildcardMatch(Predicate.WildcardMatch match) {
    return equal(match.field(), match.patterns().stream().map(Prefilter::searchable).toList());
  }

  private static String searchable(Wildcard pattern) {
    StringBuilder value = new StringBuilder();
    for (Wildcard.Segment segment : pattern.segments()) {
      value.append(
          segment instanceof Wildcard.Literal literal ? withoutForeign(literal.text()) : "*");
    }
    return longestPart(value.toString());
  }

  private static String searchable(String text) {
    return longestPart(withoutForeign(text));
  }

  /** The text with {@code *} in place of characters that {@code search} cannot find. */
  private static String withoutForeign(String text) {
    StringBuilder value = new StringBuilder();
    text.codePoints().map(c -> SplText.isSearchable(c) ? c : '*').forEach(value::appendCodePoint);
    return value.toString();
  }

  /** The longest part without a wildcard, with wildcards where it does not reach the ends. */
  private static String longestPart(String value) {
    List<String> parts = List.of(value.split("\\*", -1));
    int longest = 0;
    for (int i = 1; i < parts.size(); i++) {
      longest = parts.get(i).length() > parts.get(longest).length() ? i : longest;
    }
    String part = parts.get(longest);
    return part.isEmpty() && parts.size() > 1
        ? "*"
        : (longest == 0 ? "" : "*") + part + (longest == parts.size() - 1 ? "" : "*");
  }

  @Override
  public Optional<SearchTerm> visitRegexMatch(Predicate.RegexMatch match) {
    return exists(match.field());
  }

  @Override
  public Optional<SearchTerm> visitStringInRange(Predicate.StringInRange in) {
    return exists(in.field());
  }

  /** The same number can be written in several ways. */
  @Override
  public Optional<SearchTerm> visitNumberIn(Predicate.NumberIn in) {
    return exists(in.field());
  }

  @Override
  public Optional<SearchTerm> visitNumberInRange(Predicate.NumberInRange in) {
    return exists(in.field());
  }

  /** The empty text is false, too. */
  @Override
  public Optional<SearchTerm> visitBooleanIs(Predicate.BooleanIs is) {
    return is.value() ? equal(is.field(), List.of("true")) : Optional.empty();
  }

  @Override
  public Optional<SearchTerm> visitIpIn(Predicate.IpIn in) {
    return exists(in.field());
  }

  @Override
  public Optional<SearchTerm> visitIpInRange(Predicate.IpInRange in) {
    return exists(in.field());
  }

  @Override
  public Optional<SearchTerm> visitDateInRange(Predicate.DateInRange in) {
    return exists(in.field());
  }

  @Override
  public Optional<SearchTerm> visitTokenIn(Predicate.TokenIn in) {
    return equal(in.field(), in.tokens().stream().map(Prefilter::inside).toList());
  }

  @Override
  public Optional<SearchTerm> visitTokenPhrase(Predicate.TokenPhrase phrase) {
    return equal(phrase.field(), List.of(inside(String.join("*", phrase.tokens()))));
  }

  @Override
  public Optional<SearchTerm> visitTokenMatch(Predicate.TokenMatch match) {
    return equal(
        match.field(),
        match.patterns().stream().map(p -> longestPart("*" + searchable(p) + "*")).toList());
  }

  /** The search term for a value that contains the word. */
  private static String inside(String word) {
    return longestPart("*" + withoutForeign(word) + "*");
  }

  @Override
  public Optional<SearchTerm> visitNestedAny(Predicate.NestedAny any) {
    return Optional.empty();
  }

  /** Only a condition that is never true without its fields requires them. */
  @Override
  public Optional<SearchTerm> visitComputed(Predicate.Computed computed) {
    if (!MissingValues.needsAllFields(computed.condition())) {
      return Optional.empty();
    }
    List<SearchTerm> terms =
        FieldNames.of(computed.condition()).stream()
            .flatMap(field -> exists(field).stream())
            .toList();
    return terms.isEmpty() ? Optional.empty() : Optional.of(SearchTerm.all(terms));
  }

  @Override
  public Optional<SearchTerm> visitAnyRow(Predicate.AnyRow any) {
    return Optional.empty();
  }
}
