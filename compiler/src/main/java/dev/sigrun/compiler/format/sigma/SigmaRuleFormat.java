package dev.sigrun.compiler.format.sigma;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.format.KnownKey;
import dev.sigrun.compiler.format.RuleFormat;
import dev.sigrun.compiler.format.RuleOutline;
import dev.sigrun.compiler.format.RuleReading;
import dev.sigrun.compiler.language.sigma.SigmaLanguage;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDocument;
import dev.sigrun.compiler.language.sigma.syntax.SigmaStream;
import dev.sigrun.compiler.rule.QueryText;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleBody;
import dev.sigrun.compiler.rule.RuleHead;
import dev.sigrun.compiler.rule.RuleSettings;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules as Sigma has them: YAML with any number of documents in a file. */
public final class SigmaRuleFormat implements RuleFormat {
  private static final String PIPELINE = ".pipeline";

  @Override
  public List<String> suffixes() {
    return List.of(".yml", ".yaml");
  }

  /** Pipelines may lie beside rules: {@code NAME.pipeline.yml}. */
  @Override
  public boolean accepts(String path) {
    return suffixes().stream()
        .anyMatch(suffix -> path.endsWith(suffix) && !path.endsWith(PIPELINE + suffix));
  }

  @Override
  public List<RuleReading> read(SourceText file) {
    DiagnosticSink shared = new DiagnosticSink();
    List<SigmaDocument> documents = SigmaStream.read(file, shared);
    List<RuleReading> readings = new ArrayList<>();
    List<Diagnostic> reports = shared.diagnostics();
    List<Diagnostic> rest = new ArrayList<>();
    Map<Integer, Integer> titles = new HashMap<>();
    Map<Integer, Integer> identities = new HashMap<>();
    int next = 0;
    // Reports are sorted by place, as documents are: each has those up to where the next one
    // starts.
    for (int i = 0; i < documents.size(); i++) {
      int end =
          i + 1 < documents.size()
              ? documents.get(i + 1).origin().span().start()
              : Integer.MAX_VALUE;
      List<Diagnostic> own = new ArrayList<>();
      while (next < reports.size() && reports.get(next).span().start() < end) {
        own.add(reports.get(next++));
      }
      boolean wholeFile = own.stream().anyMatch(SigmaRuleFormat::prevents);
      if (wholeFile) {
        rest.addAll(own);
      }
      SigmaDocument document = documents.get(i);
      HeadReader.Copies copies =
          new HeadReader.Copies(
              count("title", document, titles), count("id", document, identities));
      readings.add(reading(document, copies, wholeFile ? List.of() : own));
    }
    rest.addAll(reports.subList(next, reports.size()));
    if (!rest.isEmpty()) {
      readings.add(new RuleReading(Optional.empty(), RuleOutline.NONE, rest));
    }
    return readings;
  }

  @Override
  public List<KnownKey> keys(List<String> path, Optional<String> type) {
    return SigmaVocabulary.in(path);
  }

  /** An error of the stream belongs to a document that is not among those that were read. */
  private static boolean prevents(Diagnostic report) {
    return report.severity() != Severity.WARNING;
  }

  /** The number of documents so far that have the same value of a key, from the same place. */
  private static int count(String key, SigmaDocument document, Map<Integer, Integer> byPlace) {
    return document
        .table()
        .get(key)
        .map(value -> byPlace.merge(value.origin().span().start(), 1, Integer::sum))
        .orElse(1);
  }

  private static RuleReading reading(
      SigmaDocument document, HeadReader.Copies copies, List<Diagnostic> before) {
    DiagnosticSink sink = new DiagnosticSink();
    before.forEach(sink::add);
    SigmaKeys keys = new SigmaKeys(document, sink);
    Optional<RuleHead> head = new HeadReader(document, keys, copies, sink).head();
    if (sink.hasErrors() || head.isEmpty()) {
      return new RuleReading(Optional.empty(), outline(document), sink.diagnostics());
    }
    Rule rule =
        new Rule(
            head.get(),
            Optional.of(
                new QueryText(SigmaLanguage.ID, document.text(), Optional.of(document.table()))),
            List.of(),
            new RuleBody.Query(),
            RuleSettings.DEFAULTS,
            new SigmaRuleDocument(head.get(), document.table()));
    RuleOutline outline =
        new RuleOutline(
            Optional.of(rule.ruleId()), Optional.of(rule.name()), Optional.of(type(document)));
    return new RuleReading(Optional.of(rule), outline, sink.diagnostics());
  }

  private static RuleOutline outline(SigmaDocument document) {
    return new RuleOutline(
        document.table().get("id").flatMap(DataValue::asText),
        document.table().get("title").flatMap(DataValue::asText),
        Optional.of(type(document)));
  }

  private static String type(SigmaDocument document) {
    return document.kind() == SigmaDocument.Kind.RULE ? "query" : document.kind().label();
  }
}
