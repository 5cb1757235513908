package dev.sigrun.compiler.explain;

import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.ir.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Explains why a predicate is true or false for an event: every part of it with its own truth value
 * and the values that it saw.
 *
 * @param parts the predicate itself first, each part before the parts that it holds
 */
public record ConditionTree(List<Part> parts) {
  /** Copies the list. */
  public ConditionTree {
    parts = List.copyOf(parts);
  }

  /**
   * A part of the predicate.
   *
   * @param depth how many parts hold it
   * @param predicate its text
   * @param truth whether the event satisfies it
   * @param values what the fields that it reads have, one after the other: {@code process.name =
   *     "sh"} or {@code process.name is missing}; none for {@code and}, {@code or} and {@code not}
   * @param onlyCase whether it is false, but would be true if upper and lower case were the same
   */
  public record Part(
      int depth, Predicate predicate, boolean truth, List<String> values, boolean onlyCase) {
    /** Copies the list. */
    public Part {
      values = List.copyOf(values);
    }

    static Part of(
        int depth, Predicate predicate, boolean truth, boolean onlyCase, EventTree event) {
      List<String> values =
          isLogical(predicate)
              ? List.of()
              : RecordTree.fields((Record) predicate).stream().map(event::describe).toList();
      return new Part(depth, predicate, truth, values, onlyCase);
    }

    private Part negated() {
      return new Part(
          depth, new Predicate.Not(predicate.origin(), predicate), !truth, values, false);
    }

    /** The clause on one line, with the values that it saw. */
    public String text() {
      if (isLogical(predicate)) {
        return predicate instanceof Predicate.And
            ? "and"
            : predicate instanceof Predicate.Or ? "or" : "not";
      }
      StringBuilder text = new StringBuilder(VisibleText.of(predicate.toString()));
      values.forEach(value -> text.append("   <- ").append(VisibleText.of(value)));
      return text.toString();
    }
  }

  /** Whether the event satisfies the predicate. */
  public boolean truth() {
    return parts.get(0).truth();
  }

  /** The tree, a line for each part. */
  public String print() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part.truth() ? "true   " : "false  ")
          .append("  ".repeat(part.depth()))
          .append(part.text())
          .append('\n');
    }
    return text.toString();
  }

  /**
   * The parts without parts of their own that make the predicate what it is: of a false {@code
   * and}, the false terms, of a true {@code or}, the true ones, and so on. Parts under a {@code
   * not} keep it, so that each of them is true if the predicate is, and false if it is not.
   */
  public List<Part> decisive() {
    List<Part> decisive = new ArrayList<>();
    collectDecisive(0, false, decisive);
    return List.copyOf(decisive);
  }

  /**
   * The positions of the fewest parts without parts of their own whose truth values would have to
   * change to make the predicate true; none if it is. Of several choices the first one written.
   */
  public List<Integer> nearestMiss() {
    return NearestMiss.of(
            parts.stream().map(Part::predicate).toList(),
            parts.stream().mapToInt(Part::depth).toArray())
        .of(index -> parts.get(index).truth());
  }

  /** The positions of the parts directly below the one at {@code index}. */
  List<Integer> children(int index) {
    int depth = parts.get(index).depth();
    return IntStream.range(index + 1, end(index))
        .filter(i -> parts.get(i).depth() == depth + 1)
        .boxed()
        .toList();
  }

  /** The position after the last part that the one at {@code index} holds. */
  int end(int index) {
    int end = index + 1;
    while (end < parts.size() && parts.get(end).depth() > parts.get(index).depth()) {
      end++;
    }
    return end;
  }

  private void collectDecisive(int index, boolean negated, List<Part> decisive) {
    Part part = parts.get(index);
    if (!isLogical(part.predicate())) {
      decisive.add(negated ? part.negated() : part);
      return;
    }
    boolean not = part.predicate() instanceof Predicate.Not;
    for (int child : children(index)) {
      if (not || parts.get(child).truth() == part.truth()) {
        collectDecisive(child, negated != not, decisive);
      }
    }
  }

  /** Parts of a nested group are about its elements and have no truth value for the event. */
  static boolean isLogical(Predicate predicate) {
    return predicate instanceof Predicate.And
        || predicate instanceof Predicate.Or
        || predicate instanceof Predicate.Not;
  }
}
