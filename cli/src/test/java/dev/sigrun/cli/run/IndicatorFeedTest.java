package dev.sigrun.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.indicator.IndicatorLists;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a feed looks at its files, and what it does with what it sees; time is the test's. */
class IndicatorFeedTest {
  private static final String RULE =
      """
      [metadata]
      creation_date = "2026/01/01"
      updated_date = "2026/01/01"
      maturity = "production"

      [rule]
      author = ["Tester"]
      description = "Finds what a test wants."
      from = "now-9m"
      index = ["logs-*"]
      name = "Known address"
      risk_score = 47
      rule_id = "00000000-0000-4000-8000-000000000001"
      severity = "medium"
      type = "threat_match"
      language = "kuery"
      query = "event.action: connect"
      threat_index = ["feed-*"]
      threat_indicator_path = "threat.indicator"
      threat_language = "kuery"
      threat_query = '@timestamp >= "now-30d/d"'
      [[rule.threat_mapping]]
      [[rule.threat_mapping.entries]]
      field = "destination.ip"
      type = "mapping"
      value = "threat.indicator.ip"
      """;

  private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");

  @TempDir private Path folder;
  private final IndicatorLists lists = new IndicatorLists();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private RuleSet rules;
  private IndicatorFeed feed;
  private Path file;
  private long nanos = 7;
  private long modified;

  @BeforeEach
  void startWithOneIndicator() throws Exception {
    rules =
        RuleSet.of(
            RuleJar.compile(
                    JavaBackend.create(JavaBackend.Options.defaults())
                        .emit(
                            List.of(
                                RuleCompiler.create(CompilerOptions.defaults())
                                    .compile(SourceText.of("rule.toml", RULE))
                                    .analyzed()
                                    .orElseThrow())))
                .load());
    file = folder.resolve("feed.ndjson");
    write(indicator("192.0.2.1"));
    Environment environment =
        new Environment(Map.of(), false, false, Clock.fixed(START, ZoneOffset.UTC), folder);
    Terminal terminal =
        new Terminal(new ByteArrayOutputStream(), err, InputStream.nullInputStream(), environment);
    feed = new IndicatorFeed(List.of(file), rules, lists, terminal, () -> nanos);
    feed.load(START.toEpochMilli());
    assertThat(knows("192.0.2.1")).isTrue();
  }

  private static String indicator(String address) {
    return "{\"@timestamp\":\"2026-01-20T00:00:00Z\",\"threat.indicator.ip\":\""
        + address
        + "\"}\n";
  }

  /** Each content has a time of its own, however fast the test is. */
  private void write(String content) throws Exception {
    Files.writeString(file, content);
    modified += 1_000;
    Files.setLastModifiedTime(file, FileTime.fromMillis(modified));
  }

  private void lookAfter(long millis) {
    nanos += millis * 1_000_000;
    feed.refresh(START.toEpochMilli());
  }

  private boolean knows(String address) throws Exception {
    String event = "{\"event.action\":\"connect\",\"destination.ip\":\"" + address + "\"}";
    return rules.detectors().get(0).select(rules.reader().read(event.getBytes(UTF_8)), lists).size()
        == 1;
  }

  private List<String> said() {
    return err.toString(UTF_8).lines().toList();
  }

  @Test
  void aChangedFileIsReadOnceItIsTheSameAtTwoLooks() throws Exception {
    write(indicator("192.0.2.22"));
    lookAfter(1_000);
    assertThat(knows("192.0.2.22")).isFalse();
    lookAfter(999);
    assertThat(knows("192.0.2.22")).isFalse();
    lookAfter(1);
    assertThat(knows("192.0.2.22")).isTrue();
    assertThat(knows("192.0.2.1")).isFalse();
    assertThat(said()).isEmpty();
  }

  @Test
  void aFileThatChangesAllTheTimeIsReadAfterTenLooks() throws Exception {
    for (int look = 1; look <= 11; look++) {
      assertThat(knows("192.0.2.22")).as("look %s", look).isFalse();
      write(indicator("192.0.2.22"));
      lookAfter(1_000);
    }
    assertThat(knows("192.0.2.22")).isTrue();
  }

  @Test
  void anEmptyFileLeavesTheIndicatorsInUse() throws Exception {
    write("");
    lookAfter(1_000);
    lookAfter(1_000);
    lookAfter(1_000);
    assertThat(knows("192.0.2.1")).isTrue();
    assertThat(said()).singleElement().asString().contains("it is empty", "stay in use");
  }

  @Test
  void aMissingFileLeavesTheIndicatorsInUseUntilItIsBack() throws Exception {
    Files.delete(file);
    lookAfter(1_000);
    lookAfter(1_000);
    lookAfter(1_000);
    assertThat(knows("192.0.2.1")).isTrue();
    assertThat(said()).hasSize(1);
    write(indicator("192.0.2.22"));
    lookAfter(1_000);
    lookAfter(1_000);
    assertThat(knows("192.0.2.22")).isTrue();
    assertThat(said()).hasSize(1);
  }

  /** The rule's query on indicators asks for those of thirty days. */
  @Test
  void indicatorsGrowOldWithTheEvents() throws Exception {
    nanos += 1_000_000_000L;
    feed.refresh(Instant.parse("2026-02-19T00:00:00Z").toEpochMilli());
    assertThat(knows("192.0.2.1")).isTrue();
    nanos += 1_000_000_000L;
    feed.refresh(Instant.parse("2026-02-20T00:00:00Z").toEpochMilli());
    assertThat(knows("192.0.2.1")).isFalse();
  }
}
