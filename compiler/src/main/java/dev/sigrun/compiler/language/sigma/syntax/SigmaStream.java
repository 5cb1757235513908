package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.YamlReader;
import dev.sigrun.compiler.source.Embedding;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the documents of a Sigma file. A document with the key {@code action} is none of its own:
 * {@code global} is merged into the rules that follow, {@code reset} ends that, and {@code repeat}
 * is the rule before with some changes.
 */
public final class SigmaStream {
  private static final DiagnosticKind NO_MAP =
      DiagnosticKind.error("SIG001", "A Sigma document must be a map of keys, not %s.");
  private static final DiagnosticKind UNKNOWN_ACTION =
      DiagnosticKind.error(
          "SIG002", "Unknown action '%s'.%s Expected one of: global, reset, repeat.");
  private static final DiagnosticKind NOTHING_TO_REPEAT =
      DiagnosticKind.error("SIG003", "There is no earlier rule to repeat.");
  private static final DiagnosticKind TOO_MANY_PARTS =
      DiagnosticKind.error("SIG004", "A rule is merged from more than %s documents.");

  private static final DiagnosticKind TOO_MUCH_TEXT =
      DiagnosticKind.error(
          "SIG140",
          "With all that is merged into them, the documents of this file have more than %s"
              + " characters.");

  private static final DiagnosticKind PIPELINE =
      DiagnosticKind.error(
          "SIG152",
          "This is a pipeline, not a rule. Pass it with '--pipeline'; beside rules, call it"
              + " NAME.pipeline.yml.");

  private static final String ACTION = "action";
  private static final List<String> RULE_KEYS =
      List.of(ACTION, "title", "logsource", "detection", "correlation", "filter");
  private static final List<String> ACTIONS = List.of("global", "reset", "repeat");

  /** Each rule is merged from all of its parts, whose number must not grow with the file. */
  private static final int MOST_PARTS = 32;

  /** A template is merged into each rule that follows, which many rules would make endless. */
  private static final int MOST_CHARACTERS = 32 * 1024 * 1024;

  private final SourceText source;
  private final DiagnosticSink sink;
  private final List<SigmaDocument> documents = new ArrayList<>();
  private final List<Part> templates = new ArrayList<>();
  private List<Part> latest = List.of();
  private long characters;

  /** A document as it is written. */
  private record Part(Span span, DataValue.Table table) {}

  private SigmaStream(SourceText source, DiagnosticSink sink) {
    this.source = source;
    this.sink = sink;
  }

  /**
   * The documents of {@code source}.
   *
   * @param sink told what is wrong with it; documents with errors are left out
   */
  public static List<SigmaDocument> read(SourceText source, DiagnosticSink sink) {
    SigmaStream stream = new SigmaStream(source, sink);
    for (YamlReader.Document document : YamlReader.read(source, sink)) {
      document.value().ifPresent(value -> stream.add(document.span(), value));
    }
    return List.copyOf(stream.documents);
  }

  private void add(Span span, DataValue value) {
    if (!(value instanceof DataValue.Table table)) {
      report(NO_MAP, value.origin(), value.shape());
      return;
    }
    if (isPipeline(table)) {
      report(PIPELINE, value.origin());
      return;
    }
    Part part = new Part(span, table);
    Optional<DataValue> action = table.get(ACTION);
    String word = action.map(SigmaStream::word).orElse("");
    switch (word) {
      case "" -> complete(List.of(part));
      case "global" -> templates.add(part);
      case "reset" -> templates.clear();
      case "repeat" -> repeat(part);
      default ->
          report(
              UNKNOWN_ACTION,
              action.orElseThrow().origin(),
              word,
              Suggestions.didYouMean(word, ACTIONS));
    }
  }

  private static boolean isPipeline(DataValue.Table table) {
    boolean transforms =
        table
            .get("transformations")
            .flatMap(DataValue::asArray)
            .filter(array -> array.values().stream().allMatch(DataValue.Table.class::isInstance))
            .isPresent();
    boolean hasValues = table.get("vars").flatMap(DataValue::asTable).isPresent();
    return (transforms || hasValues) && RULE_KEYS.stream().noneMatch(table.keys()::contains);
  }

  private static String word(DataValue value) {
    return value.asText().orElse(value.shape());
  }

  private void repeat(Part part) {
    if (latest.isEmpty()) {
      report(NOTHING_TO_REPEAT, part.table().origin());
      return;
    }
    List<Part> parts = new ArrayList<>(latest);
    parts.add(part);
    complete(parts);
  }

  /** A document whose later parts win over earlier ones, and templates over all of them. */
  private void complete(List<Part> parts) {
    if (!takes(parts)) {
      return;
    }
    DataValue.Table table = merged(parts);
    int count = parts.size();
    if (SigmaDocument.Kind.of(table) == SigmaDocument.Kind.RULE) {
      latest = parts;
      if (!takes(templates)) {
        return;
      }
      count += templates.size();
      for (Part template : templates) {
        table = merge(table, template.table());
      }
    }
    if (count > MOST_PARTS) {
      report(TOO_MANY_PARTS, table.origin(), MOST_PARTS);
      return;
    }
    Span own = parts.get(parts.size() - 1).span();
    Origin origin = Origin.of(source, new Span(own.start(), Math.min(own.start() + 1, own.end())));
    documents.add(new SigmaDocument(withoutAction(origin, table), text(own)));
  }

  private static DataValue.Table merged(List<Part> parts) {
    DataValue.Table table = parts.get(0).table();
    for (Part part : parts.subList(1, parts.size())) {
      table = merge(table, part.table());
    }
    return table;
  }

  /** Whether the file may still be that much longer; reports it the first time that it may not. */
  private boolean takes(List<Part> parts) {
    boolean exceeded = characters > MOST_CHARACTERS;
    for (Part part : parts) {
      characters += part.span().end() - part.span().start();
    }
    if (!exceeded && characters > MOST_CHARACTERS) {
      report(TOO_MUCH_TEXT, parts.get(parts.size() - 1).table().origin(), MOST_CHARACTERS);
    }
    return characters <= MOST_CHARACTERS;
  }

  /** Maps are merged key by key; of everything else the value of {@code over} wins. */
  private static DataValue.Table merge(DataValue.Table under, DataValue.Table over) {
    Map<String, DataValue.Entry> entries = new LinkedHashMap<>(under.entries());
    over.entries()
        .forEach(
            (key, entry) ->
                entries.merge(
                    key,
                    entry,
                    (before, now) ->
                        before.value() instanceof DataValue.Table a
                                && now.value() instanceof DataValue.Table b
                            ? new DataValue.Entry(now.key(), merge(a, b))
                            : now));
    return new DataValue.Table(under.origin(), entries);
  }

  private static DataValue.Table withoutAction(Origin origin, DataValue.Table table) {
    Map<String, DataValue.Entry> entries = new LinkedHashMap<>(table.entries());
    entries.remove(ACTION);
    return new DataValue.Table(origin, entries);
  }

  private SourceText text(Span span) {
    int start = lineStart(span.start());
    Embedding places = new Embedding.Builder().addPlain(start, span.end()).build(span.end());
    return source.embed(source.content().substring(start, span.end()), places);
  }

  /** The indentation of a document belongs to it. */
  private int lineStart(int start) {
    int line = start;
    while (line > 0 && source.content().charAt(line - 1) == ' ') {
      line--;
    }
    boolean indented = line == 0 || source.content().charAt(line - 1) == '\n';
    return indented ? line : start;
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
