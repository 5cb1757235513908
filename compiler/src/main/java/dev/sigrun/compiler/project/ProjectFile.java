package dev.sigrun.compiler.project;

import dev.sigrun.compiler.diagnostic.Severities;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a project of rules.
 *
 * @param settings in the order of the file
 * @param severities the severities of warnings that the file sets
 */
public record ProjectFile(List<Setting> settings, Severities severities) {
  /** A project without settings of its own. */
  public static final ProjectFile NONE = new ProjectFile(List.of(), Severities.DEFAULTS);

  /** Copies the list. */
  public ProjectFile {
    settings = List.copyOf(settings);
  }

  /**
   * A setting.
   *
   * @param name the key, with that of its table before it: {@code severity.KQL101}
   * @param values as they are written; several only for keys that take several
   * @param line where the key is written
   */
  public record Setting(ProjectKey key, String name, List<String> values, int line) {
    /** Copies the list. */
    public Setting {
      values = List.copyOf(values);
    }
  }

  /** The name of a project file. */
  public static final String NAME = "sigrun.toml";

  /** The nearest project file, from {@code folder} up to the root of its repository. */
  public static Optional<Path> nearest(Path folder) {
    for (Path each = folder.toAbsolutePath().normalize(); each != null; each = each.getParent()) {
      Path candidate = each.resolve(NAME);
      if (Files.isRegularFile(candidate)) {
        return Optional.of(candidate);
      }
      if (Files.exists(each.resolve(".git"))) {
        break;
      }
    }
    return Optional.empty();
  }

  /** The values of a key; none if it is not set. */
  public List<String> values(ProjectKey key) {
    return settings.stream()
        .filter(setting -> setting.key() == key)
        .flatMap(setting -> setting.values().stream())
        .toList();
  }

  /** The only value of a key, if it is set. */
  public Optional<String> value(ProjectKey key) {
    return values(key).stream().findFirst();
  }

  /** Whether a key is set to {@code true}. */
  public boolean isTrue(ProjectKey key) {
    return value(key).equals(Optional.of("true"));
  }
}
