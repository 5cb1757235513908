package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code eventstats}: the statistics of its group for each row. */
final class EventStatsCommand {
  private EventStatsCommand() {}

  static Command read(String text, double now) {
    Words words = new Words(text);
    List<Aggregate> aggregates = Aggregate.read(words);
    List<String> by = words.names();
    return rows -> run(rows, aggregates, by, now);
  }

  private static List<Row> run(
      List<Row> rows, List<Aggregate> aggregates, List<String> by, double now) {
    Map<List<String>, List<Row>> groups = new HashMap<>();
    for (Row row : rows) {
      List<String> key = Groups.key(row, by);
      if (key != null) {
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
      }
    }
    for (List<Row> members : groups.values()) {
      List<Row> before = members.stream().map(Row::copy).toList();
      for (Aggregate aggregate : aggregates) {
        Value result = aggregate.over(before, now);
        members.forEach(row -> row.set(aggregate.name(), result));
      }
    }
    return rows;
  }
}
