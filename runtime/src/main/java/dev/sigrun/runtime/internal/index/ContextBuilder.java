package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.IndexField;
import dev.sigrun.runtime.internal.index.value.IntList;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Builds contexts: decides the tests on selectors for each rule, and files the remaining
 * conditions.
 */
final class ContextBuilder {
  private final IndexField[] fields;
  private final int[] selectors;
  private final Skeleton[] rules;
  private final RulesBySelector bySelector;
  private final Experience experience;

  ContextBuilder(IndexField[] fields, int[] selectors, Skeleton[] rules, Experience experience) {
    this.fields = fields;
    this.selectors = selectors;
    this.rules = rules;
    this.experience = experience;
    this.bySelector = new RulesBySelector(fields, rules);
  }

  /** The context of events whose selectors have the values of the key. */
  Context build(int[] key) {
    return build(key, SelectorKey.classes(key, selectors, fields.length));
  }

  /** The context of any event. */
  Context buildGeneric() {
    return build(new int[0], new int[fields.length][]);
  }

  private Context build(int[] key, int[] @Nullable [] classes) {
    KnownSelectors known = new KnownSelectors(fields, classes);
    BitSet possible = bySelector.rules(selectors, classes);
    IntList numbers = new IntList();
    Skeleton[] rests = new Skeleton[possible.cardinality()];
    Filing filing = new Filing(fields, experience);
    for (int rule = possible.nextSetBit(0); rule >= 0; rule = possible.nextSetBit(rule + 1)) {
      Skeleton rest = rules[rule].given(known::answer);
      if (rest != Skeleton.FALSE) {
        rest.file(filing, numbers.size());
        rests[numbers.size()] = rest;
        numbers.add(rule);
      }
    }
    return new Context(
        key,
        numbers.toArray(),
        Arrays.copyOf(rests, numbers.size()),
        filing.always(),
        filing.texts(),
        filing.plans());
  }
}
