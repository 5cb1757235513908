package dev.sigrun.compiler.diagnostic;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The severities that users choose for warnings: a warning can become an error, be reported for
 * information only, or be turned off. Errors cannot be changed, because the text has no meaning.
 * The setting of a code takes precedence over that of {@link #CONVENTIONS}, which takes precedence
 * over that of {@link #WARNINGS}; if a name is set twice, the later setting counts. Immutable.
 */
public final class Severities {
  /** The group of all warnings. */
  public static final String WARNINGS = "warnings";

  /** The group of warnings about conventions of Elastic's own rules. */
  public static final String CONVENTIONS = "conventions";

  /** Every kind has its own severity. */
  public static final Severities DEFAULTS = new Severities(Map.of());

  private final Map<String, Weight> weights;

  /** The severities that a warning can be given. */
  public enum Weight {
    /** It stops the rule from being compiled. */
    ERROR,
    /** It is reported and counted. */
    WARNING,
    /** It is reported; nothing counts it or fails because of it. */
    INFO,
    /** It is not reported. */
    OFF;

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private Severities(Map<String, Weight> weights) {
    this.weights = Map.copyOf(weights);
  }

  /**
   * These settings with one for the warnings of a code or group.
   *
   * @param name a code, such as {@code KQL101}, {@link #CONVENTIONS} or {@link #WARNINGS}
   * @throws IllegalArgumentException if {@code name} is none of these, with a message for the user
   */
  public Severities with(String name, Weight weight) {
    if (!name.equals(WARNINGS) && !name.equals(CONVENTIONS) && !DiagnosticKind.isCode(name)) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is not the code of a diagnostic, such as 'KQL101', or '"
              + CONVENTIONS
              + "' or '"
              + WARNINGS
              + "'.");
    }
    Map<String, Weight> all = new TreeMap<>(weights);
    all.put(name, weight);
    return new Severities(all);
  }

  /**
   * These settings with one as users write it: {@code KQL101=off}. Unlike {@link #with(String,
   * Weight)}, this takes only codes that warnings have.
   *
   * @throws IllegalArgumentException if it is not one, with a message for the user
   */
  public Severities with(String setting) {
    int equals = setting.indexOf('=');
    String label = setting.substring(equals + 1);
    Optional<Weight> weight =
        Arrays.stream(Weight.values()).filter(each -> each.label().equals(label)).findFirst();
    if (equals < 0 || weight.isEmpty()) {
      String labels =
          Arrays.stream(Weight.values()).map(Weight::label).collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "'"
              + setting
              + "' is not a severity. Write a code or group and one of "
              + labels
              + ": 'KQL101=off', '"
              + CONVENTIONS
              + "=error'.");
    }
    String name = setting.substring(0, equals);
    Set<String> codes = WarningCodes.all();
    if (DiagnosticKind.isCode(name) && !codes.contains(name)) {
      throw new IllegalArgumentException(
          "No warning has the code '"
              + name
              + "'; errors and reports about exports keep their severity."
              + Suggestions.didYouMean(name, codes));
    }
    return with(name, weight.get());
  }

  /** These settings, but all warnings are errors unless their code has a setting. */
  public Severities withWarningsAsErrors() {
    return with(WARNINGS, Weight.ERROR);
  }

  /**
   * These settings, but what breaks the {@linkplain DiagnosticKind#convention conventions} of
   * Elastic's own rules is an error unless its code has a setting.
   */
  public Severities withElasticConventions() {
    return with(CONVENTIONS, Weight.ERROR);
  }

  /** {@code diagnostic} as it weighs here; empty if it is not reported. */
  Optional<Diagnostic> weigh(Diagnostic diagnostic) {
    DiagnosticKind kind = diagnostic.kind();
    if (kind.severity() != Severity.WARNING) {
      return Optional.of(diagnostic);
    }
    return switch (weight(kind)) {
      case OFF -> Optional.empty();
      case WARNING -> Optional.of(diagnostic);
      case INFO -> Optional.of(diagnostic.as(kind.as(Severity.INFO)));
      case ERROR -> Optional.of(diagnostic.as(kind.as(Severity.ERROR)));
    };
  }

  private Weight weight(DiagnosticKind kind) {
    Weight ofAll = weights.getOrDefault(WARNINGS, Weight.WARNING);
    Weight ofGroup = kind.isConvention() ? weights.getOrDefault(CONVENTIONS, ofAll) : ofAll;
    return weights.getOrDefault(kind.code(), ofGroup);
  }

  /** The settings in one line, the same for the same settings. */
  @Override
  public String toString() {
    return new TreeMap<>(weights)
        .entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue().label())
            .collect(Collectors.joining(","));
  }
}
