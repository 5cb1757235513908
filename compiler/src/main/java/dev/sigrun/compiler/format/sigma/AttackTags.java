package dev.sigrun.compiler.format.sigma;

import dev.sigrun.compiler.attack.AttackTable;
import dev.sigrun.compiler.attack.Tactic;
import dev.sigrun.compiler.attack.Technique;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.rule.ThreatMapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tactics and techniques of ATT&amp;CK in the tags of a rule, such as {@code attack.execution} and
 * {@code attack.t1059.001}. A technique is placed below those tactics of the rule that it serves;
 * below its own if it serves none of them.
 */
final class AttackTags {
  private static final DiagnosticKind UNKNOWN_TECHNIQUE =
      DiagnosticKind.warning("SIG143", "'%s' is not a technique of MITRE ATT&CK %s.%s");
  private static final DiagnosticKind REPLACED =
      DiagnosticKind.warning("SIG144", "'%s' was replaced by '%s' in MITRE ATT&CK %s.");
  private static final DiagnosticKind UNKNOWN_WORD =
      DiagnosticKind.warning(
          "SIG145", "'%s' is neither a tactic nor a technique, group or software of ATT&CK.%s");

  private static final String FRAMEWORK = "MITRE ATT&CK";
  private static final String SITE = "https://attack.mitre.org/";
  private static final String PREFIX = "attack.";
  private static final Pattern TECHNIQUE = Pattern.compile("t[0-9]{4}(?:\\.[0-9]{3})?");

  /** Groups, software, campaigns, mitigations, sources of data, and tactics by their numbers. */
  private static final Pattern OTHER = Pattern.compile("(?:[gscm]|ds|ta)[0-9]{4}");

  private static final Suggestions WORDS =
      Suggestions.of(
          Stream.concat(
                  Arrays.stream(Tactic.values()).map(Tactic::word),
                  Stream.of(Tactic.FORMER_STEALTH))
              .toList());

  private AttackTags() {}

  /** The rest of a tag of ATT&amp;CK after its prefix, in lower case; empty for other tags. */
  private static Optional<String> word(String tag) {
    String lower = tag.toLowerCase(Locale.ROOT);
    return lower.startsWith(PREFIX)
        ? Optional.of(lower.substring(PREFIX.length()).replace('_', '-'))
        : Optional.empty();
  }

  /** Reports tags of ATT&amp;CK that its table does not have. */
  static void check(List<DataValue> tags, DiagnosticSink sink) {
    for (DataValue each : tags) {
      each.asText().flatMap(AttackTags::word).ifPresent(word -> check(word, each, sink));
    }
  }

  private static void check(String word, DataValue tag, DiagnosticSink sink) {
    String written = tag.asText().orElse("");
    AttackTable table = AttackTable.get();
    if (!TECHNIQUE.matcher(word).matches()) {
      if (Tactic.named(word).isEmpty() && !OTHER.matcher(word).matches()) {
        report(UNKNOWN_WORD, tag, sink, written, WORDS.didYouMean(word));
      }
      return;
    }
    String id = word.toUpperCase(Locale.ROOT);
    Optional<String> replacement = table.replacement(id);
    if (replacement.isPresent()) {
      report(REPLACED, tag, sink, written, tag(replacement.get()), AttackTable.VERSION);
    } else if (table.technique(id).isEmpty()) {
      DidYouMean hint =
          new DidYouMean(written, table.suggestion(id).map(AttackTags::tag).stream().toList());
      report(UNKNOWN_TECHNIQUE, tag, sink, written, AttackTable.VERSION, hint);
    }
  }

  private static String tag(String id) {
    return PREFIX + id.toLowerCase(Locale.ROOT);
  }

  private static void report(
      DiagnosticKind kind, DataValue tag, DiagnosticSink sink, Object... arguments) {
    sink.report(kind, tag.origin().source(), tag.origin().span(), arguments);
  }

  /** The tactics and techniques that {@code tags} name. */
  static List<ThreatMapping> threats(List<String> tags) {
    Map<Tactic, String> tactics = new LinkedHashMap<>();
    List<Technique> techniques = new ArrayList<>();
    for (String tag : tags) {
      String word = word(tag).orElse("");
      Tactic.named(word).ifPresent(tactic -> tactics.putIfAbsent(tactic, word));
      if (TECHNIQUE.matcher(word).matches()) {
        String id = word.toUpperCase(Locale.ROOT);
        techniques.add(
            AttackTable.get().technique(id).orElseGet(() -> new Technique(id, id, List.of())));
      }
    }
    Map<Tactic, List<Technique>> placed = new LinkedHashMap<>();
    tactics.keySet().forEach(tactic -> placed.put(tactic, new ArrayList<>()));
    for (Technique technique : techniques) {
      places(technique, List.copyOf(tactics.keySet()))
          .forEach(
              tactic -> placed.computeIfAbsent(tactic, any -> new ArrayList<>()).add(technique));
    }
    List<ThreatMapping> threats = new ArrayList<>();
    placed.forEach(
        (tactic, below) ->
            threats.add(
                new ThreatMapping(
                    FRAMEWORK,
                    tactic(tactic, tactics.getOrDefault(tactic, tactic.word())),
                    techniques(below))));
    return threats;
  }

  /** The tactics that a technique is placed below; one that is not known, below the only one. */
  private static List<Tactic> places(Technique technique, List<Tactic> ofRule) {
    if (technique.tactics().isEmpty()) {
      return ofRule.size() == 1 ? ofRule : List.of();
    }
    List<Tactic> served = ofRule.stream().filter(technique::serves).toList();
    return served.isEmpty() ? technique.tactics() : served;
  }

  /** A tactic by the name that the rule has for it. */
  private static ThreatMapping.Item tactic(Tactic tactic, String word) {
    return new ThreatMapping.Item(
        tactic.id(), Tactic.title(word), Optional.of(SITE + "tactics/" + tactic.id() + "/"));
  }

  private static List<ThreatMapping.Technique> techniques(List<Technique> all) {
    Map<String, List<ThreatMapping.Item>> finer = new LinkedHashMap<>();
    for (Technique technique : all) {
      List<ThreatMapping.Item> items =
          finer.computeIfAbsent(technique.parentId(), key -> new ArrayList<>());
      if (!technique.id().equals(technique.parentId())) {
        items.add(item(technique.id(), technique.name()));
      }
    }
    List<ThreatMapping.Technique> techniques = new ArrayList<>();
    finer.forEach(
        (id, items) -> {
          String name = AttackTable.get().technique(id).map(Technique::name).orElse(id);
          techniques.add(new ThreatMapping.Technique(item(id, name), items));
        });
    return techniques;
  }

  private static ThreatMapping.Item item(String id, String name) {
    String address = SITE + "techniques/" + id.replace('.', '/') + "/";
    return new ThreatMapping.Item(id, name, Optional.of(address));
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
