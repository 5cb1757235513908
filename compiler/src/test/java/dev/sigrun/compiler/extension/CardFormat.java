package dev.sigrun.compiler.extension;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFormat;
import dev.sigrun.compiler.format.RuleOutline;
import dev.sigrun.compiler.format.RuleReading;
import dev.sigrun.compiler.rule.QueryText;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleBody;
import dev.sigrun.compiler.rule.RuleHead;
import dev.sigrun.compiler.rule.RuleSettings;
import dev.sigrun.compiler.source.Embedding;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A format of its own, with any number of rules in a file:
 *
 * <pre>
 * rule shell-1 A shell is started
 * pairs process.name=sh
 * </pre>
 *
 * <p>The first word of a line is the language, {@code count} makes a threshold rule.
 */
final class CardFormat implements RuleFormat {
  private static final DiagnosticKind BAD_LINE =
      DiagnosticKind.error("CRD001", "Expected a word and more, found '%s'.");
  private static final DiagnosticKind NO_QUERY =
      DiagnosticKind.error("CRD002", "The rule has no query.");

  private static final Pattern LINE = Pattern.compile("(?m)^(?:(\\w+) (.+)|(.+))$");

  @Override
  public List<String> suffixes() {
    return List.of(".cards");
  }

  @Override
  public List<RuleReading> read(SourceText file) {
    List<Card> cards = new ArrayList<>();
    Matcher line = LINE.matcher(file.content());
    while (line.find()) {
      if ("rule".equals(line.group(1))) {
        cards.add(new Card(file, line.start(2), line.group(2)));
      } else if (!cards.isEmpty()) {
        cards.get(cards.size() - 1).add(line);
      }
    }
    return cards.stream().map(Card::reading).toList();
  }

  /** A rule while it is read. */
  private static final class Card {
    private final SourceText file;
    private final DiagnosticSink sink = new DiagnosticSink();
    private final Origin id;
    private final Origin name;
    private final Map<String, Object> words = new LinkedHashMap<>();
    private Optional<QueryText> query = Optional.empty();
    private RuleBody body = new RuleBody.Query();

    Card(SourceText file, int start, String title) {
      this.file = file;
      int blank = title.indexOf(' ');
      this.id = Origin.of(file, new Span(start, start + blank));
      this.name = Origin.of(file, new Span(start + blank + 1, start + title.length()));
    }

    void add(Matcher line) {
      String key = line.group(1);
      if (key == null) {
        sink.report(BAD_LINE, file, new Span(line.start(), line.end()), line.group());
      } else if (key.equals("count")) {
        body = new RuleBody.Threshold(List.of(), Long.parseLong(line.group(2)), Optional.empty());
      } else {
        words.put(key, line.group(2));
        Embedding places =
            new Embedding.Builder().addPlain(line.start(2), line.end(2)).build(line.end(2));
        query = Optional.of(new QueryText(key, file.embed(line.group(2), places)));
      }
    }

    RuleReading reading() {
      if (query.isEmpty()) {
        sink.report(NO_QUERY, file, name.span());
      }
      RuleOutline outline =
          new RuleOutline(Optional.of(id.text()), Optional.of(name.text()), Optional.empty());
      if (sink.hasErrors()) {
        return new RuleReading(Optional.empty(), outline, sink.diagnostics());
      }
      RuleHead head = RuleHead.of(id.text(), id, name.text(), name);
      Map<String, Object> parameters = Rule.parameters(head);
      parameters.putAll(words);
      return RuleReading.of(
          new Rule(head, query, List.of(), body, RuleSettings.DEFAULTS, () -> parameters),
          sink.diagnostics());
    }
  }
}
