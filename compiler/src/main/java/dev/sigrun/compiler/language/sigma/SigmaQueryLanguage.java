package dev.sigrun.compiler.language.sigma;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDocument;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRuleReader;
import dev.sigrun.compiler.language.sigma.syntax.SigmaStream;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * Sigma as people type it to look for something once: a whole rule, the content of its {@code
 * detection}, or no more than the fields and values of one search identifier. A {@code logsource}
 * may stand next to each of them.
 */
public final class SigmaQueryLanguage implements Language {
  private static final DiagnosticKind NOTHING =
      DiagnosticKind.error("SIG133", "There is no detection in this text.");
  private static final DiagnosticKind SEVERAL =
      DiagnosticKind.error(
          "SIG134", "A query is one rule, but there are %s documents here. Use 'sigrun run'.");
  private static final DiagnosticKind OTHER_KIND =
      DiagnosticKind.error(
          "SIG135", "A %s needs other rules and cannot be a query of its own. Use 'sigrun run'.");

  private final SigmaData data;

  /** Sigma over events that look like {@code data}. */
  public SigmaQueryLanguage(SigmaData data) {
    this.data = data;
  }

  @Override
  public String id() {
    return SigmaLanguage.ID;
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
    if (documents.size() != 1) {
      DiagnosticKind kind = documents.isEmpty() ? NOTHING : SEVERAL;
      Object[] arguments = documents.isEmpty() ? new Object[0] : new Object[] {documents.size()};
      sink.report(kind, text, new Span(0, 0), arguments);
      return Optional.empty();
    }
    SigmaDocument document = documents.get(0);
    // With a condition next to it, 'filter' is the name of a search identifier.
    boolean detection = document.table().get("condition").isPresent();
    if (document.kind() != SigmaDocument.Kind.RULE && !detection) {
      sink.report(OTHER_KIND, text, new Span(0, 0), document.kind().label());
      return Optional.empty();
    }
    return SigmaRuleReader.readQuery(document, sink)
        .map(rule -> new ParsedSigma(SigmaIdentity.of(document), rule, data));
  }
}
