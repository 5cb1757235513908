// Generated from rules/words.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.TextField;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.text.TextAnalyzer;
import java.util.List;

/**
 * Words.
 *
 * <pre>{@code
 * message:"failed to open" and message:(alpha or beta) and error.message:time*
 * }</pre>
 */
@GeneratedMatcher
public final class Words implements EventMatcher {
  private static final List<String> MESSAGE_PHRASE = List.of("failed", "to", "open");

  private static final StringSet MESSAGE_WORDS = StringSet.of("alpha", "beta");

  private static final Wildcards ERROR_MESSAGE_PATTERN = Wildcards.of("time*");

  private final TextField message;
  private final TextField errorMessage;

  /**
   * Registers the fields that it reads.
   */
  public Words(Fields fields) {
    this.message = fields.text("message", TextAnalyzer.STANDARD);
    this.errorMessage = fields.text("error.message", TextAnalyzer.STANDARD);
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return message.containsPhrase(event, MESSAGE_PHRASE)
        && message.containsAny(event, MESSAGE_WORDS)
        && errorMessage.containsMatch(event, ERROR_MESSAGE_PATTERN);
  }
}
