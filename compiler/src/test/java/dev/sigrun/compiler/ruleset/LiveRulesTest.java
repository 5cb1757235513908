package dev.sigrun.compiler.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.conventions.RuleText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that change, compared with the same rules compiled once. */
class LiveRulesTest {
  private static final CompilerOptions OPTIONS = CompilerOptions.defaults();

  private static final String LOGON =
      """
      title: Failed Logon
      id: 5638e7e2-0000-4000-8000-00000000000%s
      name: failed_logon_%s
      status: test
      description: Finds failed logons.
      logsource:
        product: windows
        service: security
      detection:
        sel:
          EventID: 4625
        condition: %s
      level: low
      """;

  private static final String CORRELATION =
      """
      title: Many Failed Logons
      id: 5638e7e2-0000-4000-8000-0000000000aa
      status: test
      description: Finds many failed logons.
      correlation:
        type: event_count
        rules:
          - %s
        group-by:
          - TargetUserName
        timespan: 5m
        condition:
          gte: 10
      level: high
      """;

  private static final String FILTER =
      """
      title: Known Accounts
      id: 5638e7e2-0000-4000-8000-0000000000bb
      description: Leaves accounts out.
      logsource:
        product: windows
        service: security
      filter:
        rules:
          - %s
        selection:
          TargetUserName: %s
        condition: selection
      """;

  /** The texts that a file may have in turn; the first ones refer to each other. */
  private static final Map<String, List<String>> TEXTS =
      new TreeMap<>(
          Map.of(
              "a.toml",
              List.of(
                  RuleText.eql(1, "process where process.name == \"a\""),
                  RuleText.eql(2, "process where process.nme == \"a\""),
                  RuleText.eql(1, "process where"),
                  "[rule"),
              "b.toml",
              List.of(
                  RuleText.eql(2, "process where process.name == \"b\""),
                  RuleText.eql(1, "process where process.name == \"b\""),
                  "# sigrun:ignore ANA001\n" + RuleText.eql(3, "process where true")),
              "logon1.yml",
              List.of(
                  LOGON.formatted(1, 1, "sel"),
                  LOGON.formatted(1, 1, "sel or other"),
                  LOGON.formatted(2, 2, "sel"),
                  ""),
              "logon2.yml",
              List.of(LOGON.formatted(2, 2, "sel"), LOGON.formatted(2, 1, "sel"), "a: [b"),
              "many.yml",
              List.of(
                  CORRELATION.formatted("failed_logon_1"),
                  CORRELATION.formatted("failed_logon_2"),
                  CORRELATION.formatted("failed_logon_3"),
                  LOGON.formatted(3, 3, "sel")),
              "known.yml",
              List.of(
                  FILTER.formatted("failed_logon_1", "svc"),
                  FILTER.formatted("failed_logon_2", "'%unknown%'"),
                  FILTER.formatted("nothing", "svc"),
                  "title: Other\n")));

  /** Every step of random edits, after catching up, gives what compiling all files gives. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void isWhatCompilingEverythingGives(long seed) {
    Random random = new Random(seed);
    LiveRules live = new LiveRules(OPTIONS);
    Map<String, RuleSources.File> files = new TreeMap<>();
    for (int step = 0; step < 60; step++) {
      int edits = 1 + random.nextInt(2);
      for (int edit = 0; edit < edits; edit++) {
        String name = List.copyOf(TEXTS.keySet()).get(random.nextInt(TEXTS.size()));
        List<String> texts = TEXTS.get(name);
        int choice = random.nextInt(texts.size() + 1);
        if (choice == texts.size()) {
          files.remove(name);
        } else {
          files.put(name, RuleSources.File.of(name, texts.get(choice)));
        }
      }
      live.update(List.copyOf(files.values()));
      Set<String> own = diagnosticsOf(live.checked());
      if (live.isBehind()) {
        live.catchUp();
      } else {
        assertThat(own).isEqualTo(expected(files));
      }
      assertThat(live.isBehind()).isFalse();
      assertThat(diagnosticsOf(live.checked())).isEqualTo(expected(files));
    }
  }

  /** Without rules that refer to others, a change costs one file, and nothing is left to do. */
  @Test
  void compilesOnlyWhatHasChanged() {
    List<RuleSources.File> files = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      files.add(
          RuleSources.File.of(
              "rule%02d.toml".formatted(i),
              RuleText.eql(i, "process where process.name == \"" + i + "\"")));
    }
    files.add(RuleSources.File.of("logon.yml", LOGON.formatted(1, 1, "sel")));
    LiveRules live = new LiveRules(OPTIONS);
    live.update(files);
    Map<Compilation, Boolean> before = compilations(live);

    files.set(7, RuleSources.File.of("rule07.toml", RuleText.eql(7, "process where true")));
    live.update(files);

    assertThat(live.isBehind()).isFalse();
    assertThat(compilations(live).keySet().stream().filter(c -> !before.containsKey(c)))
        .extracting(compilation -> compilation.source().name())
        .containsExactly("rule07.toml");
  }

  /** The same text is the same file, though it was read again. */
  @Test
  void takesNoNoticeOfWhatIsTheSame() {
    LiveRules live = new LiveRules(OPTIONS);
    String text = RuleText.eql(1, "process where true");
    live.update(List.of(RuleSources.File.of("a.toml", text)));
    Map<Compilation, Boolean> before = compilations(live);

    live.update(List.of(RuleSources.File.of("a.toml", new String(text.toCharArray()))));

    assertThat(compilations(live).keySet()).allMatch(before::containsKey);
  }

  @Test
  void showsWhatAnotherTextWouldGiveAndKeepsItsOwn() {
    LiveRules live = new LiveRules(OPTIONS);
    live.update(
        List.of(
            RuleSources.File.of("logon1.yml", LOGON.formatted(1, 1, "sel")),
            RuleSources.File.of("many.yml", CORRELATION.formatted("failed_logon_7"))));
    Set<String> before = diagnosticsOf(live.checked());

    List<CheckedRule> preview =
        live.preview(RuleSources.File.of("many.yml", CORRELATION.formatted("failed_logon_1")));

    assertThat(preview).flatExtracting(CheckedRule::diagnostics).isEmpty();
    assertThat(diagnosticsOf(live.checked())).isEqualTo(before).isNotEmpty();
  }

  private static Map<Compilation, Boolean> compilations(LiveRules live) {
    Map<Compilation, Boolean> all = new IdentityHashMap<>();
    live.checked().rules().forEach(rule -> rule.compilation().ifPresent(c -> all.put(c, true)));
    return all;
  }

  private static Set<String> expected(Map<String, RuleSources.File> files) {
    RuleSources sources = new RuleSources(List.copyOf(files.values()), List.of());
    return diagnosticsOf(CheckedRules.compile(sources, OPTIONS, CompileProgress.NONE));
  }

  private static Set<String> diagnosticsOf(CheckedRules rules) {
    return rules.diagnostics().stream()
        .sorted(Comparator.comparing(Diagnostic::toString))
        .map(Diagnostic::toString)
        .collect(java.util.stream.Collectors.toCollection(java.util.LinkedHashSet::new));
  }
}
