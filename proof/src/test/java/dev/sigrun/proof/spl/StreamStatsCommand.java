package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.EvalParser;
import dev.sigrun.proof.spl.eval.Evaluator;
import dev.sigrun.proof.spl.eval.Expr;
import dev.sigrun.proof.spl.eval.RelativeTime;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.SplException;
import dev.sigrun.proof.spl.eval.UndocumentedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code streamstats}: for each row the statistics of the rows up to it. */
final class StreamStatsCommand {
  /** The window that is meant when none is given. */
  private static final int MAX_WINDOW = 10_000;

  private boolean current = true;
  private boolean global = true;
  private int window;
  private Optional<Double> span = Optional.empty();
  private Optional<Expr> resetBefore = Optional.empty();
  private Optional<Expr> resetAfter = Optional.empty();
  private final List<Aggregate> aggregates;
  private final List<String> by;
  private final double now;

  /** A row of the past, as it was before it got its statistics. */
  private record Past(@Nullable List<String> key, Row row, double time) {}

  private StreamStatsCommand(Words words, double now) {
    this.now = now;
    while (words.option()) {
      option(words.optionName(), words.next());
      words.accept(",");
    }
    this.aggregates = Aggregate.read(words);
    this.by = words.names();
  }

  static Command read(String text, double now) {
    return new StreamStatsCommand(new Words(text), now)::run;
  }

  private void option(String name, Word value) {
    switch (name) {
      case "current" -> current = Words.truth(value.text());
      case "global" -> global = Words.truth(value.text());
      case "window" -> window = Words.count(value.text());
      case "time_window" -> span = Optional.of(RelativeTime.span(value.text()));
      case "reset_before" -> resetBefore = Optional.of(EvalParser.parse(value.text()));
      case "reset_after" -> resetAfter = Optional.of(EvalParser.parse(value.text()));
      default -> throw new SplException("The option of streamstats is not supported: " + name);
    }
  }

  private List<Row> run(List<Row> rows) {
    if (window == 0 && rows.size() > MAX_WINDOW) {
      throw new SplException("More rows than the largest window of streamstats holds.");
    }
    if (window > 0 && global && !by.isEmpty()) {
      throw new UndocumentedException("which rows a global window counts under by");
    }
    List<Past> past = new ArrayList<>();
    for (Row row : rows) {
      List<String> key = Groups.key(row, by);
      if (key == null) {
        continue;
      }
      if (isTrue(resetBefore, row)) {
        past.clear();
      }
      Past self =
          new Past(key, row.copy(), span.isPresent() ? SortCommand.number(row, "_time") : 0);
      if (current) {
        past.add(self);
      }
      List<Row> seen = seen(past, self);
      aggregates.forEach(aggregate -> row.set(aggregate.name(), aggregate.over(seen, now)));
      if (!current) {
        past.add(self);
      }
      if (isTrue(resetAfter, row)) {
        past.clear();
      }
    }
    return rows;
  }

  private boolean isTrue(Optional<Expr> condition, Row row) {
    return condition.isPresent() && new Evaluator(row, now).isTrue(condition.get());
  }

  /** The rows of the same group that are in the window. */
  private List<Row> seen(List<Past> past, Past self) {
    List<Row> seen = new ArrayList<>();
    for (Past each : past) {
      if (Objects.equals(each.key(), self.key()) && isNear(each, self)) {
        seen.add(each.row());
      }
    }
    return window == 0 ? seen : seen.subList(Math.max(0, seen.size() - window), seen.size());
  }

  private boolean isNear(Past each, Past self) {
    if (span.isEmpty()) {
      return true;
    }
    double distance = Math.abs(each.time() - self.time());
    if (distance == span.get()) {
      throw new UndocumentedException("whether the end of a time_window belongs to it");
    }
    return distance < span.get();
  }
}
