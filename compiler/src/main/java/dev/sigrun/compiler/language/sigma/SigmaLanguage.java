package dev.sigrun.compiler.language.sigma;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.syntax.CorrelationReader;
import dev.sigrun.compiler.language.sigma.syntax.FilterReader;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDocument;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRuleReader;
import dev.sigrun.compiler.language.sigma.syntax.SigmaStream;
import dev.sigrun.compiler.rule.QueryText;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * Sigma's detections, correlations and filters. The text of a query is the YAML of a document: of
 * all its keys {@code logsource}, {@code detection}, {@code correlation} and {@code filter} say
 * what it means. If there are several documents, it is the last one.
 */
public final class SigmaLanguage implements Language {
  /** The word by which rules name it. */
  public static final String ID = "sigma";

  private static final DiagnosticKind NO_RULE =
      DiagnosticKind.error("SIG039", "There is no detection rule in this text.");

  private final SigmaData data;

  /** Sigma over events that look like {@code data}. */
  public SigmaLanguage(SigmaData data) {
    this.data = data;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<String> fileEndings() {
    return List.of(".yml", ".yaml");
  }

  @Override
  public Language ofSearches() {
    return new SigmaQueryLanguage(data);
  }

  @Override
  public boolean usesPipelines() {
    return true;
  }

  @Override
  public Optional<ParsedQuery> parse(SourceText text, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    List<SigmaDocument> documents = SigmaStream.read(text, sink);
    if (sink.hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    if (documents.isEmpty()) {
      sink.report(NO_RULE, text, new Span(0, 0));
      return Optional.empty();
    }
    return parse(documents.get(documents.size() - 1), sink);
  }

  @Override
  public Optional<ParsedQuery> parse(QueryText query, DiagnosticSink sink) {
    return query
        .document()
        .map(table -> parse(new SigmaDocument(table, query.text()), sink))
        .orElseGet(() -> parse(query.text(), sink));
  }

  private Optional<ParsedQuery> parse(SigmaDocument document, DiagnosticSink sink) {
    SigmaIdentity identity = SigmaIdentity.of(document);
    return switch (document.kind()) {
      case RULE ->
          SigmaRuleReader.read(document, sink).map(rule -> new ParsedSigma(identity, rule, data));
      case CORRELATION ->
          CorrelationReader.read(document, sink)
              .map(correlation -> new ParsedCorrelation(identity, correlation, data));
      case FILTER ->
          FilterReader.read(document, sink).map(filter -> new ParsedFilter(identity, filter, data));
    };
  }
}
