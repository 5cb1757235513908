package dev.sigrun.lsp.workspace;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.format.RuleFormat;
import dev.sigrun.compiler.format.RuleFormats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the files that are checked together. */
final class RuleListing {
  /** A folder without a project file may hold anything; this many files are looked at. */
  private static final int MOST_FILES = 20_000;

  /** Texts that some rule of each format has, and hardly any other file. */
  private static final Pattern RULE =
      Pattern.compile(
          "^(?:[ \\t]*(?:\\[{1,2}[ \\t]*rule\\b|rule_id[ \\t]*=)"
              + "|(?:detection|correlation|logsource|filter)[ \\t]*:)",
          Pattern.MULTILINE);

  private RuleListing() {}

  /** The rule files that a project names, in the order in which commands check them. */
  static List<Path> ofProject(List<String> rules, RuleFormats formats) {
    // Arguments that name nothing are reported by commands; here folders may still be empty.
    return RuleFiles.find(rules, formats, new DiagnosticSink());
  }

  /** The files next to each other in a folder that could be rules, in order. */
  static List<Path> ofFolder(Path folder, RuleFormats formats) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.limit(MOST_FILES)
          .filter(path -> isNamedLikeRule(path, formats))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  /** Whether the name is that of a rule file, and not that of its tests. */
  static boolean isNamedLikeRule(Path path, RuleFormats formats) {
    String name = String.valueOf(path.getFileName());
    return formats.accepts(name) && !name.endsWith(".test.toml") && !name.startsWith(".");
  }

  /**
   * Whether a file that is named like a rule looks like one: other programs have files in TOML and
   * YAML, too. For files beside rules, the name is enough.
   */
  static boolean looksLikeRule(Path path, String text, RuleFormats formats) {
    String name = String.valueOf(path.getFileName());
    return formats.forPath(name).filter(RuleFormat::isBesideRules).isPresent()
        || RULE.matcher(text).find();
  }
}
