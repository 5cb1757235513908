package dev.sigrun.compiler.index;

import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.ir.value.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The condition that must hold for a rule to match, as far as an index can decide it: tests, plain
 * or negated, under conjunctions and disjunctions.
 */
sealed interface Condition {
  /** The tests that it is made of, from left to right. */
  Stream<Test> tests();

  /** A visitor with a method for each kind of condition. */
  <R> R accept(Visitor<R> visitor);

  /** Whether it requires nothing of an event: most events satisfy it. */
  boolean onlyExcludes();

  /** The condition that holds where this does not. */
  Condition negated();

  /** Holds always. */
  Condition TRUE = new All(List.of());

  /** Holds never. */
  Condition FALSE = new Any(List.of());

  /** Holds when all parts do; not made of one part, nor of others that are such. */
  record All(List<Condition> parts) implements Condition {
    @Override
    public Condition negated() {
      return new Any(parts.stream().map(Condition::negated).toList());
    }

    @Override
    public boolean onlyExcludes() {
      return parts.stream().allMatch(Condition::onlyExcludes);
    }

    @Override
    public Stream<Test> tests() {
      return parts.stream().flatMap(Condition::tests);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAll(this);
    }
  }

  /** Holds when one part does; likewise. */
  record Any(List<Condition> parts) implements Condition {
    @Override
    public Condition negated() {
      return new All(parts.stream().map(Condition::negated).toList());
    }

    @Override
    public boolean onlyExcludes() {
      return parts.stream().anyMatch(Condition::onlyExcludes);
    }

    @Override
    public Stream<Test> tests() {
      return parts.stream().flatMap(Condition::tests);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAny(this);
    }
  }

  /** Holds when the test is true, or when it is not. */
  record Test(Leaf leaf, boolean isNegated) implements Condition {
    @Override
    public Condition negated() {
      return new Test(leaf, !isNegated);
    }

    @Override
    public boolean onlyExcludes() {
      return isNegated;
    }

    @Override
    public Stream<Test> tests() {
      return Stream.of(this);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitTest(this);
    }
  }

  /** A test of one field. */
  sealed interface Leaf {
    /** The dotted paths whose values the field has. */
    List<String> paths();

    /** The constants to which it compares the field. */
    default List<Constant> constants() {
      return List.of();
    }

    /** A visitor with a method for each kind of test. */
    <R> R accept(LeafVisitor<R> visitor);
  }

  /** Some value is one of the constants; these are in order. */
  record Values(List<String> paths, List<Constant> constants) implements Leaf {
    @Override
    public <R> R accept(LeafVisitor<R> visitor) {
      return visitor.visitValues(this);
    }
  }

  /**
   * A value that rules use.
   *
   * @param folded its case-folded form
   * @param spelling its one spelling; empty if any will do
   */
  record Constant(String folded, Optional<String> spelling) implements Comparable<Constant> {
    @Override
    public int compareTo(Constant other) {
      int byFolded = folded.compareTo(other.folded);
      return byFolded != 0 ? byFolded : spelling.orElse("").compareTo(other.spelling.orElse(""));
    }
  }

  /** The field has a value. */
  record Exists(List<String> paths) implements Leaf {
    @Override
    public <R> R accept(LeafVisitor<R> visitor) {
      return visitor.visitExists(this);
    }
  }

  /** A test on a value of the field that an index cannot evaluate. */
  record Maybe(List<String> paths) implements Leaf {
    @Override
    public <R> R accept(LeafVisitor<R> visitor) {
      return visitor.visitMaybe(this);
    }
  }

  /**
   * Some value matches one of the patterns.
   *
   * @param patterns in the form that {@code Wildcard.parseEscaped} reads, in order
   * @param kind how the patterns are meant
   */
  record Patterns(List<String> paths, List<String> patterns, PatternKind kind) implements Leaf {
    @Override
    public <R> R accept(LeafVisitor<R> visitor) {
      return visitor.visitPatterns(this);
    }
  }

  /** Some value matches the regular expression. */
  record Matching(List<String> paths, Regex regex) implements Leaf {
    @Override
    public <R> R accept(LeafVisitor<R> visitor) {
      return visitor.visitMatching(this);
    }
  }

  /**
   * Some value is a number in one of the intervals.
   *
   * @param ends lower and upper ends by turns, both included
   * @param least integers from this one on are what they are written like
   * @param greatest likewise, up to this one
   */
  record Numbers(List<String> paths, List<Long> ends, long least, long greatest) implements Leaf {
    /** The numbers that are intervals of their own, as they are usually written. */
    @Override
    public List<Constant> constants() {
      List<Constant> constants = new ArrayList<>();
      for (int i = 0; i < ends.size(); i += 2) {
        if (ends.get(i).equals(ends.get(i + 1))) {
          constants.add(new Constant(Long.toString(ends.get(i)), Optional.empty()));
        }
      }
      return constants;
    }

    @Override
    public <R> R accept(LeafVisitor<R> visitor) {
      return visitor.visitNumbers(this);
    }
  }

  /** Some value is an address in one of the blocks. */
  record Addresses(List<String> paths, List<IpBlock> blocks) implements Leaf {
    @Override
    public <R> R accept(LeafVisitor<R> visitor) {
      return visitor.visitAddresses(this);
    }
  }

  /** Some value of the event, of whichever field, holds one of the texts; only necessary. */
  record Anywhere(List<String> texts) implements Leaf {
    /** It has none of its own. */
    @Override
    public List<String> paths() {
      return List.of("");
    }

    @Override
    public <R> R accept(LeafVisitor<R> visitor) {
      return visitor.visitAnywhere(this);
    }
  }

  /** The meaning of a pattern. */
  enum PatternKind {
    /** Letters match exactly. */
    SENSITIVE,
    /** Letters match in any case. */
    INSENSITIVE,
    /** The same, but a match is only necessary for the actual test. */
    NECESSARY
  }

  /** One method for each kind of condition. */
  interface Visitor<R> {
    R visitAll(All all);

    R visitAny(Any any);

    R visitTest(Test test);
  }

  /** One method for each kind of test. */
  interface LeafVisitor<R> {
    R visitValues(Values values);

    R visitExists(Exists exists);

    R visitMaybe(Maybe maybe);

    R visitPatterns(Patterns patterns);

    R visitMatching(Matching matching);

    R visitNumbers(Numbers numbers);

    R visitAddresses(Addresses addresses);

    R visitAnywhere(Anywhere anywhere);
  }

  /** The conjunction in its simplest form. */
  static Condition all(List<Condition> parts) {
    List<Condition> flat = new ArrayList<>();
    for (Condition part : parts) {
      if (part.equals(FALSE)) {
        return FALSE;
      }
      if (part instanceof All all) {
        flat.addAll(all.parts());
      } else {
        flat.add(part);
      }
    }
    return flat.size() == 1 ? flat.get(0) : new All(List.copyOf(flat));
  }

  /** The disjunction in its simplest form. */
  static Condition any(List<Condition> parts) {
    List<Condition> flat = new ArrayList<>();
    for (Condition part : parts) {
      if (part.equals(TRUE)) {
        return TRUE;
      }
      if (part instanceof Any any) {
        flat.addAll(any.parts());
      } else {
        flat.add(part);
      }
    }
    return flat.size() == 1 ? flat.get(0) : new Any(List.copyOf(flat));
  }
}
