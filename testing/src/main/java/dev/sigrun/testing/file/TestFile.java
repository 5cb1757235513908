package dev.sigrun.testing.file;

import dev.sigrun.compiler.source.SourceText;
import java.nio.file.Path;
import java.util.List;

/**
 * The tests of one rule.
 *
 * @param path where the file is
 * @param source its text
 * @param schemas schema files that it names, in their order
 * @param cases in the order of the file, at least one
 */
public record TestFile(Path path, SourceText source, List<Path> schemas, List<TestCase> cases) {
  /** How the names of test files end. */
  public static final String SUFFIX = ".test.toml";

  private static final String RULE_SUFFIX = ".toml";

  /** Copies the lists. */
  public TestFile {
    schemas = List.copyOf(schemas);
    cases = List.copyOf(cases);
  }

  /** The test file that belongs to a rule file, whether or not there is one. */
  public static Path ofRule(Path rule) {
    String name = String.valueOf(rule.getFileName());
    String stem = name.substring(0, name.length() - RULE_SUFFIX.length());
    return rule.resolveSibling(stem + SUFFIX);
  }

  /** The rule file that a test file belongs to, whether or not there is one. */
  public static Path ruleOf(Path test) {
    String name = String.valueOf(test.getFileName());
    String stem = name.substring(0, name.length() - SUFFIX.length());
    return test.resolveSibling(stem + RULE_SUFFIX);
  }

  /** Whether the name of {@code path} is that of a test file. */
  public static boolean isTestFile(Path path) {
    return String.valueOf(path.getFileName()).endsWith(SUFFIX);
  }
}
