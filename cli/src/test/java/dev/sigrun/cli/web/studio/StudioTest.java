package dev.sigrun.cli.web.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.cli.web.server.Question;
import dev.sigrun.cli.web.server.RefusedException;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.conventions.RuleText;
import dev.sigrun.lsp.workspace.ProjectChoice;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page asks, and what it is told. */
class StudioTest {
  private static final String RULE =
      rule(1, "process where process.name == \"sh\" and user.name != \"root\"");

  private static final String SEQUENCE =
      rule(
          2,
          "sequence by user.name with maxspan=1m [process where process.name == \"a\"]"
              + " [process where process.name == \"b\"]");

  private static final String EVENTS =
      """
      {"@timestamp":"2026-01-01T10:00:00Z","event":{"category":"process"},"process":{"name":"sh"},"user":{"name":"ann"}}
      {"@timestamp":"2026-01-01T10:00:01Z","event":{"category":"process"},"process":{"name":"sh"},"user":{"name":"root"}}
      nonsense
      {"@timestamp":"2026-01-01T10:00:02Z","event":{"category":"process"},"process":{"name":"ls"},"user":{"name":"ann"}}
      """;

  @TempDir private Path folder;
  private Studio studio;

  /** With the query as people write it, without escapes. */
  private static String rule(int number, String query) {
    return RuleText.eql(number, "QUERY").replace("\"QUERY\"", "'''\n" + query + "\n'''");
  }

  @AfterEach
  void end() {
    if (studio != null) {
      studio.close();
    }
  }

  private void start(List<Path> events, String... rules) {
    studio =
        new Studio(
            new Studio.Subject(
                folder.toAbsolutePath().normalize(),
                List.of(rules).stream().map(name -> folder.resolve(name).toString()).toList(),
                events,
                ProjectChoice.NEAREST,
                CompilerOptions.defaults(),
                Clock.systemUTC()));
  }

