package dev.sigrun.compiler.language.kql;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.FunctionSignature;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.kql.syntax.KqlParser;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;

/** Kibana's KQL, which rules call {@code kuery}: conditions on single events. */
public final class KqlLanguage implements Language {
  @Override
  public String id() {
    return "kuery";
  }

  @Override
  public List<String> names() {
    return List.of("kql", id());
  }

  @Override
  public List<FunctionSignature> functions() {
    return KqlSignatures.all();
  }

  @Override
  public String aboutFunctions() {
    return """
        KQL has operators only. A condition on a field that an event lacks is false, and its negation is true.
        """;
  }

  @Override
  public List<String> fileEndings() {
    return List.of(".kql");
  }

  @Override
  public Optional<ParsedQuery> parse(SourceText text, DiagnosticSink sink) {
    return KqlParser.parse(text, sink).map(ParsedKql::new);
  }
}
