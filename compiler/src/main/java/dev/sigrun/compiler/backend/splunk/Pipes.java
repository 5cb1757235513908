package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.backend.splunk.spl.SplCommand;
import dev.sigrun.compiler.ir.Query;
import java.util.ArrayList;
import java.util.List;

/** The first or last results of a query, in the order of their time. */
final class Pipes {
  private Pipes() {}

  /** The order of rows, also of those of the same time. */
  enum Order {
    /** As they arrived. */
    OLDEST_FIRST,
    /** As Splunk hands events on. */
    NEWEST_FIRST
  }

  /**
   * The commands of {@code pipes}.
   *
   * @param time the field that holds the time of a row
   * @param before the order of the rows so far
   */
  static List<SplCommand> commands(List<Query.Pipe> pipes, String time, Order before) {
    List<SplCommand> commands = new ArrayList<>();
    Order order = before;
    for (Query.Pipe pipe : pipes) {
      Order needed = needed(pipe);
      commands.addAll(ordered(time, order, needed));
      commands.add(new SplCommand.Head(pipe.count()));
      order = needed;
    }
    return commands;
  }

  private static Order needed(Query.Pipe pipe) {
    return switch (pipe.kind()) {
      case HEAD -> Order.OLDEST_FIRST;
      case TAIL -> Order.NEWEST_FIRST;
    };
  }

  /** The order of the rows after {@code pipes}. */
  static Order orderAfter(List<Query.Pipe> pipes, Order before) {
    return pipes.isEmpty() ? before : needed(pipes.get(pipes.size() - 1));
  }

  /**
   * Rows in another order. Sorting keeps the order of rows with the same time, so that is reversed.
   */
  static List<SplCommand> ordered(String time, Order before, Order after) {
    List<SplCommand> commands = new ArrayList<>();
    if (before != after) {
      commands.add(new SplCommand.Reverse());
    }
    commands.add(
        new SplCommand.Sort(
            List.of(
                switch (after) {
                  case OLDEST_FIRST -> time;
                  case NEWEST_FIRST -> "-" + time;
                })));
    return commands;
  }
}
