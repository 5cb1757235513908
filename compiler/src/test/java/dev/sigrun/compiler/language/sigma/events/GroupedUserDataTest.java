package dev.sigrun.compiler.language.sigma.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Correlations group and measure by fields that events hold below {@code Event.UserData}, too. */
class GroupedUserDataTest {
  private static final String RULES =
      """
      title: Base
      name: base
      logsource:
        product: windows
        service: %s
      detection:
        sel:
          EventID: %s
        condition: sel
      ---
      title: Many
      correlation:
        rules: base
        timespan: 1h
        %s
      """;

  private static String event(int number, String channel, int id, String data) {
    return """
        {"Event":{"System":{"EventID":%d,"Channel":"%s","TimeCreated":{"#attributes":{"SystemTime":"2026-03-01T12:%02d:00Z"}}},%s}}
        """
        .formatted(id, channel, number, data.replace('\'', '"'));
  }

  private static List<String> detected(
      String service, int id, String correlation, String channel, String... data) throws Exception {
    String text = RULES.formatted(service, id, correlation.replace("; ", "\n  "));
    List<Compilation> compiled =
        RuleCompiler.create(CompilerOptions.defaults()).compileAll(SourceText.of("case.yml", text));
    assertThat(compiled.get(1).diagnostics()).isEmpty();
    AnalyzedRule rule = compiled.get(1).analyzed().orElseThrow();
    RuleSet set =
        RuleSet.of(
            RuleJar.compile(JavaBackend.create(JavaBackend.Options.defaults()).emit(List.of(rule)))
                .load());
    List<String> found = new ArrayList<>();
    try (Engine engine =
        Engine.builder(set)
            .allowedLateness(Duration.ofDays(1))
            .onDetection((r, detection) -> found.add(String.valueOf(detection.key().values())))
            .build()) {
      for (int i = 0; i < data.length; i++) {
        assertThat(engine.accept(event(i, channel, id, data[i]).getBytes(UTF_8), "e", i)).isTrue();
      }
      engine.finish();
    }
    return found;
  }

  @Test
  void groupsAreTheSameWhereverEventsHoldThem() throws Exception {
    String cleared = "'UserData':{'LogFileCleared':{'SubjectUserName':'%s'}}";
    assertThat(
            detected(
                "security",
                1102,
                "type: event_count; group-by: SubjectUserName; condition: {gte: 2}",
                "Security",
                cleared.formatted("mia"),
                cleared.formatted("bob"),
                "'EventData':{'SubjectUserName':'mia'}",
                "'UserData':{'LogFileCleared':{'TargetUserName':'bob'}}"))
        .containsExactly("[mia]");
  }

  @Test
  void numbersAreMeasured() throws Exception {
    assertThat(
            detected(
                "applocker",
                8004,
                "type: value_sum; group-by: TargetUser; condition: {gt: 5, field: Size}",
                "Microsoft-Windows-AppLocker/EXE and DLL",
                "'UserData':{'RuleAndFileData':{'TargetUser':'S-1','Size':3}}",
                "'UserData':{'RuleAndFileData':{'TargetUser':'S-2','Size':3}}",
                "'UserData':{'Other':{'TargetUser':'S-1','Size':'4'}}"))
        .containsExactly("[S-1]");
  }
}
