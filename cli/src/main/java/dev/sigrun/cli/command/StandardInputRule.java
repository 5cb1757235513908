package dev.sigrun.cli.command;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.ruleset.RuleSources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a rule file, or a file of exceptions, from standard input. */
final class StandardInputRule {
  private static final String RULE = "stdin.toml";
  private static final String EXCEPTIONS = "stdin.exceptions.toml";

  /** A table that only files of exceptions have. */
  private static final Pattern EXCEPTION =
      Pattern.compile("^[ \\t]*\\[\\[[ \\t]*exception[ \\t]*]]", Pattern.MULTILINE);

  /** Longer input is refused by the reader of rules; this much says what it is. */
  private static final int HEAD = 1 << 16;

  private StandardInputRule() {}

  /**
   * The text of {@code in}, which is closed.
   *
   * @param name what messages call it; if empty, the text decides whether it holds exceptions
   */
  static RuleSources read(Optional<String> name, InputStream in) {
    if (name.isPresent()) {
      return RuleSources.of(name.get(), in);
    }
    try (in) {
      byte[] head = in.readNBytes(HEAD);
      boolean exceptions = EXCEPTION.matcher(new String(head, StandardCharsets.UTF_8)).find();
      return RuleSources.of(
          exceptions ? EXCEPTIONS : RULE,
          new SequenceInputStream(new ByteArrayInputStream(head), in));
    } catch (IOException e) {
      throw CommandFailure.usage("Standard input cannot be read: " + e.getMessage() + ".");
    }
  }
}
