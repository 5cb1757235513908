package dev.sigrun.compiler.language.exceptions;

import dev.sigrun.compiler.document.DataValue;
import java.util.List;

/**
 * A file of exceptions.
 *
 * @param table as it is written
 * @param exceptions in their order
 */
record ExceptionFile(DataValue.Table table, List<RuleException> exceptions) {
  /** Copies the list. */
  ExceptionFile {
    exceptions = List.copyOf(exceptions);
  }
}
