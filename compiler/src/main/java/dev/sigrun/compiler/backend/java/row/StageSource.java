package dev.sigrun.compiler.backend.java.row;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.runtime.detector.aggregate.Group;

/** Rows are made of those that the stage before left. */
record StageSource() implements RowSource {
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
    return CodeBlock.of("$L.cell($L)", source, number);
  }
}
