package dev.sigrun.compiler.diagnostic;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How much reports weigh where that is a matter of taste: warnings may be made errors or be left
 * out. An error of its own stays one, for what it is about has no meaning. A setting of one code
 * wins over those of many. Immutable.
 */
public final class Severities {
  /** Every kind weighs its text itself. */
  public static final Severities DEFAULTS = new Severities(Map.of(), false, false);

  private final Map<String, Weight> weights;
  private final boolean strict;
  private final boolean conventionsAreErrors;

  /** The severities that a warning can be given. */
  public enum Weight {
    /** It stops the rule from being compiled. */
    ERROR,
    /** It is reported and nothing else. */
    WARNING,
    /** It is not reported. */
    OFF
  }

  private Severities(Map<String, Weight> weights, boolean strict, boolean conventionsAreErrors) {
    this.weights = Map.copyOf(weights);
    this.strict = strict;
    this.conventionsAreErrors = conventionsAreErrors;
  }

  /**
   * These settings with one for the warnings of a code.
   *
   * @throws IllegalArgumentException if {@code code} does not look like one, with a message for the
   *     user
   */
  public Severities with(String code, Weight weight) {
    if (!DiagnosticKind.isCode(code)) {
      throw new IllegalArgumentException(
          "'" + code + "' is not the code of a diagnostic, such as 'KQL101'.");
    }
    Map<String, Weight> all = new TreeMap<>(weights);
    all.put(code, weight);
    return new Severities(all, strict, conventionsAreErrors);
  }

  /** These settings, but all warnings are errors. */
  public Severities withWarningsAsErrors() {
    return new Severities(weights, true, conventionsAreErrors);
  }

  /**
   * These settings, but what breaks the {@linkplain DiagnosticKind#convention conventions} of
   * Elastic's own rules is an error.
   */
  public Severities withElasticConventions() {
    return new Severities(weights, strict, true);
  }

  /** {@code diagnostic} as it weighs here; empty if it is not reported. */
  Optional<Diagnostic> weigh(Diagnostic diagnostic) {
    DiagnosticKind kind = diagnostic.kind();
    if (kind.severity() != Severity.WARNING) {
      return Optional.of(diagnostic);
    }
    boolean isError = strict || (conventionsAreErrors && kind.isConvention());
    Weight weight = weights.getOrDefault(kind.code(), isError ? Weight.ERROR : Weight.WARNING);
    return switch (weight) {
      case OFF -> Optional.empty();
      case WARNING -> Optional.of(diagnostic);
      case ERROR ->
          Optional.of(
              new Diagnostic(
                  kind.asError(), diagnostic.source(), diagnostic.span(), diagnostic.message()));
    };
  }
}
