package dev.sigrun.testing;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.rule.RuleFiles;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.testing.file.TestFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rules whose tests are to be run.
 *
 * @param rules the rule files, without repetitions
 * @param orphans reports about test files without a rule
 * @param wrongPaths reports about arguments that name nothing
 */
record TestPaths(List<Path> rules, List<Diagnostic> orphans, List<Diagnostic> wrongPaths) {
  private static final DiagnosticKind NO_RULE =
      DiagnosticKind.error("TST117", "There is no rule '%s' beside this test.");

  TestPaths {
    rules = List.copyOf(rules);
    orphans = List.copyOf(orphans);
    wrongPaths = List.copyOf(wrongPaths);
  }

  static TestPaths find(List<String> arguments) {
    DiagnosticSink wrong = new DiagnosticSink();
    DiagnosticSink orphans = new DiagnosticSink();
    Map<Path, Path> rules = new LinkedHashMap<>();
    for (String argument : arguments) {
      Optional<Path> test = testFile(argument);
      if (test.isPresent()) {
        addRuleOf(test.get(), rules, orphans);
        continue;
      }
      List<Path> found = RuleFiles.find(List.of(argument), wrong);
      found.forEach(rule -> rules.putIfAbsent(real(rule), rule));
      if (isFolder(argument)) {
        Set<Path> folders = new TreeSet<>();
        found.forEach(rule -> folders.add(folder(rule)));
        folders.forEach(folder -> testsIn(folder).forEach(t -> addRuleOf(t, rules, orphans)));
      }
    }
    return new TestPaths(List.copyOf(rules.values()), orphans.diagnostics(), wrong.diagnostics());
  }

  /** The test file of a rule, if there is one. */
  Optional<Path> test(Path rule) {
    return Optional.of(TestFile.ofRule(rule)).filter(Files::isRegularFile);
  }

  /** All rule files of a folder, those of its folders not included. */
  List<Path> rulesBeside(Path folder) {
    return list(folder).stream()
        .filter(file -> String.valueOf(file.getFileName()).endsWith(".toml"))
        .filter(file -> !TestFile.isTestFile(file))
        .toList();
  }

  private static void addRuleOf(Path test, Map<Path, Path> rules, DiagnosticSink orphans) {
    Path rule = TestFile.ruleOf(test);
    if (Files.isRegularFile(rule)) {
      rules.putIfAbsent(real(rule), rule);
    } else {
      orphans.report(
          NO_RULE, SourceText.of(test.toString(), ""), new Span(0, 0), rule.getFileName());
    }
  }

  private static Optional<Path> testFile(String argument) {
    try {
      return Optional.of(Path.of(argument))
          .filter(path -> TestFile.isTestFile(path) && Files.isRegularFile(path));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Path real(Path rule) {
    try {
      return rule.toRealPath();
    } catch (IOException e) {
      return rule;
    }
  }

  private static boolean isFolder(String argument) {
    try {
      return Files.isDirectory(Path.of(argument));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static List<Path> testsIn(Path folder) {
    return list(folder).stream().filter(TestFile::isTestFile).toList();
  }

  private static Path folder(Path rule) {
    return Optional.ofNullable(rule.getParent()).orElse(Path.of(""));
  }

  /** The visible files of a folder, sorted. */
  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
