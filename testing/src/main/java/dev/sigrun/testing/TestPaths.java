package dev.sigrun.testing;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.format.RuleFormats;
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
 * @param formats which files are rule files
 * @param rules the rule files, without repetitions
 * @param elsewhere the tests that are not next to their rules, by these
 * @param orphans reports about test files that belong to no rule
 * @param wrongPaths reports about arguments that match nothing
 */
record TestPaths(
    RuleFormats formats,
    List<Path> rules,
    Map<Path, Path> elsewhere,
    List<Diagnostic> orphans,
    List<Diagnostic> wrongPaths) {
  private static final DiagnosticKind NO_RULE =
      DiagnosticKind.error("TST117", "There is no rule '%s' next to this test.");
  private static final DiagnosticKind NO_RULE_THERE =
      DiagnosticKind.error("TST118", "There is no rule '%s' for this test in the rules folder.");
  private static final DiagnosticKind SECOND_TEST =
      DiagnosticKind.error(
          "TST119", "'%s' already has tests next to it. Put all cases into one of the files.");

  TestPaths {
    rules = List.copyOf(rules);
    elsewhere = Map.copyOf(elsewhere);
    orphans = List.copyOf(orphans);
    wrongPaths = List.copyOf(wrongPaths);
  }

  static TestPaths find(List<String> arguments, RuleFormats formats) {
    DiagnosticSink wrong = new DiagnosticSink();
    DiagnosticSink orphans = new DiagnosticSink();
    Map<Path, Path> rules = new LinkedHashMap<>();
    for (String argument : arguments) {
      Optional<Path> test = testFile(argument);
      if (test.isPresent()) {
        addRuleOf(test.get(), formats, rules, orphans);
        continue;
      }
      List<Path> found = RuleFiles.find(List.of(argument), formats, wrong);
      found.forEach(rule -> rules.putIfAbsent(real(rule), rule));
      if (isFolder(argument)) {
        Set<Path> folders = new TreeSet<>();
        found.forEach(rule -> folders.add(folder(rule)));
        folders.forEach(
            folder -> testsIn(folder).forEach(t -> addRuleOf(t, formats, rules, orphans)));
      }
    }
    return new TestPaths(
        formats, List.copyOf(rules.values()), Map.of(), orphans.diagnostics(), wrong.diagnostics());
  }

  /**
   * The rules of one folder, with the tests next to them and those of another folder with the same
   * layout.
   *
   * @param tests need not exist
   */
  static TestPaths find(Path rules, Path tests, RuleFormats formats) {
    TestPaths found = find(List.of(rules.toString()), formats);
    DiagnosticSink sink = new DiagnosticSink();
    found.orphans().forEach(sink::add);
    Map<Path, Path> elsewhere = new LinkedHashMap<>();
    for (Path test : testsBelow(tests)) {
      Path folder = rules.resolve(tests.relativize(folder(test)));
      Path rule = TestFile.ruleOf(test, folder, formats);
      Path name = rules.relativize(rule);
      SourceText place = SourceText.of(test.toString(), "");
      if (!found.rules().contains(rule)) {
        sink.report(NO_RULE_THERE, place, new Span(0, 0), name);
      } else if (found.test(rule).isPresent()) {
        sink.report(SECOND_TEST, place, new Span(0, 0), rule);
      } else {
        elsewhere.put(rule, test);
      }
    }
    return new TestPaths(formats, found.rules(), elsewhere, sink.diagnostics(), found.wrongPaths());
  }

  /** The test file of a rule, if there is one. */
  Optional<Path> test(Path rule) {
    return Optional.of(TestFile.ofRule(rule))
        .filter(Files::isRegularFile)
        .or(() -> Optional.ofNullable(elsewhere.get(rule)));
  }

  /** All rule files of a folder, those of its folders not included. */
  List<Path> rulesBeside(Path folder) {
    return list(folder).stream()
        .filter(file -> formats.accepts(String.valueOf(file.getFileName())))
        .filter(file -> !TestFile.isTestFile(file))
        .toList();
  }

  private static void addRuleOf(
      Path test, RuleFormats formats, Map<Path, Path> rules, DiagnosticSink orphans) {
    Path rule = TestFile.ruleOf(test, folder(test), formats);
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

  /** The visible test files of a folder and all below it, sorted. */
  private static List<Path> testsBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> TestFile.isTestFile(file) && Files.isRegularFile(file))
          .filter(file -> !isHidden(folder.relativize(file)))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static boolean isHidden(Path path) {
    for (Path name : path) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
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