  private Path file(String name, String text) {
    try {
      Path path = folder.resolve(name);
      Files.createDirectories(path.getParent());
      return Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer as the page reads it. */
  private Json ask(String name, Object... members) {
    Map<String, Object> question = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      Object value = members[i + 1];
      question.put(
          String.valueOf(members[i]),
          value instanceof Integer number ? Long.valueOf(number) : value);
    }
    return Json.of(JsonValues.write(studio.answer(name, new Question(question))));
  }

  private String events(String text) {
    return Json.of(
            JsonValues.write(studio.takeEvents(text.getBytes(StandardCharsets.UTF_8), () -> false)))
        .text("id");
  }

  private record Json(Object value) {
    static Json of(String text) {
      try {
        return new Json(JsonValues.read(text));
      } catch (JsonFormatException e) {
        throw new AssertionError(text, e);
      }
    }

    Json get(Object... path) {
      Object at = value;
      for (Object step : path) {
        at = at instanceof Map<?, ?> map ? map.get(step) : ((List<?>) at).get((Integer) step);
      }
      return new Json(at);
    }

    String text(Object... path) {
      return String.valueOf(get(path).value());
    }

    List<?> list(Object... path) {
      return (List<?>) get(path).value();
    }
  }

  /** Threads prepare them in batches; what the engine is given, and in which order, is the same. */
  @Test
  void runsOverManyEventsInTheirOrder() {
    file("rules/a.toml", RULE);
    file("rules/b.toml", SEQUENCE);
    start(List.of(), "rules");
    String events = events(EVENTS.repeat(1_000));

    Json run = ask("run", "name", "a.toml", "text", RULE, "events", events, "lateness", 60);
    assertThat(run.text("alerts")).isEqualTo("1000");
    assertThat(run.text("malformed")).isEqualTo("1000");
    assertThat(run.list("matched")).hasSize(1_000);
    assertThat(run.text("matched", 999)).isEqualTo("3997");

    assertThat(ask("results-prepare").value()).isEqualTo(Map.of());
    Json results = ask("results", "events", events);
    assertThat(results.text("alerts")).isEqualTo("1000");
    assertThat(results.text("malformed")).isEqualTo("1000");
    assertThat(results.text("rows", 1, "events")).isEqualTo("event:5");
    assertThat(ask("results-progress").text("stage")).isEmpty();

    Json survey = ask("survey", "name", "a.toml", "text", RULE, "events", events);
    assertThat(survey.text("parts", 0, "satisfied")).isEqualTo("1000");
    assertThat(survey.text("parts", 0, "nearest", "inTheWay")).isEqualTo("1");
  }

  @Test
  void endsWhatNobodyWaitsFor() {
    start(List.of());
    String events = events(EVENTS);
    Question replaced =
        new Question(
            Map.of("name", "a.toml", "text", RULE, "events", events, "lateness", 60L), () -> true);

    assertThatThrownBy(() -> studio.answer("run", replaced))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("newer question");
    assertThatThrownBy(() -> studio.takeEvents(EVENTS.getBytes(StandardCharsets.UTF_8), () -> true))
        .isInstanceOf(RefusedException.class);
    assertThat(studio.replacedBy("run")).contains("survey");
    assertThat(studio.replacedBy("event-rows")).isEmpty();
  }

  /** A page that is loaded again has its events as long as the server runs. */
  @Test
  void hasTheEventsOfAPageThatIsLoadedAgain() {
    start(List.of());
    String id = events(EVENTS);

    assertThat(ask("event-set", "events", id).text("count")).isEqualTo("4");
    assertThatThrownBy(() -> ask("event-set", "events", "e1")).isInstanceOf(RefusedException.class);
  }

  @Test
  @Tag("smoke")
  void checksWhatIsTyped() {
    start(List.of());
    String broken = RULE.replace("process.name", "process.nme");

    Json check = ask("check", "name", "untitled.toml", "text", broken);

    assertThat(check.text("diagnostics", 0, "message")).contains("process.nme");
    Json fix = check.get("diagnostics", 0, "fixes", 0);
    assertThat(fix.text("title")).isEqualTo("Change 'process.nme' to 'process.name'");
    int from = Integer.parseInt(fix.text("edits", 0, "from"));
    int to = Integer.parseInt(fix.text("edits", 0, "to"));
    String mended =
        broken.substring(0, from) + fix.text("edits", 0, "insert") + broken.substring(to);
    assertThat(mended).isEqualTo(RULE);
    Json again = ask("check", "name", "untitled.toml", "text", mended);
    assertThat(again.list("diagnostics")).isEmpty();
    assertThat(again.text("rules", 0, "shape")).isEqualTo("event");
    assertThat(again.list("tokens")).isNotEmpty();
  }

  @Test
  void completesAndExplainsFields() {
    start(List.of());
    String text = RULE.replace("user.name", "user.na");
    int offset = text.indexOf("user.na") + "user.na".length();

    Json completion = ask("complete", "name", "a.toml", "text", text, "offset", offset);
    assertThat(completion.text("items")).contains("label=user.name");

    int field = RULE.indexOf("process.name") + 3;
    assertThat(ask("hover", "name", "a.toml", "text", RULE, "offset", field).text("markdown"))
        .contains("**process.name** `keyword`");
    assertThatThrownBy(() -> ask("hover", "name", "a.toml", "text", RULE, "offset", 1_000_000))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void runsARuleOverEventsAndExplainsThem() {
    start(List.of());
    String id = events(EVENTS);

    Json run = ask("run", "name", "a.toml", "text", RULE, "events", id, "lateness", 60);
    assertThat(run.text("alerts")).isEqualTo("1");
    assertThat(run.list("matched")).isEqualTo(List.of(1L));
    assertThat(run.text("malformed")).isEqualTo("1");
    assertThat(run.text("shown", 0, "events")).isEqualTo("[1]");

    Json explained = ask("explain", "name", "a.toml", "text", RULE, "events", id, "number", 2);
    Json condition = explained.get("conditions", 0);
    assertThat(condition.text("truth")).isEqualTo("false");
    Json clause =
        new Json(
            condition.list("clauses").stream()
                .filter(each -> new Json(each).text("inTheWay").equals("true"))
                .findFirst()
                .orElseThrow());
    assertThat(clause.text("values")).contains("user.name = \"root\"");
    int from = Integer.parseInt(clause.text("from"));
    int to = Integer.parseInt(clause.text("to"));
    assertThat(RULE.substring(from, to)).isEqualTo("user.name != \"root\"");

    Json survey = ask("survey", "name", "a.toml", "text", RULE, "events", id);
    assertThat(survey.text("parts", 0, "satisfied")).isEqualTo("1");
    assertThat(survey.text("complete")).isEqualTo("true");
  }

  @Test
  void showsWhatASequenceKeptConsumedAndMissed() {
    start(List.of());
    String id =
        events(
            event(0, "a", "ann")
                + event(5, "b", "ann")
                + event(10, "a", "bob")
                + event(20, "a", "bob")
                + event(200, "b", "bob")
                + event(201, "a", "eve")
                + event(3, "a", "late"));

    Json run = ask("run", "name", "a.toml", "text", SEQUENCE, "events", id, "lateness", 60);

    assertThat(run.text("alerts")).isEqualTo("1");
    assertThat(run.text("late")).isEqualTo("1");
    assertThat(lane(run, "ann")).containsExactly("1 alerted", "2 alerted");
    assertThat(lane(run, "bob")).containsExactly("3 replaced", "4 expired", "5 passed");
    assertThat(lane(run, "eve")).containsExactly("6 waiting");
    assertThat(lane(run, "late")).containsExactly("7 late");
  }

  private static String event(int second, String process, String user) {
    return "{\"@timestamp\":%d,\"event\":{\"category\":\"process\"},\"process\":{\"name\":\"%s\"},\"user\":{\"name\":\"%s\"}}\n"
        .formatted(1_767_261_600_000L + second * 1_000L, process, user);
  }

  private static List<String> lane(Json run, String key) {
    Json lane =
        new Json(
            run.list("timeline", "lanes").stream()
                .filter(each -> new Json(each).text("key").equals("[" + key + "]"))
                .findFirst()
                .orElseThrow());
    return lane.list("dots").stream()
        .map(Json::new)
        .map(dot -> dot.text("event") + " " + dot.text("fate"))
        .toList();
  }

  @Test
  void showsEventsInParts() {
    start(List.of(file("given.ndjson", EVENTS)));

    assertThat(ask("event-files").text("files")).contains("given.ndjson");
    Json set = ask("event-file", "file", 0);
    assertThat(set.text("count")).isEqualTo("4");
    String id = set.text("id");
    assertThat(ask("event-rows", "events", id, "from", 2).text("rows", 0, "number")).isEqualTo("2");
    assertThat(ask("event-rows", "events", id, "numbers", List.of(4L, 99L)).list("rows"))
        .hasSize(1);
    assertThat(ask("event-find", "events", id, "find", "ROOT").list("numbers"))
        .isEqualTo(List.of(2L));
    assertThat(ask("event", "events", id, "number", 3).text("text")).isEqualTo("nonsense");
    assertThatThrownBy(() -> ask("event", "events", id, "number", 9))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> ask("event-file", "file", 1)).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> ask("event-rows", "events", "e99", "from", 1))
        .hasMessageContaining("no longer in memory");
  }

