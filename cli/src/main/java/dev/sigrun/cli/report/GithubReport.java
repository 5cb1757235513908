package dev.sigrun.cli.report;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.ruleset.CheckedRules;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The results of {@code check} as <a
 * href="https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions">workflow
 * commands of GitHub Actions</a>, which become annotations of the lines of a pull request.
 */
public final class GithubReport {
  private GithubReport() {}

  /** A line for each finding. */
  public static String lines(CheckedRules checked, List<Diagnostic> wrongPaths) {
    return Finding.all(checked, wrongPaths).stream()
        .map(finding -> line(finding) + "\n")
        .collect(Collectors.joining());
  }

  private static String line(Finding finding) {
    boolean oneLine = finding.start().line() == finding.end().line();
    String command =
        switch (finding.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case INFO, UNSUPPORTED -> "notice";
        };
    return "::"
        + command
        + " file="
        + property(finding.portablePath())
        + ",line="
        + finding.start().line()
        + ",endLine="
        + finding.end().line()
        // Columns of a text of several lines are refused.
        + (oneLine
            ? ",col=" + finding.start().column() + ",endColumn=" + finding.end().column()
            : "")
        + ",title="
        + property(finding.code())
        + "::"
        + data(finding.message());
  }

  /** A line break would end the command, and what follows could be another one. */
  private static String data(String text) {
    return VisibleText.of(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
