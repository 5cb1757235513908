package dev.sigrun.compiler.backend.splunk.spl;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A command of a search. All names of fields that are made or grouped by are ours, plain ones.
 * {@link #print} is the only place that writes one.
 */
public sealed interface SplCommand {
  /** {@code search}: events of the index. */
  record Search(List<SearchTerm> terms) implements SplCommand {
    /** Copies the list. */
    public Search {
      terms = List.copyOf(terms);
    }
  }

  /** {@code from datamodel}: events of a data model, by a name that is safe as it is. */
  record From(String model) implements SplCommand {}

  /** {@code where}: keeps rows. */
  record Where(SplExpression condition) implements SplCommand {}

  /** {@code eval}: makes a field. */
  record Eval(String name, SplExpression value) implements SplCommand {}

  /** {@code sort 0}: all rows by these fields, with {@code -} before those that fall. */
  record Sort(List<String> fields) implements SplCommand {
    /** Copies the list. */
    public Sort {
      fields = List.copyOf(fields);
    }
  }

  /** {@code reverse}: all rows, the last one first. */
  record Reverse() implements SplCommand {}

  /** {@code accum}: the running total of a field. */
  record Accumulate(String field) implements SplCommand {}

  /** {@code filldown}: rows without a value take it from the row before. */
  record FillDown(String field) implements SplCommand {}

  /** {@code mvexpand}: a row for each value. */
  record Expand(String field) implements SplCommand {}

  /** {@code dedup}: the first row of each group. */
  record Dedup(List<String> fields) implements SplCommand {
    /** Copies the list. */
    public Dedup {
      fields = List.copyOf(fields);
    }
  }

  /**
   * {@code streamstats}: running values over the rows of the same group. Always with a window:
   * without one Splunk looks back over the last 10,000 rows of all groups.
   *
   * @param window how many of them at most
   * @param includesCurrent whether the row itself counts
   */
  record Streamstats(
      int window, boolean includesCurrent, List<Aggregate> aggregates, List<String> by)
      implements SplCommand {
    /** Copies the lists. */
    public Streamstats {
      aggregates = List.copyOf(aggregates);
      by = List.copyOf(by);
    }
  }

  /** {@code stats}: a row for each group. */
  record Stats(List<Aggregate> aggregates, List<String> by) implements SplCommand {
    /** Copies the lists. */
    public Stats {
      aggregates = List.copyOf(aggregates);
      by = List.copyOf(by);
    }
  }

  /** {@code head}: the first rows. */
  record Head(long count) implements SplCommand {}

  /** {@code rename}: other names for helper fields. */
  record Rename(Map<String, String> names) implements SplCommand {}

  /**
   * {@code lookup}: values from a table.
   *
   * @param table a name that is safe as it is
   * @param matches columns with the fields that they must equal
   * @param output the column that is read
   * @param as the field that it becomes
   */
  record Lookup(String table, Map<String, String> matches, String output, String as)
      implements SplCommand {}

  /** {@code fields -}: our helper fields are not part of the result. */
  record DropHelpers() implements SplCommand {}

  /**
   * A function over rows.
   *
   * @param function {@code count} or another
   * @param field what it is about; empty for none
   * @param as what it makes
   */
  record Aggregate(String function, String field, String as) {
    String print() {
      return function + (field.isEmpty() ? "" : "(" + field + ")") + " as " + as;
    }
  }

  /** Numbers the rows from 1. */
  static List<SplCommand> numbered(String field) {
    return List.of(new Eval(field, SplExpression.number(1)), new Accumulate(field));
  }

  /** The text of {@code command}, without the pipe before it. */
  static String print(SplCommand command) {
    if (command instanceof Search search) {
      return "search " + SearchTerm.print(SearchTerm.all(search.terms()), "    ");
    }
    if (command instanceof From from) {
      return "from datamodel:\"" + from.model() + "\"";
    }
    if (command instanceof Where where) {
      return "where " + SplPrinter.print(where.condition(), "    ");
    }
    if (command instanceof Eval eval) {
      return "eval " + eval.name() + "=" + SplPrinter.print(eval.value(), "    ");
    }
    if (command instanceof Sort sort) {
      return "sort 0 " + String.join(" ", sort.fields());
    }
    if (command instanceof Streamstats stats) {
      return streamstats(stats);
    }
    if (command instanceof Stats stats) {
      return "stats " + aggregates(stats.aggregates()) + by(stats.by());
    }
    return simple(command);
  }

  private static String simple(SplCommand command) {
    if (command instanceof Expand expand) {
      return "mvexpand " + expand.field();
    }
    if (command instanceof Reverse) {
      return "reverse";
    }
    if (command instanceof Accumulate accumulate) {
      return "accum " + accumulate.field();
    }
    if (command instanceof FillDown fill) {
      return "filldown " + fill.field();
    }
    if (command instanceof Dedup dedup) {
      return "dedup " + String.join(" ", dedup.fields());
    }
    if (command instanceof Head head) {
      return "head " + head.count();
    }
    if (command instanceof Rename rename) {
      return rename.names().entrySet().stream()
          .map(e -> e.getKey() + " as \"" + e.getValue() + "\"")
          .collect(Collectors.joining(", ", "rename ", ""));
    }
    if (command instanceof Lookup lookup) {
      return lookup.matches().entrySet().stream()
          .map(e -> "\"" + e.getKey() + "\" as \"" + e.getValue() + "\"")
          .collect(
              Collectors.joining(
                  ", ",
                  "lookup " + lookup.table() + " ",
                  " OUTPUT \"" + lookup.output() + "\" as " + lookup.as()));
    }
    return "fields - sg_*";
  }

  private static String streamstats(Streamstats stats) {
    return "streamstats "
        + (stats.includesCurrent() ? "" : "current=f ")
        + "window="
        + stats.window()
        + " global=f "
        + aggregates(stats.aggregates())
        + by(stats.by());
  }

  private static String aggregates(List<Aggregate> aggregates) {
    return aggregates.stream().map(Aggregate::print).collect(Collectors.joining(" "));
  }

  private static String by(List<String> fields) {
    return fields.isEmpty() ? "" : " by " + String.join(" ", fields);
  }
}
