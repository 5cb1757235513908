package dev.sigrun.compiler.format.elastic;

import dev.sigrun.compiler.rule.RuleType;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which types of rules must have a key and which may.
 *
 * @param required types that must have it
 * @param optional further types that may have it
 */
record Need(Set<RuleType> required, Set<RuleType> optional) {
  static final Need REQUIRED = requiredBy(EnumSet.allOf(RuleType.class));
  static final Need OPTIONAL = optionalFor(EnumSet.allOf(RuleType.class));

  static Need requiredBy(Set<RuleType> types) {
    return new Need(types, Set.of());
  }

  static Need requiredBy(RuleType type) {
    return requiredBy(EnumSet.of(type));
  }

  static Need optionalFor(Set<RuleType> types) {
    return new Need(Set.of(), types);
  }

  static Need optionalFor(RuleType first, RuleType... others) {
    return optionalFor(EnumSet.of(first, others));
  }

  /** This need, and {@code types} may have the key as well. */
  Need orOptionalFor(RuleType first, RuleType... others) {
    return new Need(required, EnumSet.of(first, others));
  }

  boolean requires(RuleType type) {
    return required.contains(type);
  }

  boolean allows(RuleType type) {
    return required.contains(type) || optional.contains(type);
  }

  /** The types that may have the key, for messages: {@code "eql and query"}. */
  String types() {
    EnumSet<RuleType> all = EnumSet.copyOf(required.isEmpty() ? optional : required);
    all.addAll(optional);
    String list = all.stream().map(RuleType::spelling).collect(Collectors.joining(", "));
    int last = list.lastIndexOf(", ");
    return last < 0 ? list : list.substring(0, last) + " and " + list.substring(last + 2);
  }
}
