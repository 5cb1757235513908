package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.Row;
import java.util.List;

/** A command of a search, with its arguments read. */
@FunctionalInterface
interface Command {
  /** The rows that it makes of others; it may change those. */
  List<Row> run(List<Row> rows);
}
