package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of artifacts, made from the names of rule files: lower-case letters, digits, hyphens and
 * underscores, so that nothing in a rule can lead to another folder. Rules whose files have the
 * same name are distinguished by their identity, independently of their order.
 */
public final class FileNames {
  private static final Pattern SAFE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,150}");
  private static final int LONGEST = 100;
  private static final int HASH_DIGITS = 8;

  private final IdentityHashMap<Rule, String> names;

  private FileNames(IdentityHashMap<Rule, String> names) {
    this.names = names;
  }

  /** Names for these rules, all different and without folders. */
  public static FileNames of(List<Rule> rules) {
    return of(rules, ExportFolders.NONE);
  }

  /** Names for these rules, all different, each in its folder. */
  static FileNames of(List<Rule> rules, ExportFolders folders) {
    Map<String, Integer> uses = new HashMap<>();
    rules.forEach(rule -> uses.merge(folders.of(rule.path()) + stem(rule), 1, Integer::sum));
    IdentityHashMap<Rule, String> names = new IdentityHashMap<>();
    Set<String> taken = new HashSet<>();
    for (Rule rule : rules) {
      String stem = folders.of(rule.path()) + stem(rule);
      boolean alone = uses.getOrDefault(stem, 0) == 1;
      String name = alone ? stem : stem + "-" + hash(rule);
      for (int i = 2; !taken.add(name); i++) {
        name = stem + "-" + hash(rule) + "-" + i;
      }
      names.put(rule, name);
    }
    return new FileNames(names);
  }

  /**
   * The name for {@code rule}, which is one of those it was made for, with its folders and without
   * an extension.
   */
  public String of(Rule rule) {
    String name = names.get(rule);
    if (name == null) {
      throw new IllegalArgumentException("No name for " + rule);
    }
    return name;
  }

  /** Whether {@code name} is a plain name on every file system. */
  static boolean isSafe(String name) {
    return SAFE.matcher(name).matches() && !name.contains("..");
  }

  private static String stem(Rule rule) {
    String path = rule.path().replace('\\', '/');
    String file = path.substring(path.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return stem(dot > 0 ? file.substring(0, dot) : file);
  }

  /** A plain name on every file system that is made of these words. */
  public static String stem(String text) {
    String words =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_-]+", "_")
            .replaceAll("^[_-]+|[_-]+$", "");
    String name = words.substring(0, Math.min(words.length(), LONGEST));
    if (name.isEmpty()) {
      return "rule";
    }
    // The report is next to the artifacts of a target.
    return DeviceNames.contains(name) || name.equals("report") ? name + "_rule" : name;
  }

  private static String hash(Rule rule) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((rule.ruleId() + "\n" + rule.name()).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
