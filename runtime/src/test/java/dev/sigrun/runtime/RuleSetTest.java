package dev.sigrun.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {
  private record Matcher(String ruleId, KeywordField field, Wildcards names)
      implements EventMatcher {
    @Override
    public boolean matches(Event event) {
      return field.matches(event, names);
    }
  }

  private record OneRule(String id, String pattern) implements CompiledRules {
    @Override
    public List<EventMatcher> matchers(Fields fields) {
      return List.of(
          new Matcher(id, fields.keyword("process.name"), Wildcards.ignoringCase(pattern)));
    }

    @Override
    public List<Rule> rules() {
      return List.of(Rule.of(Map.of("rule_id", id, "name", "Rule " + id)));
    }
  }

  private static List<String> matches(RuleSet rules, String json) throws EventFormatException {
    List<String> names = new ArrayList<>();
    rules.match(rules.reader().read(json.getBytes(UTF_8)), (rule, event) -> names.add(rule.name()));
    return names;
  }

  @Test
  void tellsEveryRuleThatSelectsTheEvent() throws EventFormatException {
    RuleSet rules = RuleSet.of(new OneRule("1", "cmd*"), new OneRule("2", "*.exe"));
    assertThat(matches(rules, "{\"process\":{\"name\":\"CMD.EXE\"}}"))
        .containsExactly("Rule 1", "Rule 2");
    assertThat(matches(rules, "{\"process.name\":\"cmd\"}")).containsExactly("Rule 1");
    assertThat(matches(rules, "{}")).isEmpty();
    assertThat(rules.rules()).extracting(Rule::ruleId).containsExactly("1", "2");
  }

  @Test
  void readersMayBeMadeAgain() throws EventFormatException {
    RuleSet rules = RuleSet.of(new OneRule("1", "cmd*"));
    assertThat(rules.reader(() -> 5L).read("{}".getBytes(UTF_8)).now()).isEqualTo(5);
    assertThat(rules.reader(() -> 6L).read(Map.of()).now()).isEqualTo(6);
  }

  @Test
  void refusesTwoRulesOfOneId() {
    assertThatThrownBy(() -> RuleSet.of(new OneRule("1", "a"), new OneRule("1", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1");
  }

  @Test
  void loadsNothingWhereThereIsNothing() {
    assertThat(RuleSet.load(RuleSetTest.class.getClassLoader()).rules()).isEmpty();
  }

  @Test
  void testsOnValuesAreTrueWhenSomeValueSatisfiesThem() throws EventFormatException {
    Fields fields = new Fields();
    KeywordField field = fields.keyword("f");
    EventReader reader = EventReader.of(fields);
    Event several = reader.read("{\"f\":[\"a\",\"b\"]}".getBytes(UTF_8));
    assertThat(field.is(several, "b")).isTrue();
    assertThat(field.is(several, "c")).isFalse();
    assertThat(field.isAnyOf(several, StringSet.ignoringCase("B", "C"))).isTrue();
    assertThat(field.isAnyOf(reader.read(Map.of()), StringSet.of(""))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1, Use the sigrun-runtime of the release that compiled them.",
    "-1, Compile them again with the release of this runtime."
  })
  void refusesRulesOfAnotherContract(int difference, String whatToDo) {
    int contract = CompiledRules.CONTRACT + difference;
    CompiledRules other =
        new CompiledRules() {
          @Override
          public int contract() {
            return contract;
          }

          @Override
          public List<EventMatcher> matchers(Fields fields) {
            throw new AssertionError("Not to be called.");
          }

          @Override
          public List<Rule> rules() {
            throw new AssertionError("Not to be called.");
          }
        };
    assertThatThrownBy(() -> RuleSet.of(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The rules %s were compiled for contract %d between rules and runtime, but this runtime"
                    .formatted(other.getClass().getName(), contract)
                + " has contract %d. %s".formatted(CompiledRules.CONTRACT, whatToDo));
  }

  @Test
  void refusesRulesThatDoNotLinkByName() {
    CompiledRules broken =
        new CompiledRules() {
          @Override
          public List<EventMatcher> matchers(Fields fields) {
            throw new NoSuchMethodError("dev.sigrun.runtime.Gone.method()");
          }

          @Override
          public List<Rule> rules() {
            return List.of();
          }
        };
    assertThatThrownBy(() -> RuleSet.of(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(broken.getClass().getName())
        .hasMessageContaining("Gone.method()")
        .hasMessageEndingWith("Compile them again with the release of this runtime.");
  }

  @Test
  void refusesServicesThatCannotBeMade(@TempDir Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(CompiledRules.class.getName()), "com.example.Rules\n");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      assertThatThrownBy(() -> RuleSet.load(loader))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("com.example.Rules")
          .hasMessageEndingWith("Compile them again with the release of this runtime.");
    }
  }

  @Test
  void refusesTwoJarsWithSetsOfTheSameName(@TempDir Path folder) throws IOException {
    URL[] jars = new URL[2];
    for (int i = 0; i < jars.length; i++) {
      Path services = folder.resolve("jar" + i).resolve("META-INF/services");
      Files.createDirectories(services);
      Files.writeString(
          services.resolve(CompiledRules.class.getName()), "com.example.Rules # generated\n");
      jars[i] = folder.resolve("jar" + i).toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(jars, null)) {
      assertThatThrownBy(() -> RuleSet.load(loader))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("com.example.Rules")
          .hasMessageContaining("jar0")
          .hasMessageContaining("jar1");
    }
  }
}
