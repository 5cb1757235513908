package dev.sigrun.cli.report;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.source.Position;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A diagnostic as reports for programs describe it.
 *
 * @param diagnostic the diagnostic
 * @param rule the identity of the rule that it is about, or its name; empty if neither can be read
 */
record Finding(Diagnostic diagnostic, Optional<String> rule) {
  /** All findings: those about the arguments of the command, then those about rules, in order. */
  static List<Finding> all(CheckedRules checked, List<Diagnostic> wrongPaths) {
    List<Finding> all = new ArrayList<>();
    wrongPaths.forEach(diagnostic -> all.add(new Finding(diagnostic, Optional.empty())));
    for (CheckedRule rule : checked.rules()) {
      Optional<String> identity = rule.diagnostics().isEmpty() ? Optional.empty() : rule.identity();
      rule.diagnostics().forEach(diagnostic -> all.add(new Finding(diagnostic, identity)));
    }
    return all;
  }

  /** The path of the file, as the user wrote it. */
  String path() {
    return diagnostic.source().name();
  }

  /**
   * The path of the file from the current folder on, or the whole path if it lies elsewhere, with
   * forward slashes: code hosts look for files below the root of a checkout.
   */
  String portablePath() {
    try {
      Path folder = Path.of("").toAbsolutePath().normalize();
      Path file = folder.resolve(path()).normalize();
      Path shown = file.startsWith(folder) ? folder.relativize(file) : file;
      return shown.toString().replace(shown.getFileSystem().getSeparator(), "/");
    } catch (InvalidPathException e) {
      return path();
    }
  }

  /** Where it starts. */
  Position start() {
    return diagnostic.position();
  }

  /** The place after its last character; equal to {@link #start} if it is about a place only. */
  Position end() {
    return diagnostic.source().position(diagnostic.span().end());
  }

  /** Its severity. */
  Severity severity() {
    return diagnostic.severity();
  }

  /** Its stable code. */
  String code() {
    return diagnostic.code();
  }

  /** Its message. */
  String message() {
    return diagnostic.message();
  }
}
