package dev.sigrun.compiler.explain;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A condition as its author wrote it: the lines of the rule file, and what an event makes of each
 * clause in them.
 *
 * <p>A clause is the smallest part of a condition that has a place of its own in the file. Several
 * tests that one place stands for are one clause, and a {@code not} belongs to the clause after it.
 *
 * @param lines in the order of the file, with the lines between them that hold no clause; if the
 *     condition is written in several files, one after the other
 */
public record ConditionLines(List<Line> lines) {
  /** More lines without a clause than this are left out. */
  private static final int MOST_BETWEEN = 4;

  /** Copies the list. */
  public ConditionLines {
    lines = List.copyOf(lines);
  }

  /**
   * A line of a rule file.
   *
   * @param file the file as messages call it
   * @param number from 1
   * @param clauses the clauses that end on it, from left to right
   */
  public record Line(String file, int number, String text, List<Clause> clauses) {
    /** Copies the list. */
    public Line {
      clauses = List.copyOf(clauses);
    }
  }

  /**
   * A clause of the condition.
   *
   * @param text what the author wrote, on one line
   * @param span where that is in the file; it ends on the line of the clause
   * @param truth whether the event satisfies it
   * @param values what the fields that it reads have
   * @param onlyCase whether it is false only because of upper and lower case
   * @param inTheWay whether it is among the fewest clauses that would have to change for the event
   *     to satisfy the condition
   */
  public record Clause(
      String text,
      Span span,
      boolean truth,
      List<String> values,
      boolean onlyCase,
      boolean inTheWay) {
    /** Copies the list. */
    public Clause {
      values = List.copyOf(values);
    }
  }

  /** The condition that {@code tree} is about. */
  public static ConditionLines of(ConditionTree tree) {
    Reader reader = new Reader(tree);
    reader.read(0);
    return new ConditionLines(reader.lines());
  }

  /** All clauses, in the order of the lines. */
  public List<Clause> clauses() {
    return lines.stream().flatMap(line -> line.clauses().stream()).toList();
  }

  private static final class Reader {
    private final ConditionTree tree;
    private final Set<Integer> inTheWay;
    private final Map<SourceText, List<Clause>> clauses = new LinkedHashMap<>();

    Reader(ConditionTree tree) {
      this.tree = tree;
      this.inTheWay = new HashSet<>(tree.nearestMiss());
    }

    private void read(int index) {
      if (!isClause(index)) {
        tree.children(index).forEach(this::read);
        return;
      }
      ConditionTree.Part part = tree.parts().get(index);
      Origin origin = part.predicate().origin();
      List<ConditionTree.Part> below = tree.parts().subList(index, tree.end(index));
      Set<String> values = new LinkedHashSet<>();
      below.forEach(each -> values.addAll(each.values()));
      Clause clause =
          new Clause(
              origin.text().strip().replaceAll("\\s+", " "),
              span(part.predicate()),
              part.truth(),
              List.copyOf(values),
              !part.truth() && below.stream().anyMatch(ConditionTree.Part::onlyCase),
              IntStream.range(index, tree.end(index)).anyMatch(inTheWay::contains));
      clauses.computeIfAbsent(origin.source().outermost(), source -> new ArrayList<>()).add(clause);
    }

    /** Whether all tests of a part are written at the same place, or it negates such a part. */
    private boolean isClause(int index) {
      Predicate predicate = tree.parts().get(index).predicate();
      if (!ConditionTree.isLogical(predicate)) {
        return true;
      }
      if (predicate instanceof Predicate.Not) {
        return isClause(index + 1);
      }
      return tree.parts().subList(index, tree.end(index)).stream()
              .map(ConditionTree.Part::predicate)
              .filter(part -> !ConditionTree.isLogical(part))
              .map(Reader::span)
              .distinct()
              .count()
          == 1;
    }

    private static Span span(Predicate predicate) {
      Origin origin = predicate.origin();
      return origin.source().outermost(origin.span());
    }

    private List<Line> lines() {
      List<Line> lines = new ArrayList<>();
      clauses.forEach((source, placed) -> lines.addAll(lines(source, placed)));
      return lines;
    }

    private static List<Line> lines(SourceText source, List<Clause> placed) {
      TreeMap<Integer, List<Clause>> byLine = new TreeMap<>();
      placed.stream()
          .sorted((a, b) -> Integer.compare(a.span().end(), b.span().end()))
          .forEach(
              each ->
                  byLine
                      .computeIfAbsent(lastLine(source, each.span()), n -> new ArrayList<>())
                      .add(each));
      placed.forEach(
          each -> byLine.putIfAbsent(source.position(each.span().start()).line(), List.of()));
      List<Line> lines = new ArrayList<>();
      int last = 0;
      for (Map.Entry<Integer, List<Clause>> entry : byLine.entrySet()) {
        if (!lines.isEmpty() && entry.getKey() - last <= MOST_BETWEEN + 1) {
          for (int between = last + 1; between < entry.getKey(); between++) {
            lines.add(new Line(source.name(), between, source.line(between), List.of()));
          }
        }
        last = entry.getKey();
        lines.add(new Line(source.name(), last, source.line(last), entry.getValue()));
      }
      return lines;
    }

    private static int lastLine(SourceText source, Span span) {
      return source.position(Math.max(span.start(), span.end() - 1)).line();
    }
  }
}
