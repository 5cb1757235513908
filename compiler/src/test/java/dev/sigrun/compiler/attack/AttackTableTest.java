package dev.sigrun.compiler.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.document.YamlReader;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table of ATT&amp;CK against what the public rules say of it. */
class AttackTableTest {
  private final AttackTable table = AttackTable.get();

  @Test
  void knowsTacticsTechniquesAndWhatReplacedThem() {
    assertThat(table.size()).isEqualTo(697);
    assertThat(table.technique("T1059.001").orElseThrow())
        .isEqualTo(new Technique("T1059.001", "PowerShell", List.of(Tactic.EXECUTION)));
    assertThat(table.technique("T1562.001").map(Technique::id)).contains("T1685");
    assertThat(table.replacement("T1562.001")).contains("T1685");
    assertThat(table.suggestion("T1059.099")).isPresent();
    assertThat(Tactic.named("defense-evasion")).contains(Tactic.STEALTH);
    assertThat(Tactic.withId("TA0112")).contains(Tactic.DEFENSE_IMPAIRMENT);
    Technique tools = table.technique("T1685").orElseThrow();
    assertThat(tools.serves(Tactic.STEALTH)).isTrue();
    assertThat(tools.today(Tactic.STEALTH)).isEqualTo(Tactic.DEFENSE_IMPAIRMENT);
    assertThat(tools.today(Tactic.IMPACT)).isEqualTo(Tactic.IMPACT);
  }

  @Test
  void hasAllThatTheTagsOfPublicRulesName() {
    Set<String> unknown = new TreeSet<>();
    for (DataValue document : documents(SharedFiles.SIGMA_RULES)) {
      texts(document, "tags")
          .forEach(
              tag -> {
                String id = tag.replace("attack.", "").toUpperCase(Locale.ROOT);
                if (id.matches("T[0-9]{4}.*") && table.technique(id).isEmpty()) {
                  unknown.add(tag);
                }
              });
    }
    assertThat(unknown).isEmpty();
  }

  /** Names of earlier versions may differ; a tactic that a rule names is one that is served. */
  @Test
  void agreesWithTheMappingsOfPublicRules() {
    Set<String> otherwise = new TreeSet<>();
    Set<String> renamed = new TreeSet<>();
    for (DataValue document : documents(SharedFiles.PUBLIC_RULES)) {
      for (DataValue.Table threat :
          tables(document.asTable().flatMap(t -> t.get("rule")), "threat")) {
        Optional<Tactic> tactic =
            threat
                .get("tactic")
                .flatMap(DataValue::asTable)
                .flatMap(t -> text(t, "id"))
                .flatMap(Tactic::withId);
        for (DataValue.Table named : tables(Optional.of(threat), "technique")) {
          String id = text(named, "id").orElse("");
          if (tactic.isPresent() && id.startsWith("T")) {
            Optional<Technique> known = table.technique(id);
            if (known.filter(technique -> technique.serves(tactic.get())).isEmpty()) {
              otherwise.add(id + " " + tactic.get());
            } else if (known.get().id().equals(id)
                && !known.get().name().equals(text(named, "name").orElse(""))) {
              renamed.add(id);
            }
          }
        }
      }
    }
    assertThat(otherwise).isEmpty();
    assertThat(renamed).isSubsetOf("T1211", "T1222", "T1557");
  }

  private static List<DataValue> documents(String folder) {
    DiagnosticSink sink = new DiagnosticSink();
    List<DataValue> documents = new ArrayList<>();
    List<String> paths = List.of(SharedFiles.path(folder).toString());
    for (Path file : RuleFiles.find(paths, CompilerOptions.defaults().formats(), sink)) {
      SourceText text = SourceText.of(file.toString(), SharedFiles.text(file));
      if (file.toString().endsWith(".toml")) {
        TomlReader.read(text, sink).ifPresent(documents::add);
      } else {
        YamlReader.read(text, sink).forEach(document -> document.value().ifPresent(documents::add));
      }
    }
    assertThat(documents).isNotEmpty();
    return documents;
  }

  private static List<String> texts(DataValue document, String key) {
    return document.asTable().flatMap(table -> table.get(key)).flatMap(DataValue::asArray).stream()
        .flatMap(array -> array.values().stream())
        .flatMap(value -> value.asText().stream())
        .toList();
  }

  private static List<DataValue.Table> tables(Optional<? extends DataValue> of, String key) {
    return of
        .flatMap(DataValue::asTable)
        .flatMap(table -> table.get(key))
        .flatMap(DataValue::asArray)
        .stream()
        .flatMap(array -> array.values().stream())
        .flatMap(value -> value.asTable().stream())
        .toList();
  }

  private static Optional<String> text(DataValue.Table table, String key) {
    return table.get(key).flatMap(DataValue::asText);
  }
}
