package dev.sigrun.compiler.diagnostic;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A kind of diagnostic, with a stable code and a message with placeholders. Kinds are constants of
 * the class that reports them:
 *
 * <pre>{@code
 * private static final DiagnosticKind UNKNOWN_FUNCTION =
 *     DiagnosticKind.error("EQL104", "Unknown function '%s'.%s");
 * }</pre>
 *
 * <p>The factory checks the house style once: a code of letters and digits; a capital, a quoted
 * text or a hole first; a full stop, a question mark or a hole last.
 *
 * @param code stable, unique, for searching, suppressing and documenting
 * @param severity how much it weighs
 * @param message a {@link String#format} pattern that only uses {@code %s}
 * @param feature the name of an unsupported feature in a word or two, for counts; may be absent
 * @param isConvention whether it is about how Elastic writes its own rules, which changes nothing
 *     of what a rule means
 */
public record DiagnosticKind(
    String code,
    Severity severity,
    String message,
    Optional<String> feature,
    boolean isConvention) {
  /**
   * Gets the code of every message that is made. Tests check with it that they produce all codes.
   */
  static volatile Consumer<String> observer = code -> {};

  private static final Pattern CODE = Pattern.compile("[A-Z]{3,6}[0-9]{3}");
  private static final Pattern START = Pattern.compile("^(?:[A-Z]|'|%s)");
  private static final Pattern HOLES = Pattern.compile("%(?!s|%)");

  /** Refuses kinds that break the house style. */
  public DiagnosticKind {
    Objects.requireNonNull(severity);
    boolean start = START.matcher(message).find();
    boolean stop = message.endsWith(".") || message.endsWith("?") || message.endsWith("%s");
    if (!CODE.matcher(code).matches() || !start || !stop || HOLES.matcher(message).find()) {
      throw new IllegalArgumentException("Diagnostic kind against house style: " + code);
    }
  }

  /** A kind that stops the rule from being compiled. */
  public static DiagnosticKind error(String code, String message) {
    return new DiagnosticKind(code, Severity.ERROR, message, Optional.empty(), false);
  }

  /** A kind that points at a probable mistake. */
  public static DiagnosticKind warning(String code, String message) {
    return new DiagnosticKind(code, Severity.WARNING, message, Optional.empty(), false);
  }

  /**
   * A kind that points at what Elastic's own rules never do. Others may: a warning, unless {@link
   * Severities#withElasticConventions} makes it an error.
   */
  public static DiagnosticKind convention(String code, String message) {
    return new DiagnosticKind(code, Severity.WARNING, message, Optional.empty(), true);
  }

  /** A kind that says why a well-formed rule is not compiled. */
  public static DiagnosticKind unsupported(String code, String message) {
    return new DiagnosticKind(code, Severity.UNSUPPORTED, message, Optional.empty(), false);
  }

  /**
   * A kind that says why a well-formed rule is not compiled, with a name to count such rules by.
   *
   * @param feature what the rule needs, in a word or two: {@code "ES|QL"}
   */
  public static DiagnosticKind unsupported(String code, String feature, String message) {
    return new DiagnosticKind(code, Severity.UNSUPPORTED, message, Optional.of(feature), false);
  }

  /** Whether {@code text} looks like the code of a kind. */
  static boolean isCode(String text) {
    return CODE.matcher(text).matches();
  }

  /** The same with another severity. */
  DiagnosticKind as(Severity other) {
    return new DiagnosticKind(code, other, message, feature, isConvention);
  }

  /** The message with its holes filled. */
  String format(Object... arguments) {
    observer.accept(code);
    return String.format(message, arguments);
  }
}
