package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields with several values as keys: of sequences and samples, and of suppression. */
class SeveralValuesTest {
  /** The text that a table writes for each field. */
  private static final Map<String, String> FIELDS =
      Map.of("u", "user.name", "h", "host.name", "p", "process.pid", "ip", "source.ip");

  @TempDir private Path folder;

  /**
   * The events, one a second: category (p for process, f for file, n for network), then fields with
   * their values, as in {@code p u=a,b p=1}. A field without values is an empty list.
   */
  private static String events(String written) {
    StringBuilder events = new StringBuilder();
    int number = 0;
    for (String event : written.split("; *", -1)) {
      String[] parts = event.strip().split(" +", -1);
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("@timestamp", "2026-01-01T00:00:%02dZ".formatted(++number));
      object.put(
          "event.category", Map.of("p", "process", "f", "file", "n", "network").get(parts[0]));
      for (String part : List.of(parts).subList(1, parts.length)) {
        String name = FIELDS.getOrDefault(part.substring(0, part.indexOf('=')), "");
        List<Object> values = new ArrayList<>();
        for (String value : part.substring(part.indexOf('=') + 1).split(",", -1)) {
          if (!value.isEmpty()) {
            values.add(name.equals("process.pid") ? (Object) Long.valueOf(value) : value);
          }
        }
        object.put(name, values);
      }
      events.append(JsonValues.write(object)).append('\n');
    }
    return events.toString();
  }

