package dev.sigrun.cli.command;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.ruleset.RuleSources;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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
    try (BufferedInputStream buffered = new BufferedInputStream(in)) {
      buffered.mark(HEAD);
      String head = new String(buffered.readNBytes(HEAD), StandardCharsets.UTF_8);
      buffered.reset();
      return RuleSources.of(EXCEPTION.matcher(head).find() ? EXCEPTIONS : RULE, buffered);
    } catch (IOException e) {
      throw CommandFailure.usage("Standard input cannot be read: " + e.getMessage() + ".");
    }
  }
}
