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
 * Sigma's detections. The text of a query is the YAML of a rule: of all its keys {@code logsource}
 * and {@code detection} say what it means. If there are several documents, it is the last one.
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
    return SigmaRuleReader.read(documents.get(documents.size() - 1), sink)
        .map(rule -> new ParsedSigma(rule, data));
  }
}
