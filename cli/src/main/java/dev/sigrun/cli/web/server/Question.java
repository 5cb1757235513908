package dev.sigrun.cli.web.server;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A question from the page, which may hold anything: another program may know the token, too.
 *
 * @param members of the JSON object that was sent
 * @param replaced whether the page has asked something newer instead
 */
public record Question(Map<String, @Nullable Object> members, BooleanSupplier replaced) {
  /** A question whose answer is waited for. */
  public Question(Map<String, @Nullable Object> members) {
    this(members, () -> false);
  }

  /** Whether the page has asked something newer instead, so that an answer is of no use. */
  public boolean isReplaced() {
    return replaced.getAsBoolean();
  }

  /**
   * Reads a question.
   *
   * @param body of the request
   * @param replaced whether the page has asked something newer instead
   * @throws RefusedException if it is not a JSON object
   */
  static Question read(byte[] body, BooleanSupplier replaced) {
    try {
      return JsonValues.asObject(JsonValues.read(body))
          .map(members -> new Question(members, replaced))
          .orElseThrow(() -> RefusedException.wrong("A question is a JSON object."));
    } catch (JsonFormatException e) {
      throw RefusedException.wrong("The question is not valid JSON: " + e.getMessage() + ".");
    }
  }

  /**
   * A text that has to be there.
   *
   * @throws RefusedException if it is not
   */
  public String text(String name) {
    return optionalText(name)
        .orElseThrow(() -> RefusedException.wrong("'" + name + "' must be a string."));
  }

  /** A text that may be there. */
  public Optional<String> optionalText(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /**
   * A whole number from 0 to 2<sup>31</sup> - 1.
   *
   * @throws RefusedException if there is none
   */
  public int number(String name) {
    if (members.get(name) instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    throw RefusedException.wrong("'" + name + "' must be a whole number.");
  }
}
