package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.EventValues;
import dev.sigrun.runtime.internal.index.value.IndexField;
import dev.sigrun.runtime.internal.scan.KeyTrie;
import dev.sigrun.runtime.internal.scan.ScannedEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The index of a compiled set: finds the rules that an event could satisfy. Made by the compiler,
 * safe to share between threads; each thread searches with an {@link IndexSearch} of its own.
 */
public final class RuleIndex {
  private final IndexField[] fields;
  private final int[] selectors;
  private final int leafCount;
  private final Skeleton[] rules;

  /** The rules that match if, and only if, their conditions hold; not changed any more. */
  private final BitSet exact;

  private final Experience experience;
  private final ContextCache contexts;

  RuleIndex(
      IndexField[] fields, int leafCount, Skeleton[] rules, BitSet exact, Experience experience) {
    this.fields = fields;
    this.leafCount = leafCount;
    this.rules = rules;
    this.exact = exact;
    this.selectors = IntStream.range(0, fields.length).filter(i -> fields[i].selector()).toArray();
    this.experience = experience;
    this.contexts = new ContextCache(new ContextBuilder(fields, selectors, rules, experience));
  }

  /**
   * Reads an index in its {@linkplain IndexFormat format}.
   *
   * @throws IOException if the stream cannot be read
   * @throws IllegalArgumentException if a compiler of another version wrote it
   */
  public static RuleIndex read(InputStream stream) throws IOException {
    return of(stream.readAllBytes());
  }

  /**
   * Reads an index in its {@linkplain IndexFormat format}.
   *
   * @throws IllegalArgumentException if a compiler of another version wrote it
   */
  public static RuleIndex of(byte[] bytes) {
    return new IndexReader(bytes).read();
  }

  /** The number of rules in the index. */
  public int ruleCount() {
    return rules.length;
  }

  /**
   * The requirements that the index places on an event before it considers the rule a candidate.
   */
  public RuleFiling explain(int rule) {
    List<RuleFiling.Requirement> requirements = new ArrayList<>();
    for (Skeleton part : rules[rule].conjuncts()) {
      if (part.given(this::assumeKind) == Skeleton.TRUE) {
        requirements.add(requirement(part, RuleFiling.Use.KIND));
      }
    }
    Skeleton rest = rules[rule].given(this::assumeKind);
    Skeleton rarest = rest.rarestPart(experience);
    for (Skeleton part : rest.conjuncts()) {
      boolean looksUp = part == rarest && part.likelihood(experience) < 1;
      requirements.add(requirement(part, looksUp ? RuleFiling.Use.LOOKUP : RuleFiling.Use.CHECK));
    }
    return new RuleFiling(requirements);
  }

  /**
   * The fields that the rule needs and no event has, so that it cannot match; none if it might.
   *
   * @param seen whether some event has a value of the field
   */
  public Set<String> lacking(int rule, Predicate<String> seen) {
    return rules[rule].lacking(fields, seen);
  }

  /** Assumes that the tests on fields that define the kind of an event hold. */
  private int assumeKind(Leaf leaf) {
    return fields[leaf.field()].selector() ? Leaf.EITHER : KnownSelectors.NOTHING;
  }

  private RuleFiling.Requirement requirement(Skeleton part, RuleFiling.Use use) {
    return new RuleFiling.Requirement(part.describe(fields), part.likelihood(experience), use);
  }

  /** The fields of which the rules need values. */
  public KeyTrie keys() {
    KeyTrie.Builder keys = KeyTrie.builder();
    for (IndexField field : fields) {
      field.names().forEach(keys::path);
    }
    return keys.build();
  }

  /**
   * A search for one thread.
   *
   * @param keys what events are scanned for: at least all fields of the rules
   * @param event receives the scanned values
   */
  public IndexSearch newSearch(KeyTrie keys, ScannedEvent event) {
    int[][] paths =
        Arrays.stream(fields).map(field -> paths(keys, field.names())).toArray(int[][]::new);
    EventValues values = new EventValues(event, fields, paths);
    LeafMemo memo = new LeafMemo(values, leafCount);
    return new IndexSearch(
        values,
        memo,
        new SelectorKey(selectors),
        new ContextMemo(
            event, Arrays.stream(selectors).flatMap(i -> Arrays.stream(paths[i])).toArray()),
        contexts,
        experience,
        new Candidates(memo, rules.length, exact));
  }

  /**
   * Tests of the whole event belong to a field without a name, whose values are never requested.
   */
  private static int[] paths(KeyTrie keys, List<String> names) {
    return names.stream().filter(name -> !name.isEmpty()).mapToInt(n -> path(keys, n)).toArray();
  }

  private static int path(KeyTrie keys, String name) {
    OptionalInt path = keys.path(name);
    if (path.isEmpty()) {
      throw new IllegalArgumentException("Events are not scanned for " + name + ".");
    }
    return path.getAsInt();
  }
}
