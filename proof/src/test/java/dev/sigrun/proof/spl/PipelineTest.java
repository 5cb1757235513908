package dev.sigrun.proof.spl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.SplException;
import dev.sigrun.proof.spl.eval.UndocumentedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The results of whole searches. */
class PipelineTest {
  private static final Instant NOW = Instant.parse("2024-05-02T10:30:00Z");

  /** Letter, seconds after the first event, user; in the order of time. */
  private static final List<String> EVENTS =
      List.of(
          "'e': 'a', 'u': 'x', 'n': 1",
          "'e': 'b', 'u': 'x', 'n': 2",
          "'e': 'a', 'u': 'y', 'n': 3",
          "'e': 'c', 'n': 4",
          "'e': 'b', 'u': 'y', 'n': 10",
          "'e': 'a', 'u': 'x', 'n': 6, 'tags': ['p', 'q']");

  /**
   * A search over the events, which are a second apart.
   *
   * @param expected the rows, fields in the order of their names, without internal ones
   */
  private record Case(String source, String search, String expected) {}

  static Stream<Case> cases() {
    return Stream.of(
        of("events come newest first", "e=\"a\" | table n", "n=6; n=3; n=1"),
        of("the implicit search may be named", "search e=\"c\" | table n", "n=4"),
        of("sort: numbers by size", "* | sort 0 -n | table n | head 2", "n=10; n=6"),
        of("sort: by several", "* | sort 0 e, -n | table e n | head 2", "e=a n=6; e=a n=3"),
        of("sort: by time", "* | sort 0 _time | table n | head 2", "n=1; n=2"),
        of("accum: sums so far", "* | sort 0 _time | accum n as s | table s | tail 1", "s=26"),
        of(
            "accum: in place, from the first row on",
            "e=\"a\" | sort 0 _time | eval i=1 | accum i | table i n",
            "i=1 n=1; i=2 n=3; i=3 n=6"),
        of(
            "filldown: the last value",
            "* | sort 0 _time | filldown u | table n u",
            "n=1 u=x; n=2 u=x; n=3 u=y; n=4 u=y; n=10 u=y; n=6 u=x"),
        of(
            "filldown: nothing before the first",
            "* | sort 0 _time | eval v=if(n=3, \"v\", null()) | filldown v | table n v",
            "n=1; n=2; n=3 v=v; n=4 v=v; n=10 v=v; n=6 v=v"),
        of("stats: count by", "* | stats count by e", "count=3 e=a; count=2 e=b; count=1 e=c"),
        of(
            "stats: rows without a field of by drop out",
            "* | stats count as c by u",
            "c=3 u=x; c=2 u=y"),
        of("stats: one row without by", "e=\"none\" | stats count", "count=0"),
        of("stats: no row with by", "e=\"none\" | stats count by e", ""),
        of(
            "stats: a row for each value of by",
            "tags{}=* | stats count as c by tags{}",
            "c=1 tags{}=p; c=1 tags{}=q"),
        of(
            "stats: functions",
            "e=\"a\" | stats dc(u) as d sum(n) as s min(n) as l max(n) as m values(u) as v",
            "d=2 l=1 m=6 s=10 v=x,y"),
        of(
            "stats: conditions are counted",
            "* | stats count(eval(n>3)) as c sum(eval(n*2)) as s",
            "c=3 s=52"),
        of("stats: names of results", "e=\"c\" | stats max(n)", "max(n)=4"),
        of("stats: dotted names are bare", "* | stats count as c by x.y", ""),
        of(
            "stats: min of a computed time",
            "* | stats min(_time) as t by e | where t >= relative_time(now(), \"-58s\") | table e",
            "e=c"),
        of(
            "eventstats",
            "e=\"a\" | eventstats count as c by u | table n c",
            "c=2 n=6; c=1 n=3; c=2 n=1"),
        of(
            "streamstats: the last one before, per key",
            "* | sort 0 _time | streamstats current=f window=1 global=f last(e) as p by u"
                + " | where isnotnull(p) | table n p",
            "n=2 p=a; n=10 p=a; n=6 p=b"),
        of(
            "streamstats: without a key a row passes as it is",
            "* | sort 0 _time | streamstats count as c by u | where isnull(c) | table n",
            "n=4"),
        of(
            "streamstats: a running count",
            "* | sort 0 _time | streamstats count as c | table n c | tail 1",
            "c=6 n=6"),
        of(
            "streamstats: last() skips nulls",
            "* | sort 0 _time | streamstats current=f last(u) as p | where n=10 | table p",
            "p=y"),
        of(
            "streamstats: a window of time",
            "* | sort 0 _time | streamstats time_window=1m count as c | table n c | tail 1",
            "c=6 n=6"),
        of(
            "streamstats: reset_before",
            "* | sort 0 _time | streamstats reset_before=(e==\"c\") count as k | table n k | tail 2",
            "k=3 n=6; k=2 n=10"),
        of(
            "streamstats: reset_after",
            "* | sort 0 _time | streamstats reset_after=(e==\"c\") count as k | table n k | tail 2",
            "k=2 n=6; k=1 n=10"),
        of("dedup: the first of each", "* | dedup e | table n", "n=6; n=10; n=4"),
        of("dedup: rows without the field go", "* | dedup u | table n", "n=6; n=10"),
        of(
            "eval: several, from left to right",
            "e=\"c\" | eval a=n+1, b=a*2 | table a b",
            "a=5 b=10"),
        of("eval: null removes", "e=\"c\" | eval n=null() | table e n", "e=c"),
        of("eval: flags", "e=\"c\" | eval m=if(n==4, 1, 0) | table m", "m=1"),
        of(
            "fields -, with a star",
            "e=\"c\" | eval sg_a=1, sg_b=2 | fields - sg_* | table *",
            "e=c n=4"),
        of("fields", "e=\"c\" | fields e", "e=c"),
        of("rename", "e=\"c\" | rename n as m | table m", "m=4"),
        of("rename of dotted names", "e=\"c\" | rename n as \"a.b\" | table a.b", "a.b=4"),
        of("mvexpand", "tags{}=* | mvexpand tags{} | table tags{}", "tags{}=p; tags{}=q"),
        of("mvexpand keeps rows without it", "e=\"c\" | mvexpand tags{} | table n", "n=4"),
        of(
            "mvcombine",
            "tags{}=* | table n tags{} | mvexpand tags{} | mvcombine tags{}",
            "n=6 tags{}=p,q"),
        of("fillnull", "e=\"c\" | fillnull value=none u | table u", "u=none"),
        of(
            "bin",
            "* | bin n span=5 as b | stats count by b",
            "b=0 count=4; b=10 count=1; b=5 count=1"),
        of("rex", "e=\"c\" | rex field=e \"(?<my_x>.)\" | table my_x", "my_x=c"),
        of("regex", "* | regex e=\"[bc]\" | table n", "n=10; n=4; n=2"),
        of("spath", "e=\"c\" | spath path=n output=m | table m", "m=4"),
        of("head", "* | head 1 | table n", "n=6"),
        of(
            "search after a pipe sees made fields",
            "* | eval k=n*2 | search k>12 | table k",
            "k=20"),
        of("append", "e=\"c\" | append [search e=\"b\" n=2] | table n", "n=4; n=2"),
        of(
            "join: the first that fits",
            "e=\"b\" | join u [search e=\"a\" | rename n as m] | sort 0 n | table n m",
            "m=6 n=2; m=3 n=10"),
        of("a search in brackets is a condition", "* [search e=\"c\" | fields n] | table e", "e=c"),
        of(
            "multisearch",
            "| multisearch [search e=\"c\" | eval r=\"one\"] [search n=2 | eval r=\"two\"] | table r",
            "r=one; r=two"),
        of("a macro", "`mine` | table n", "n=4"),
        of("a comment", "e=\"c\" ```not | delete``` | table n ```end```", "n=4"),
        of("a pipe in quotes", "* | where e=\"a | delete\" | table n", ""),
        of("earliest in the search", "earliest=-57s * | table n", "n=6; n=10; n=4"),
        of("lookup", "e=\"c\" | lookup users id AS e OUTPUT name AS who | table who", "who=Carol"),
        of(
            "lookup: several lines",
            "e=\"a\" n=1 | lookup users id AS e OUTPUT name | table name",
            "name=Ann,Al"),
        of(
            "lookup: nothing found",
            "e=\"b\" n=2 | lookup users id AS e OUTPUT name | table n name",
            "n=2"),
        of("inputlookup", "| inputlookup users | where id=\"c\" | table name", "name=Carol"),
        of(
            "inputlookup after other rows",
            "e=\"c\" | table e | inputlookup append=t users | stats count",
            "count=4"),
        of(
            "outputlookup",
            "e=\"b\" | table n | outputlookup seen | inputlookup append=t seen | stats count",
            "count=4"),
        of("now()", "| makeresults | eval n=now() | table n", "n=1714645800"));
  }

