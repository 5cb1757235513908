package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.Comparisons;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code stats}: a row for each group in place of all rows. */
final class StatsCommand {
  private StatsCommand() {}

  static Command read(String text, double now) {
    Words words = new Words(text);
    List<Aggregate> aggregates = Aggregate.read(words);
    List<String> by = words.names();
    return rows -> run(rows, aggregates, by, now);
  }

  /** Without {@code by} there is one row, even for no rows. A row of several keys is in each. */
  private static List<Row> run(
      List<Row> rows, List<Aggregate> aggregates, List<String> by, double now) {
    Map<List<String>, List<Row>> groups = new TreeMap<>(StatsCommand::compare);
    if (by.isEmpty()) {
      groups.put(List.of(), rows);
    }
    for (Row row : rows) {
      if (!by.isEmpty()) {
        Groups.keys(row, by)
            .forEach(key -> groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row));
      }
    }
    List<Row> results = new ArrayList<>();
    groups.forEach(
        (key, members) -> {
          Row result = new Row();
          for (int i = 0; i < by.size(); i++) {
            result.set(by.get(i), new Value.Text(key.get(i)));
          }
          for (Aggregate aggregate : aggregates) {
            result.set(aggregate.name(), aggregate.over(members, now));
          }
          results.add(result);
        });
    return results;
  }

  private static int compare(List<String> left, List<String> right) {
    for (int i = 0; i < left.size(); i++) {
      int order = Comparisons.compareTexts(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
