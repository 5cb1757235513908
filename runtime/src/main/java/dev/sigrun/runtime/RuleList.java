package dev.sigrun.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a JSON array of objects apart into one piece of text for each rule. Of each it finds only
 * the end and the id, because most rules never alert and all of them are waited for.
 */
final class RuleList {
  private static final byte[] RULE_ID = "\"rule_id\"".getBytes(UTF_8);

  private final byte[] json;
  private int position;
  private @Nullable String ruleId;

  private RuleList(byte[] json) {
    this.json = json;
  }

  /**
   * The rules in {@code json}.
   *
   * @param json text in UTF-8
   * @throws IllegalArgumentException if the text is no array of objects of which each has a rule
   *     id; what else may be wrong in an object is found when it is read
   */
  static List<Rule> of(byte[] json) {
    return new RuleList(json).read();
  }

  private List<Rule> read() {
    if (next() != '[') {
      throw new IllegalArgumentException("The rules are not a JSON array.");
    }
    List<Rule> rules = new ArrayList<>();
    int c = next();
    while (c != ']' || !rules.isEmpty()) {
      if (c != '{') {
        throw new IllegalArgumentException(
            "Entry " + rules.size() + " of the rules is not an object.");
      }
      rules.add(rule());
      c = next();
      if (c == ']') {
        break;
      }
      if (c != ',') {
        throw invalid("There is no comma behind a rule");
      }
      c = next();
    }
    if (next() >= 0) {
      throw invalid("There is something behind the rules");
    }
    return List.copyOf(rules);
  }

  /** The rule whose opening brace was just read. */
  private Rule rule() {
    int start = position - 1;
    ruleId = null;
    int depth = 1;
    while (depth > 0) {
      int c = next();
      if (c == '"') {
        string(depth == 1);
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      } else if (c < 0) {
        throw invalid("They end in the middle of a rule");
      }
    }
    String id = ruleId;
    if (id == null) {
      throw new IllegalArgumentException("The rule has no rule_id.");
    }
    return Rule.ofText(id, Arrays.copyOfRange(json, start, position));
  }

  /** Passes over a string and, if it is the key of the rule id, keeps the value behind it. */
  private void string(boolean mayBeKey) {
    int start = position - 1;
    skipString();
    if (!mayBeKey || !Arrays.equals(json, start, position, RULE_ID, 0, RULE_ID.length)) {
      return;
    }
    int behind = position;
    if (next() == ':') {
      // Of equal keys the last one counts.
      ruleId = next() == '"' ? text().orElse(null) : null;
      if (ruleId == null) {
        position = behind;
      }
    } else {
      position = behind;
    }
  }

  /** The string whose opening quote was just read, if it is valid. */
  private Optional<String> text() {
    int start = position - 1;
    skipString();
    try {
      return JsonValues.read(Arrays.copyOfRange(json, start, position)) instanceof String text
          ? Optional.of(text)
          : Optional.empty();
    } catch (JsonFormatException e) {
      throw invalid("A rule_id is " + e.getMessage());
    }
  }

  private void skipString() {
    int i = position;
    while (i < json.length && json[i] != '"') {
      i += json[i] == '\\' ? 2 : 1;
    }
    if (i >= json.length) {
      throw invalid("They end in the middle of a string");
    }
    position = i + 1;
  }

  /** The next byte that is no blank; negative at the end. */
  private int next() {
    while (position < json.length) {
      byte c = json[position++];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        // No byte of a character beyond ASCII means anything here.
        return c & 0xff;
      }
    }
    return -1;
  }

  private IllegalArgumentException invalid(String reason) {
    return new IllegalArgumentException(
        "The rules are not valid JSON: " + reason + " (byte " + position + ").");
  }
}
