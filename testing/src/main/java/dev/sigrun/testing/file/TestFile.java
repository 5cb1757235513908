package dev.sigrun.testing.file;

import dev.sigrun.compiler.format.RuleFormats;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tests of one rule.
 *
 * @param path where the file is
 * @param source its text
 * @param schemas schema files that it names, in their order
 * @param files all files that it names: schemas, events, indicators
 * @param cases in the order of the file, at least one
 * @param fieldNames the fields of the events that are written in it, each with its first place
 */
public record TestFile(
    Path path,
    SourceText source,
    List<Path> schemas,
    List<Path> files,
    List<TestCase> cases,
    Map<String, Origin> fieldNames) {
  /** The suffix of test files. */
  public static final String SUFFIX = ".test.toml";

  /** Copies the collections. */
  public TestFile {
    schemas = List.copyOf(schemas);
    files = List.copyOf(files);
    cases = List.copyOf(cases);
    fieldNames = Collections.unmodifiableMap(new LinkedHashMap<>(fieldNames));
  }

  /** The test file that belongs to a rule file, whether or not there is one. */
  public static Path ofRule(Path rule) {
    String name = String.valueOf(rule.getFileName());
    int dot = name.lastIndexOf('.');
    return rule.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + SUFFIX);
  }

  /**
   * The rule file that a test file belongs to: the one that exists in {@code folder}, otherwise the
   * one of the first format.
   *
   * @param folder where the rules are, often that of the test
   */
  public static Path ruleOf(Path test, Path folder, RuleFormats formats) {
    String name = String.valueOf(test.getFileName());
    String stem = name.substring(0, name.length() - SUFFIX.length());
    List<Path> rules =
        formats.suffixes().stream().map(suffix -> folder.resolve(stem + suffix)).toList();
    return rules.stream().filter(Files::isRegularFile).findFirst().orElse(rules.get(0));
  }

  /** Whether the name of {@code path} is that of a test file. */
  public static boolean isTestFile(Path path) {
    return String.valueOf(path.getFileName()).endsWith(SUFFIX);
  }
}
