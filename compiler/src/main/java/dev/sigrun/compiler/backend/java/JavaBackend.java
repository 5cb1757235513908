package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.AnalyzedRule;
import java.util.List;
import javax.lang.model.SourceVersion;

/**
 * Renders rules as Java: a readable {@link dev.sigrun.runtime.EventMatcher} for each and a {@link
 * dev.sigrun.runtime.CompiledRules} for all of them. The output is the same for the same rules in any
 * order, on any machine.
 */
public final class JavaBackend {
  private final Options options;

  private JavaBackend(Options options) {
    this.options = options;
  }

  /**
   * Names in generated code.
   *
   * @param packageName of all classes
   * @param setName simple name of the class of the set
   */
  public record Options(String packageName, String setName) {
    /** Refuses what Java 17 does not take for a name. */
    public Options {
      if (!SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
        throw new IllegalArgumentException("'" + packageName + "' is no name of a package.");
      }
      if (!SourceVersion.isName(setName, SourceVersion.RELEASE_17) || setName.contains(".")) {
        throw new IllegalArgumentException("'" + setName + "' is no name of a class.");
      }
    }

    /** {@code dev.sigrun.generated.DetectionRules}. */
    public static Options defaults() {
      return new Options("dev.sigrun.generated", "DetectionRules");
    }
  }

  /** A back end that names its output so. */
  public static JavaBackend create(Options options) {
    return new JavaBackend(options);
  }

  /** All rules as Java. Rules that it cannot render are listed, never dropped in silence. */
  public GeneratedJava emit(List<AnalyzedRule> rules) {
    throw new UnsupportedOperationException(options + " " + rules);
  }
}
