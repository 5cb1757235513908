package dev.sigrun.compiler.attack;

import dev.sigrun.compiler.diagnostic.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The techniques of MITRE ATT&amp;CK for enterprises, from {@code attack.txt}. */
public final class AttackTable {
  /** The version of ATT&amp;CK. */
  public static final String VERSION = "19";

  /** Where the table comes from, in a sentence for reports. */
  public static final String SOURCE =
      "Identities and names of MITRE ATT&CK " + VERSION + " (c) The MITRE Corporation.";

  private static final String FILE = "attack.txt";
  private static final String REVOKED = "[revoked]";
  private static final AttackTable INSTANCE = new AttackTable();

  private final Map<String, Technique> techniques = new LinkedHashMap<>();
  private final Map<String, String> replacements = new LinkedHashMap<>();
  private final Suggestions suggestions;

  private AttackTable() {
    List<Tactic> tactics = List.of();
    boolean revoked = false;
    for (String line : lines()) {
      String text = line.strip();
      if (text.startsWith("[")) {
        revoked = text.equals(REVOKED);
        tactics = revoked ? List.of() : tactics(text);
      } else if (!text.isEmpty() && !text.startsWith("#")) {
        int blank = text.indexOf(' ');
        String id = text.substring(0, blank);
        String rest = text.substring(blank + 1);
        if (revoked) {
          replacements.put(id, rest);
        } else {
          techniques.put(id, new Technique(id, rest, tactics));
        }
      }
    }
    suggestions = Suggestions.of(techniques.keySet());
  }

  private static List<String> lines() {
    try (InputStream in = Objects.requireNonNull(AttackTable.class.getResourceAsStream(FILE))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Tactic> tactics(String line) {
    return Arrays.stream(line.substring(1, line.length() - 1).split(", ", -1))
        .map(word -> Tactic.named(word).orElseThrow())
        .toList();
  }

  /** The table. */
  public static AttackTable get() {
    return INSTANCE;
  }

  /** The technique with this identity, of which later versions may have made another one. */
  public Optional<Technique> technique(String id) {
    return Optional.ofNullable(techniques.get(replacements.getOrDefault(id, id)));
  }

  /** All techniques, in the order of the table. */
  public Collection<Technique> techniques() {
    return Collections.unmodifiableCollection(techniques.values());
  }

  /** The replacement of a technique of earlier versions; empty if there is none. */
  public Optional<String> replacement(String id) {
    return Optional.ofNullable(replacements.get(id));
  }

  /** The identity that may be meant by {@code id}, which no technique has. */
  public Optional<String> suggestion(String id) {
    return suggestions.closest(id, 1).stream().findFirst();
  }

  /** How many techniques it has. */
  int size() {
    return techniques.size();
  }
}
