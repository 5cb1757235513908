package dev.sigrun.compiler.backend.java.row;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.runtime.detector.aggregate.Group;

/**
 * Rows are made of groups: their inputs are keys, then aggregates.
 *
 * @param keys the number of keys
 */
record GroupSource(int keys) implements RowSource {
  @Override
  public Class<?> type() {
    return Group.class;
  }

  @Override
  public String name() {
    return "group";
  }

  @Override
  public CodeBlock cell(int number, Column column, CodeBlock source) {
    return number < keys
        ? CodeBlock.of("$L.key($L)", source, number)
        : CodeBlock.of("$L.aggregate($L)", source, number - keys);
  }
}
