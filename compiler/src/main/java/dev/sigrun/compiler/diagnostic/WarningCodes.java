package dev.sigrun.compiler.diagnostic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The codes of all warnings about rules, queries and rule tests, for checking what users write.
 * Kinds are constants of the classes that report them, most of which are not loaded when a user's
 * settings are read: the codes are in a file next to this class, which tests compare with the
 * constants.
 */
final class WarningCodes {
  /** The file, a code a line, sorted. */
  static final String FILE = "warnings.txt";

  private WarningCodes() {}

  /** All codes. */
  static Set<String> all() {
    try (InputStream file = WarningCodes.class.getResourceAsStream(FILE)) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      TreeSet<String> codes = new TreeSet<>();
      text.lines().forEach(codes::add);
      return codes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
