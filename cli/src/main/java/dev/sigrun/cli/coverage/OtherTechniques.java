package dev.sigrun.cli.coverage;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.FileErrors;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.CompileProgress;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The techniques of another collection: a folder or file of rules, a layer of the ATT&amp;CK
 * Navigator, a text that names identities of techniques, or a folder whose files or folders are
 * named after them, as Atomic Red Team's are.
 */
public final class OtherTechniques {
  private static final int MOST_BYTES = 32 << 20;
  private static final Pattern TECHNIQUE = Pattern.compile("\\bT[0-9]{4}(?:\\.[0-9]{3})?\\b");

  private OtherTechniques() {}

  /**
   * The number of rules for each technique by identity; 0 where only the technique is named.
   *
   * @param options how rules are read
   * @throws CommandFailure if it names no technique
   */
  public static Map<String, Integer> in(String path, CompilerOptions options) {
    Map<String, Integer> found = read(path, options);
    if (found.isEmpty()) {
      throw CommandFailure.usage(
          "'"
              + path
              + "' names no technique. Expected rules, a layer of the ATT&CK Navigator, or a list"
              + " with identities such as T1059.001.");
    }
    return found;
  }

  private static Map<String, Integer> read(String path, CompilerOptions options) {
    Path file = Path.of(path);
    boolean pattern = path.contains("*");
    if (path.isBlank() || !pattern && !Files.exists(file)) {
      throw CommandFailure.usage("There is no file or folder '" + path + "'.");
    }
    String name = path.toLowerCase(Locale.ROOT);
    try {
      if (Files.isDirectory(file)) {
        Map<String, Integer> named = named(file);
        return named.isEmpty() ? ofRules(path, options) : named;
      }
      if (pattern && !Files.exists(file) || name.matches(".*\\.(toml|ya?ml)")) {
        return ofRules(path, options);
      }
      String text = text(path, file);
      return name.endsWith(".json") ? ofLayer(path, text) : ofText(text);
    } catch (CharacterCodingException e) {
      throw CommandFailure.usage("'" + path + "' is not text in UTF-8. Save it as UTF-8.");
    } catch (IOException e) {
      throw CommandFailure.usage(FileErrors.unreadable(file, e));
    }
  }

  private static String text(String path, Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw CommandFailure.usage(
          "'%s' has more than %d MB. Name a layer or a list of techniques."
              .formatted(path, MOST_BYTES >> 20));
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** The techniques after which the files or folders directly in a folder are named. */
  private static Map<String, Integer> named(Path folder) throws IOException {
    Map<String, Integer> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(each -> String.valueOf(each.getFileName()).replaceFirst("\\.(md|ya?ml|txt)$", ""))
          .filter(each -> TECHNIQUE.matcher(each).matches())
          .forEach(each -> Coverage.count(each, 0, found));
    }
    return found;
  }

  private static Map<String, Integer> ofRules(String path, CompilerOptions options) {
    RuleSources sources = RuleSources.load(List.of(path));
    if (!sources.wrongPaths().isEmpty()) {
      throw CommandFailure.usage("'" + path + "' contains no rules and names no technique.");
    }
    List<Rule> rules =
        CheckedRules.compile(sources, options, CompileProgress.NONE).rules().stream()
            .map(CheckedRule::rule)
            .flatMap(Optional::stream)
            .toList();
    return new Coverage(rules).counts();
  }

  /** The techniques that a layer enables; if it has scores, those with one above zero. */
  private static Map<String, Integer> ofLayer(String path, String text) {
    Map<String, Integer> found = new TreeMap<>();
    try {
      Object techniques =
          JsonValues.asObject(JsonValues.read(text)).orElse(Map.of()).get("techniques");
      if (techniques instanceof List<?> list) {
        for (Object each : list) {
          if (each instanceof Map<?, ?> technique
              && isCovered(technique)
              && technique.get("techniqueID") instanceof String id
              && TECHNIQUE.matcher(id).matches()) {
            Coverage.count(id, 0, found);
          }
        }
      }
    } catch (JsonFormatException e) {
      String problem = String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
      throw CommandFailure.usage("'" + path + "' is not valid JSON: " + problem + ".");
    }
    return found;
  }

  private static boolean isCovered(Map<?, ?> technique) {
    boolean enabled = !Boolean.FALSE.equals(technique.get("enabled"));
    boolean scored = !(technique.get("score") instanceof Number score) || score.doubleValue() > 0;
    return enabled && scored;
  }

  private static Map<String, Integer> ofText(String text) {
    Map<String, Integer> found = new TreeMap<>();
    text.lines()
        .map(line -> line.replaceFirst("(^|\\s)#.*", ""))
        .flatMap(line -> TECHNIQUE.matcher(line).results())
        .forEach(result -> Coverage.count(result.group(), 0, found));
    return found;
  }
}
