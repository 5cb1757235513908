package dev.sigrun.compiler.backend.java.row;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.ir.row.Column;

/** The kind of object that rows are made of. */
interface RowSource {
  /** Its class. */
  Class<?> type();

  /** The name of the variables that hold it. */
  String name();

  /**
   * The cell of an input.
   *
   * @param number the place of the column among the inputs
   * @param source the object
   */
  CodeBlock cell(int number, Column column, CodeBlock source);
}
