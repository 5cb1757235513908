package dev.sigrun.runtime.event;

import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import dev.sigrun.runtime.text.TextAnalyzer;
import java.util.List;

/**
 * A field whose values are split into tokens, by which they are searched. Tokens are computed on
 * first use, once per event.
 */
public final class TextField extends Field {
  private final TextAnalyzer analyzer;

  TextField(String name, int slot, Reading reading, TextAnalyzer analyzer) {
    super(name, slot, reading);
    this.analyzer = analyzer;
  }

  /** Whether some token is in {@code tokens}. */
  public boolean containsAny(Event event, StringSet tokens) {
    Object values = event.slot(slot());
    return values != null && ((AnalyzedText) values).tokens().containsAny(tokens);
  }

  /** Whether {@code tokens} follow each other in some value; false when there are none. */
  public boolean containsPhrase(Event event, List<String> tokens) {
    Object values = event.slot(slot());
    return values != null && ((AnalyzedText) values).tokens().containsPhrase(tokens);
  }

  /** Whether some single token matches one of {@code wildcards}. */
  public boolean containsMatch(Event event, Wildcards wildcards) {
    Object values = event.slot(slot());
    return values != null && ((AnalyzedText) values).tokens().containsMatch(wildcards);
  }

  /** All values as they were before they became tokens; empty when the field is missing. */
  @Override
  public List<String> values(Event event) {
    Object values = event.slot(slot());
    return values == null ? List.of() : ((AnalyzedText) values).values();
  }

  /** The analyzer that splits values into tokens. */
  public TextAnalyzer analyzer() {
    return analyzer;
  }
}
