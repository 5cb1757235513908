package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.web.server.Question;
import dev.sigrun.cli.web.server.RefusedException;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.testing.RuleTests;
import dev.sigrun.testing.file.TestFile;
import dev.sigrun.testing.result.CaseResult;
import dev.sigrun.testing.result.Failure;
import dev.sigrun.testing.result.RuleResult;
import dev.sigrun.testing.result.TestReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tests on the page, whether or not they are saved. They run in a temporary folder with
 * copies of what is next to the rule, because tests and rules may use those files.
 */
final class TestAnswers {
  private static final int MOST_COPIED = 500;
  private static final long LARGEST_COPIED = 4L << 20;

  private final Workbench workbench;

  TestAnswers(Workbench workbench) {
    this.workbench = workbench;
  }

  /** The result of each case. */
  Map<String, @Nullable Object> run(Question question) {
    RuleText rule = RuleText.of(workbench, question);
    String test = question.text("test");
    Optional<Path> saved = workbench.ask(project -> workbench.find(project, question.text("name")));
    Path temporary = temporary();
    try {
      String name = Path.of(rule.file()).getFileName().toString();
      if (saved.isPresent() && saved.get().getParent() != null) {
        copy(saved.get().getParent(), temporary);
      }
      Path file = temporary.resolve(name);
      Files.writeString(file, question.text("text"));
      Files.writeString(TestFile.ofRule(file), test);
      return report(file, rule.options());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(temporary);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("sigrun-test");
    } catch (IOException e) {
      throw RefusedException.wrong("There is no temporary folder to run tests in.");
    }
  }

  /** Copies the files next to the rule. Folders are left out. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).limit(MOST_COPIED).toList()) {
        if (Files.size(file) <= LARGEST_COPIED && !TestFile.isTestFile(file)) {
          Files.copy(file, to.resolve(file.getFileName().toString()));
        }
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // The system clears its temporary folder in the end.
    }
  }

  private static Map<String, @Nullable Object> report(Path rule, CompilerOptions options) {
    TestReport report;
    try {
      report = RuleTests.of(List.of(rule.toString()), options).run();
    } catch (MissingJavaCompilerException e) {
      throw RefusedException.wrong(String.valueOf(e.getMessage()));
    }
    Map<String, @Nullable Object> answer = Answer.object();
    answer.put("summary", report.summary());
    answer.put("passed", !report.hasErrors() && !report.hasFailures());
    answer.put("diagnostics", Answer.list(report.diagnostics(), TestAnswers::diagnostic));
    answer.put(
        "cases",
        report.rules().stream()
            .map(RuleResult::cases)
            .flatMap(List::stream)
            .map(TestAnswers::result)
            .toList());
    return answer;
  }

  private static Map<String, @Nullable Object> diagnostic(Diagnostic diagnostic) {
    Map<String, @Nullable Object> json = Places.diagnostic(diagnostic, Optional.empty());
    Path file = Path.of(diagnostic.source().outermost().name());
    json.put("file", String.valueOf(file.getFileName()));
    return json;
  }

  private static Map<String, @Nullable Object> result(CaseResult result) {
    Map<String, @Nullable Object> json = Answer.object();
    json.put("name", result.name());
    json.put("line", result.line());
    json.put("outcome", result.outcome().word());
    json.put("positive", result.positive());
    json.put("skipped", Answer.orNull(result.skipped()));
    json.put("failure", result.failure().map(TestAnswers::failure).orElse(null));
    return json;
  }

  private static Map<String, @Nullable Object> failure(Failure failure) {
    Map<String, @Nullable Object> json = Answer.object();
    json.put("expected", failure.expected());
    json.put("found", failure.found());
    json.put("findings", Answer.list(failure.findings(), TestAnswers::finding));
    return json;
  }

  private static Map<String, @Nullable Object> finding(Failure.Finding finding) {
    Map<String, @Nullable Object> json = Answer.object();
    json.put("title", finding.title());
    json.put("clauses", Answer.list(finding.clauses(), TestAnswers::clause));
    return json;
  }

  private static Map<String, @Nullable Object> clause(Failure.Clause clause) {
    Map<String, @Nullable Object> json = Answer.object();
    json.put("line", clause.line());
    json.put("truth", clause.truth());
    json.put("text", clause.condition());
    json.put("values", clause.values());
    return json;
  }
}