  @Test
  void writesTheRuleInOtherLanguages() {
    start(List.of());

    assertThat(ask("java", "name", "a.toml", "text", RULE).text("sources"))
        .contains("matches(Event");
    Json exports = ask("exports", "name", "a.toml", "text", SEQUENCE, "mapping", "ecs");
    List<String> fidelities =
        exports.list("targets").stream()
            .map(Json::new)
            .map(target -> target.text("target") + " " + target.text("fidelity"))
            .toList();
    assertThat(fidelities)
        .contains("elasticsearch-eql exact", "elasticsearch-dsl refused")
        .hasSize(6);
    Json refused =
        new Json(
            exports.list("targets").stream()
                .filter(each -> new Json(each).text("fidelity").equals("refused"))
                .findFirst()
                .orElseThrow());
    assertThat(refused.text("reasons", 0, "effect")).isEqualTo("refused");
    int from = Integer.parseInt(refused.text("reasons", 0, "from"));
    assertThat(SEQUENCE.substring(from)).startsWith("sequence");
    assertThatThrownBy(() -> ask("exports", "name", "a.toml", "text", RULE, "mapping", "../x"))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void runsTestsThatAreNotSaved() {
    file("rules/a.toml", RULE);
    start(List.of(), "rules");
    String test =
        """
        [[case]]
        name = "a shell"
        expect = "match"
        event = { event.category = "process", process.name = "sh", user.name = "ann" }

        [[case]]
        name = "wrong"
        expect = "match"
        event = { event.category = "process", process.name = "ls", user.name = "ann" }
        """;

    Json tests = ask("tests", "name", "rules/a.toml", "text", RULE, "test", test);

    assertThat(tests.text("passed")).isEqualTo("false");
    assertThat(tests.text("cases", 0, "outcome")).isEqualTo("passed");
    assertThat(tests.text("cases", 1, "failure", "findings")).contains("process.name = \"ls\"");
    assertThat(folder.resolve("rules/a.test.toml")).doesNotExist();
  }

  @Test
  void whatChangedOnTheDiskCountsAlsoWhereThePageHasHadAnotherText() throws IOException {
    Path path = file("rules/a.toml", rule(1, "process where process.name == \"before\""));
    start(List.of(), "rules");
    ask("check", "name", "rules/a.toml", "text", Files.readString(path));
    String events =
        events(event(0, "before", "ann") + event(1, "now", "ann") + event(2, "now", "x"));
    Files.writeString(path, rule(1, "process where process.name == \"now\""));

    assertThat(ask("results", "events", events).text("alerts")).isEqualTo("2");

    Files.writeString(path, rule(1, "process where process.name == \"later\""));
    assertThat(ask("results", "events", events).text("alerts")).isEqualTo("0");
    file("rules/b.toml", SEQUENCE);
    assertThat(ask("coverage").text("rules")).isEqualTo("2");
  }

  @Test
  void browsesRulesAndSeesThemChange() throws IOException {
    Path first = file("rules/a.toml", RULE);
    file("rules/a.test.toml", "[[case]]\n");
    start(List.of(), "rules");

    assertThat(await().list("rules")).hasSize(1);
    Json opened = ask("open", "name", "rules/a.toml");
    assertThat(opened.text("text")).isEqualTo(RULE);
    assertThat(opened.text("test")).isEqualTo("[[case]]\n");

    file("rules/b.toml", SEQUENCE);
    Files.writeString(first, RULE + "# changed\n");
    assertThat(await().list("rules")).hasSize(2);
    assertThat(ask("open", "name", "rules/a.toml").text("text")).endsWith("# changed\n");
    Json results =
        ask(
            "results",
            "events",
            events(event(0, "a", "ann") + event(5, "b", "ann") + event(9, "sh", "x")));
    assertThat(results.text("alerts")).isEqualTo("2");
    assertThat(results.list("rows")).hasSize(2);
    assertThat(ask("coverage").text("rules")).isEqualTo("2");
  }

  private Json await() {
    while (true) {
      Json rules = ask("rules");
      if (rules.text("ready").equals("true")) {
        return rules;
      }
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../secret.toml",
        "rules/../../secret.toml",
        "secret.toml",
        "rules",
        "rules/a.toml/../../secret.toml",
        "a\u0000b",
        ""
      })
  void opensNothingElse(String name) {
    file("rules/a.toml", RULE);
    file("secret.toml", "[rule]\n");
    start(List.of(), "rules");

    assertThatThrownBy(() -> ask("open", "name", name)).isInstanceOf(RefusedException.class);
  }

  /** A name of a file that is not one of the rules is only a name. */
  @Test
  void textsUnderAnyNameAreChecked() {
    file("rules/a.toml", RULE);
    start(List.of(), "rules");

    for (String name : List.of("../../etc/passwd", "x", "<script>.toml", "a\u0000.yml")) {
      assertThat(ask("check", "name", name, "text", RULE).text("file")).startsWith("untitled.");
    }
  }

  /** Whatever a text is, it is answered or refused; it never is a bug. */
  @Test
  void survivesBrokenTexts() {
    start(List.of());
    String id = events(EVENTS);
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      String base = i % 2 == 0 ? RULE : SEQUENCE;
      int from = random.nextInt(base.length());
      int to = Math.min(base.length(), from + random.nextInt(40));
      String text =
          base.substring(0, from) + (i % 3 == 0 ? "<img src=x>\u0000'\"" : "") + base.substring(to);
      int offset = random.nextInt(text.length() + 1);
      ask("check", "name", "a.toml", "text", text);
      ask("complete", "name", "a.toml", "text", text, "offset", offset);
      ask("hover", "name", "a.toml", "text", text, "offset", offset);
      ask("format", "name", "a.toml", "text", text);
      for (String question : List.of("java", "exports")) {
        try {
          ask(question, "name", "a.toml", "text", text, "mapping", "cim");
        } catch (RefusedException e) {
          assertThat(e).hasMessageNotContaining("Exception");
        }
      }
      if (i % 10 == 0) {
        try {
          ask("run", "name", "a.toml", "text", text, "events", id, "lateness", 0);
        } catch (RefusedException e) {
          assertThat(e).hasMessageNotContaining("Exception");
        }
      }
    }
  }

  @Test
  void refusesOtherQuestions() {
    start(List.of());
    assertThatThrownBy(() -> ask("delete")).isInstanceOf(RefusedException.class);
  }
}
