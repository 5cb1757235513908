package dev.sigrun.compiler.backend.java.row;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.ir.row.TextPattern;
import dev.sigrun.runtime.row.DissectPattern;
import dev.sigrun.runtime.row.GrokPattern;

/** Writes the constants of patterns that take texts apart. */
final class PatternWriter implements TextPattern.Visitor<CodeBlock> {
  private final RowTarget target;

  PatternWriter(RowTarget target) {
    this.target = target;
  }

  @Override
  public CodeBlock visitGrok(TextPattern.Grok grok) {
    return target.constant(
        GrokPattern.class,
        "grok",
        CodeBlock.of("$T.of($L)", GrokPattern.class, target.string(grok.text())));
  }

  @Override
  public CodeBlock visitDissect(TextPattern.Dissect dissect) {
    return target.constant(
        DissectPattern.class,
        "dissect",
        CodeBlock.of(
            "$T.of($L, $L)",
            DissectPattern.class,
            target.string(dissect.text()),
            target.string(dissect.separator())));
  }
}
