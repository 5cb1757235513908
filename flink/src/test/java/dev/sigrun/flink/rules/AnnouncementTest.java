package dev.sigrun.flink.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.IndicatorList;
import dev.sigrun.flink.wire.RuleVersion;
import dev.sigrun.flink.wire.StoredFile;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shape of announcements. */
@Tag("smoke")
class AnnouncementTest {
  private static final String DIGEST = "0123456789abcdef".repeat(4);
  private static final String FILE = "{'uri':'file:///r.jar','sha256':'" + DIGEST + "'}";

  private static Announced read(String json) throws RefusedAnnouncement {
    String text = json.replace('\'', '"').replace("FILE", FILE.replace('\'', '"'));
    return Announcement.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsRules() throws Exception {
    assertThat(read("{'rules':{'name':'2','from':'2026-01-31T09:00:00+01:00','jars':[FILE,FILE]}}"))
        .isEqualTo(
            new RuleVersion(
                0,
                "2",
                1_769_846_400_000L,
                List.of(
                    new StoredFile("file:///r.jar", DIGEST),
                    new StoredFile("file:///r.jar", DIGEST))));
  }

  @Test
  void readsIndicators() throws Exception {
    assertThat(read("{'indicators':{'rules':['a','b'],'file':FILE}}"))
        .isEqualTo(
            new IndicatorList(0, List.of("a", "b"), new StoredFile("file:///r.jar", DIGEST)));
  }

  @Test
  void digestsMayHaveUpperCase() throws Exception {
    String json = "{'indicators':{'rules':['a'],'file':FILE}}".replace("FILE", FILE);
    assertThat(read(json.replace(DIGEST, DIGEST.toUpperCase(Locale.ROOT)))).isEqualTo(read(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not JSON | The announcement is not JSON: ",
        "[] | one member, \"rules\" or \"indicators\"; found none",
        "{} | found none",
        "{'rule':{}} | found rule",
        "{'rules':{},'indicators':{}} | found ",
        "{'rules':7} | \"rules\" must be an object with name, from, jars",
        "{'rules':{'from':'2026-01-31T08:00:00Z','jars':[FILE]}} | \"rules.name\" must be a text",
        "{'rules':{'name':' ','from':'2026-01-31T08:00:00Z','jars':[FILE]}} | \"rules.name\" must",
        "{'rules':{'name':'1','from':'now','jars':[FILE]}} | \"rules.from\" is \"now\"",
        "{'rules':{'name':'1','from':'2026-01-31T08:00:00','jars':[FILE]}} | \"rules.from\" is",
        "{'rules':{'name':'1','from':0,'jars':[FILE]}} | \"rules.from\" must be a text",
        "{'rules':{'name':'1','from':'2026-01-31T08:00:00Z','jars':[]}} | \"rules.jars\" must be an array",
        "{'rules':{'name':'1','from':'2026-01-31T08:00:00Z','jars':[7]}} | \"rules.jars\" must be an object",
        "{'rules':{'name':'1','from':'2026-01-31T08:00:00Z','jars':[FILE],'to':1}} | unknown members: to",
        "{'indicators':{'rules':[],'file':FILE}} | \"indicators.rules\" must be an array",
        "{'indicators':{'rules':[1],'file':FILE}} | \"indicators.rules\" must be a text",
        "{'indicators':{'rules':['a']}} | \"indicators.file\" must be an object",
        "{'indicators':{'rules':['a'],'file':{'uri':'x','sha256':'12'}}} | 64 hexadecimal digits",
      })
  void refuses(String json, String reason) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(RefusedAnnouncement.class)
        .hasMessageContaining(reason);
  }

  @Test
  void saysAllThatIsWrong() {
    assertThatThrownBy(() -> read("{'rules':{'from':'x','jars':[{'sha256':'y'}],'z':1}}"))
        .hasMessageContaining("unknown members: z")
        .hasMessageContaining("\"rules.name\"")
        .hasMessageContaining("\"rules.from\"")
        .hasMessageContaining("\"rules.jars.uri\"")
        .hasMessageContaining("\"rules.jars.sha256\"");
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertThatThrownBy(() -> Announcement.read(new byte[Announcement.MAX_BYTES + 1]))
        .hasMessageContaining("larger than 1,048,576 bytes");
    String jars = String.join(",", Collections.nCopies(17, "FILE"));
    assertThatThrownBy(
            () ->
                read("{'rules':{'name':'1','from':'2026-01-31T08:00:00Z','jars':[" + jars + "]}}"))
        .hasMessageContaining("more than 16 elements");
  }

  /** The schema knows the members that this reads, and the page shows what it accepts. */
  @Test
  void isDocumented() throws Exception {
    Map<String, @Nullable Object> schema =
        JsonValues.asObject(
                JsonValues.read(
                    Files.readString(Path.of("../docs/schemas/announcement.schema.json"))))
            .orElseThrow();
    Map<String, @Nullable Object> members =
        JsonValues.asObject(schema.get("properties")).orElseThrow();
    assertThat(members.keySet()).containsExactlyInAnyOrder("rules", "indicators");
    assertThat(membersOf(members.get("rules"))).containsExactly("from", "jars", "name");
    assertThat(membersOf(members.get("indicators"))).containsExactly("file", "rules");
    String page = Files.readString(Path.of("../docs/streaming.md"));
    List<String> examples =
        Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map((MatchResult result) -> result.group(1))
            .toList();
    assertThat(examples).hasSize(2);
    for (String example : examples) {
      assertThat(
              read(example.replaceAll("\"sha256\": \"[^\"]*\"", "\"sha256\": \"" + DIGEST + "\"")))
          .isNotNull();
    }
  }

  private static TreeSet<String> membersOf(@Nullable Object schema) {
    Map<String, @Nullable Object> all = JsonValues.asObject(schema).orElseThrow();
    return new TreeSet<>(JsonValues.asObject(all.get("properties")).orElseThrow().keySet());
  }
}