  private static Case of(String source, String search, String expected) {
    return new Case(source, search, expected);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gives(Case each) {
    assertThat(engine().run(each.search()).stream().map(PipelineTest::shown))
        .containsExactlyElementsOf(
            each.expected().isEmpty() ? List.of() : List.of(each.expected().split("; ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* | delete",
        "* | transaction u",
        "* | stats median(n)",
        "* | stats count by",
        "* | where",
        "* | sort 0 _time |",
        "| stats count",
        "* | inputlookup users",
        "* | streamstats foo=1 count",
        "* | eval a.b=1",
        "* | eval a=(n==1)",
        "* | table n ]",
        "* | append [search e=a",
        "`nobody` | table n",
        "* ```open",
        "* | lookup nothing e OUTPUT x",
        "earliest=yesterday *",
        ""
      })
  void refuses(String search) {
    assertThatThrownBy(() -> engine().run(search)).isInstanceOf(SplException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* | sort 0 u",
        "* | streamstats window=2 count by u",
        "* | sort 0 _time | streamstats time_window=1s count",
        "* | streamstats count by tags{}",
        "tags{}=* | stats first(tags{})",
        "tags{}=* | lookup users id AS tags{} OUTPUT name"
      })
  void refusesWhatIsNotDocumented(String search) {
    assertThatThrownBy(() -> engine().run(search)).isInstanceOf(UndocumentedException.class);
  }

  @Test
  void extractsJson() {
    String json =
        """
        {"@timestamp": "2024-05-02T10:29:00.000Z", "a": {"b": "x"}, "a.c": 1.50, "l": ["p"],
         "o": [{"k": "1"}, {"k": true}], "d": {"e": ["q", ["r"]]}}""";
    Row row =
        SplEngine.of(List.of(new SplEvent(json, Map.of("index", "main"))), Map.of(), Map.of(), NOW)
            .run("index=main")
            .get(0);
    assertThat(row.texts("a.b")).containsExactly("x");
    assertThat(row.texts("a.c")).containsExactly("1.50");
    assertThat(row.texts("l{}")).containsExactly("p");
    assertThat(row.texts("o{}.k")).containsExactly("1", "true");
    assertThat(row.texts("d.e{}")).containsExactly("q");
    assertThat(row.texts("d.e{}{}")).containsExactly("r");
    assertThat(row.texts("_time")).containsExactly("1714645740");
  }

  private static SplEngine engine() {
    List<SplEvent> events = new ArrayList<>();
    for (int i = 0; i < EVENTS.size(); i++) {
      String time = NOW.minusSeconds(60 - i).toString();
      String json = "{'@timestamp': '" + time + "', " + EVENTS.get(i) + "}";
      events.add(new SplEvent(json.replace('\'', '"'), Map.of()));
    }
    Lookup users =
        Lookup.exact(
            List.of(
                Row.of(Map.of("id", "a", "name", "Ann")),
                Row.of(Map.of("id", "a", "name", "Al")),
                Row.of(Map.of("id", "c", "name", "Carol"))));
    return SplEngine.of(events, Map.of("mine", "e=\"c\""), Map.of("users", users), NOW);
  }

  private static String shown(Row row) {
    return row.names().stream()
        .filter(name -> !name.startsWith("_") && !name.startsWith("@"))
        .sorted()
        .map(name -> name + "=" + String.join(",", row.texts(name)))
        .collect(Collectors.joining(" "));
  }
}
