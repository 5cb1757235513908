package dev.sigrun.compiler.format.sigma;

import static java.util.Map.entry;

import dev.sigrun.compiler.rule.ThreatMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tactics and techniques of ATT&amp;CK in the tags of a rule, such as {@code attack.execution} and
 * {@code attack.t1059.001}. Tactics are those of version 19, in which Stealth has the number of
 * what was Defense Evasion, and Defense Impairment is new.
 */
final class AttackTags {
  private static final String FRAMEWORK = "MITRE ATT&CK";
  private static final String SITE = "https://attack.mitre.org/";
  private static final String PREFIX = "attack.";

  /** Identities of tactics by the words of tags; both names of TA0005. */
  private static final Map<String, String> TACTICS =
      Map.ofEntries(
          entry("reconnaissance", "TA0043"),
          entry("resource-development", "TA0042"),
          entry("initial-access", "TA0001"),
          entry("execution", "TA0002"),
          entry("persistence", "TA0003"),
          entry("privilege-escalation", "TA0004"),
          entry("stealth", "TA0005"),
          entry("defense-evasion", "TA0005"),
          entry("defense-impairment", "TA0112"),
          entry("credential-access", "TA0006"),
          entry("discovery", "TA0007"),
          entry("lateral-movement", "TA0008"),
          entry("collection", "TA0009"),
          entry("command-and-control", "TA0011"),
          entry("exfiltration", "TA0010"),
          entry("impact", "TA0040"));

  private AttackTags() {}

  /** The tactics and techniques that {@code tags} name. */
  static List<ThreatMapping> threats(List<String> tags) {
    Map<String, String> tactics = new LinkedHashMap<>();
    List<String> techniques = new ArrayList<>();
    for (String tag : tags) {
      String lower = tag.toLowerCase(Locale.ROOT);
      if (lower.startsWith(PREFIX)) {
        String word = lower.substring(PREFIX.length()).replace('_', '-');
        if (TACTICS.containsKey(word)) {
          tactics.putIfAbsent(TACTICS.get(word), word);
        } else if (word.matches("t[0-9]{4}(?:\\.[0-9]{3})?")) {
          techniques.add(word.toUpperCase(Locale.ROOT));
        }
      }
    }
    List<ThreatMapping> threats = new ArrayList<>();
    // With several tactics the tags do not say which of them a technique serves.
    List<ThreatMapping.Technique> known = tactics.size() == 1 ? techniques(techniques) : List.of();
    tactics.forEach(
        (id, word) -> threats.add(new ThreatMapping(FRAMEWORK, tactic(id, word), known)));
    return threats;
  }

  private static ThreatMapping.Item tactic(String id, String word) {
    return new ThreatMapping.Item(id, title(word), Optional.of(SITE + "tactics/" + id + "/"));
  }

  /** {@code command-and-control} as a title. */
  private static String title(String word) {
    StringBuilder title = new StringBuilder();
    for (String part : word.split("-", -1)) {
      title.append(title.length() == 0 ? "" : " ");
      boolean small = part.equals("and");
      title.append(small ? part.charAt(0) : Character.toUpperCase(part.charAt(0)));
      title.append(part.substring(1));
    }
    return title.toString();
  }

  private static List<ThreatMapping.Technique> techniques(List<String> ids) {
    Map<String, List<ThreatMapping.Item>> finer = new LinkedHashMap<>();
    for (String id : ids) {
      int dot = id.indexOf('.');
      List<ThreatMapping.Item> items =
          finer.computeIfAbsent(dot < 0 ? id : id.substring(0, dot), key -> new ArrayList<>());
      if (dot >= 0) {
        items.add(technique(id));
      }
    }
    List<ThreatMapping.Technique> techniques = new ArrayList<>();
    finer.forEach((id, items) -> techniques.add(new ThreatMapping.Technique(technique(id), items)));
    return techniques;
  }

  private static ThreatMapping.Item technique(String id) {
    String address = SITE + "techniques/" + id.replace('.', '/') + "/";
    return new ThreatMapping.Item(id, id, Optional.of(address));
  }

  /** The same as alerts quote it. */
  static List<Object> parameters(List<ThreatMapping> threats) {
    List<Object> quoted = new ArrayList<>();
    for (ThreatMapping threat : threats) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("framework", threat.framework());
      map.put("tactic", item(threat.tactic()));
      List<Object> techniques = new ArrayList<>();
      for (ThreatMapping.Technique technique : threat.techniques()) {
        Map<String, Object> quotedTechnique = new LinkedHashMap<>(item(technique.item()));
        if (!technique.subtechniques().isEmpty()) {
          quotedTechnique.put(
              "subtechnique", technique.subtechniques().stream().map(AttackTags::item).toList());
        }
        techniques.add(quotedTechnique);
      }
      if (!techniques.isEmpty()) {
        map.put("technique", techniques);
      }
      quoted.add(map);
    }
    return quoted;
  }

  private static Map<String, Object> item(ThreatMapping.Item item) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", item.id());
    map.put("name", item.name());
    item.reference().ifPresent(reference -> map.put("reference", reference));
    return map;
  }
}