  /** Each combination of values is a key of its own; results of one event in their order. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "three steps | p u=x,y; f u=y,x; n u=x,y,z"
            + " | sequence by user.name [process where true] [file where true] [network where true]"
            + " | 123 [\"x\"] 123 [\"y\"]",
        "numbers in their order | p p=10,2; f p=2,10"
            + " | sequence by process.pid [process where true] [file where true]"
            + " | 12 [2] 12 [10]",
        "addresses in their order | p ip=10.0.0.10,10.0.0.9; f ip=10.0.0.9,10.0.0.10"
            + " | sequence by source.ip [process where true] [file where true]"
            + " | 12 [\"10.0.0.9\"] 12 [\"10.0.0.10\"]",
        "equal values count once | p u=x,x; f u=x,x"
            + " | sequence by user.name [process where true] [file where true] | 12 [\"x\"]",
        "the product of two keys | p u=x,y p=1,2; f u=x p=1,2"
            + " | sequence by user.name, process.pid [process where true] [file where true]"
            + " | 12 [\"x\",1] 12 [\"x\",2]",
        "keys of their own | p u=x,y; f h=y,x,z"
            + " | sequence [process where true] by user.name [file where true] by host.name"
            + " | 12 [\"x\"] 12 [\"y\"]",
        "each key has its own events | p u=x,y; p u=y; f u=x,y"
            + " | sequence by user.name [process where true] [file where true]"
            + " | 13 [\"x\"] 23 [\"y\"]",
        "until ends one key | p u=x,y; n u=x; f u=x,y"
            + " | sequence by user.name [process where true] [file where true]"
            + " until [network where true] | 13 [\"y\"]",
        "runs | p u=x,y; p u=y,x; f u=x,y"
            + " | sequence by user.name [process where true] with runs=2 [file where true]"
            + " | 123 [\"x\"] 123 [\"y\"]",
        "a missing event of one key | p u=x,y; n u=x; f u=x,y"
            + " | sequence by user.name with maxspan=1m [process where true] ![network where true]"
            + " [file where true] | 1null3 [\"y\"]",
        "samples | p u=x,y; f u=z,y,x"
            + " | sample by user.name [process where true] [file where true]"
            + " | 12 [\"x\"] 12 [\"y\"]",
        "an optional key | p u=x,y; p; f u=y; f"
            + " | sequence by ?user.name [process where true] [file where true]"
            + " | 13 [\"y\"] 24 [null]",
        "an empty list is no value | p u=; f u="
            + " | sequence by user.name [process where true] [file where true] |",
      })
  void everyCombinationOfKeysIsAResult(
      String name, String events, String query, @Nullable String results) {
    assertThat(results(query, events(events))).isEqualTo(Optional.ofNullable(results).orElse(""));
  }

  /** A condition on the key alone holds for every step, as a server copies it there. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "as reported | p u=root,bob; f u=bob"
            + " | [process where user.name == \"root\"] [file where true] |",
        "the step that satisfies it | p u=root,bob; f u=bob; f u=root"
            + " | [process where user.name == \"root\"] [file where true] | 13 [\"root\"]",
        "a pattern | p u=root,bob; f u=bob"
            + " | [process where user.name : \"R*\"] [file where true] |",
        "a list | p u=root,bob; f u=bob; f u=adm,bob,root"
            + " | [process where user.name in (\"root\", \"adm\")] [file where true]"
            + " | 13 [\"bob\"] 13 [\"root\"]",
        "beside other conditions | p u=root,bob p=1; f u=bob p=2; f u=root p=2"
            + " | [process where user.name == \"root\" and process.pid == 1] [file where true]"
            + " | 13 [\"root\"]",
        "on a later step | p u=bob; p u=root,bob; f u=root,bob"
            + " | [process where true] [file where user.name == \"root\"]"
            + " | 23 [\"bob\"] 23 [\"root\"]",
        "in the middle | p u=root,bob; f u=root,bob; n u=bob"
            + " | [process where true] [file where user.name == \"root\"] [network where true] |",
      })
  void conditionsOnTheKeyHoldForAllSteps(
      String name, String events, String steps, @Nullable String results) {
    assertThat(results("sequence by user.name " + steps, events(events)))
        .isEqualTo(Optional.ofNullable(results).orElse(""));
  }

  /** The lines of each result and its key. */
  private String results(String query, String events) {
    Cli cli = new Cli(folder);
    String file = cli.file("e.ndjson", events);
    Cli.Result lines = cli.run("query", "--eql", query, "--output", "lines", file);
    assertThat(lines.exitCode()).as(lines.err()).isZero();
    List<String> keys =
        cli.run("query", "--eql", query, file).outLines().stream()
            .map(line -> JsonValues.write(object(line).get("join_keys")))
            .toList();
    List<String> results = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      results.add(lines.outLines().get(i).replaceAll("[\\[\\],]", "") + " " + keys.get(i));
    }
    assertThat(lines.outLines()).hasSameSizeAs(keys);
    return String.join(" ", results);
  }

  /**
   * Rules of type query have a group for each element and combination of elements; others have one
   * for a whole list, whatever its order. Alerts are written as their groups.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "as reported | kuery | user.name | suppress | p u=a,b; p u=b | a; b",
        "later elements | kuery | user.name | suppress | p u=a; p u=b,c,a | a; b; c",
        "equal elements | kuery | user.name | suppress | p u=a,a; p u=a | a",
        "two lists | kuery | user.name, host.name | suppress | p u=a,b h=x,y; p u=b h=y"
            + " | a+x; a+y; b+x; b+y",
        "one of two missing | kuery | user.name, host.name | suppress | p u=a,b; p u=b"
            + " | a+null; b+null",
        "an empty list is missing | kuery | user.name | suppress | p u=; p; p u=a | null; a",
        "missing is not grouped | kuery | user.name | doNotSuppress | p u=a,b; p; p u= | a; b; -; -",
        "numbers | kuery | process.pid | suppress | p p=10,2; p p=2 | 2; 10",
        "the list of a rule in EQL | eql | user.name | suppress | p u=a,b; p u=b; p u=b,a"
            + " | [\"a\",\"b\"]; b",
        "a list of one | eql | user.name | suppress | p u=a; p u=a,b; p u=b,a | a; [\"a\",\"b\"]",
        "two lists in EQL | eql | user.name, host.name | suppress | p u=b,a h=x; p u=a,b h=x"
            + " | [\"a\",\"b\"]+x",
        "missing in EQL | eql | user.name | suppress | p; p u=; p u=a | null; a",
        "missing is not grouped in EQL | eql | user.name | doNotSuppress | p; p u=; p u=a,b"
            + " | -; -; [\"a\",\"b\"]",
      })
  void suppressionGroupsByElementsOrLists(
      String name, String language, String fields, String missing, String events, String groups) {
    Cli cli = new Cli(folder);
    String query = language.equals("eql") ? "process where true" : "event.category: process";
    cli.file(
        "rules/a.toml",
        Rules.toml("a", language, query)
            + """
              [rule.alert_suppression]
              group_by = [%s]
              missing_fields_strategy = "%s"
              duration = { value = 5, unit = "m" }
              """
                .formatted("\"" + fields.replace(", ", "\", \"") + "\"", missing));
    Cli.Result result =
        cli.run(
            "run",
            "--no-cache",
            "--rules",
            cli.path("rules").toString(),
            "--output",
            "ndjson",
            cli.file("e.ndjson", events(events)));
    assertThat(result.exitCode()).as(result.err()).isZero();
    List<String> found = new ArrayList<>();
    for (String line : result.outLines()) {
      found.add(group(object(line).get("kibana.alert.suppression.terms")));
    }
    assertThat(String.join("; ", found)).isEqualTo(groups);
  }

  private static String group(@Nullable Object terms) {
    if (!(terms instanceof List<?> list)) {
      return "-";
    }
    return list.stream()
        .map(term -> String.valueOf(((Map<?, ?>) term).get("value")))
        .reduce((a, b) -> a + "+" + b)
        .orElse("");
  }

  private static Map<String, @Nullable Object> object(String json) {
    try {
      return JsonValues.asObject(JsonValues.read(json)).orElseThrow();
    } catch (JsonFormatException e) {
      throw new AssertionError(json, e);
    }
  }
}
