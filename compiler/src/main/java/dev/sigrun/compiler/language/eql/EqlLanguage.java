package dev.sigrun.compiler.language.eql;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.FunctionSignature;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.eql.analysis.EqlSignatures;
import dev.sigrun.compiler.language.eql.syntax.EqlParser;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;

/** Elastic's Event Query Language: single events, sequences and samples. */
public final class EqlLanguage implements Language {
  @Override
  public String id() {
    return "eql";
  }

  @Override
  public List<FunctionSignature> functions() {
    return EqlSignatures.all();
  }

  @Override
  public String aboutFunctions() {
    return """
        Brackets mark optional arguments. Names are not case-sensitive. A condition that is null or that fails selects nothing.
        How exact exports are depends on the whole condition; the table is about the examples of `sigrun functions NAME`.
        """;
  }

  @Override
  public List<String> fileEndings() {
    return List.of(".eql");
  }

  @Override
  public Optional<ParsedQuery> parse(SourceText text, DiagnosticSink sink) {
    return EqlParser.parse(text, sink).map(ParsedEql::new);
  }
}
