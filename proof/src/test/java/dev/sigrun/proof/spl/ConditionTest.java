package dev.sigrun.proof.spl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.proof.spl.eval.SplException;
import dev.sigrun.proof.spl.eval.UndocumentedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What conditions say about one event. Sources: "manual" is the Search Manual, "reference" the
 * Search Reference of Splunk Enterprise; "unsettled" is what neither says.
 */
class ConditionTest {
  private static final Instant NOW = Instant.parse("2024-05-02T10:30:00Z");

  /** The outcome of a condition. */
  private enum Outcome {
    HIT,
    MISS,
    UNDOCUMENTED,
    REFUSED
  }

  /**
   * A condition on an event.
   *
   * @param event the members of a JSON object
   */
  private record Case(String source, String search, String event, Outcome outcome) {}

  static Stream<Case> search() {
    return Stream.of(
        hit("search: values without case", "f=\"CuRl\"", "'f': 'cURL'"),
        miss("search: names with case", "F=\"curl\"", "'f': 'curl'"),
        hit("search: * is any run", "f=\"c*l\"", "'f': 'curl'"),
        hit("search: * is also nothing", "f=\"curl*\"", "'f': 'curl'"),
        miss("search: ? is a plain character", "f=\"c?rl\"", "'f': 'curl'"),
        hit("search: ? is a plain character", "f=\"c?rl\"", "'f': 'c?rl'"),
        hit("manual, Backslashes: \\ cannot escape *", "f=\"a\\*\"", "'f': 'a\\\\b'"),
        hit("manual, Backslashes", "f=\"*\\\\Temp\\\\*\"", "'f': 'C:\\\\temp\\\\x'"),
        hit("manual, Backslashes: quotes", "f=\"say \\\"hi\\\"\"", "'f': 'say \\\"hi\\\"'"),
        hit("search: f=* is existence", "f=*", "'f': 'x'"),
        miss("search: f=* is existence", "f=*", "'g': 'x'"),
        hit("search: NOT without the field", "NOT f=\"a\"", "'g': 'x'"),
        miss("search: != needs the field", "f!=\"a\"", "'g': 'x'"),
        hit("search: != of any value", "f{}!=\"a\"", "'f': ['a', 'b']"),
        hit("search: any value", "f{}=\"b\"", "'f': ['a', 'b']"),
        hit("search: NOT, OR, AND", "a=1 OR b=1 c=1", "'a': '1', 'c': '1'"),
        miss("search: NOT, OR, AND", "a=1 OR b=1 c=1", "'a': '1'"),
        hit("search: parentheses", "(a=1) OR (b=1 c=1)", "'a': '1'"),
        miss("search: AND is implied", "a=1 b=1", "'a': '1'"),
        hit("search: AND", "a=1 AND b=1", "'a': '1', 'b': '1'"),
        refused("search: operators in upper case", "a=1 and b=1", "'a': '1'"),
        hit("search: IN", "f IN (\"a\", \"b*\")", "'f': 'bcd'"),
        hit("search: CIDR", "ip=\"10.0.0.0/8\"", "'ip': '10.9.8.7'"),
        miss("search: CIDR", "ip=\"10.0.0.0/8\"", "'ip': '11.9.8.7'"),
        hit("search: CIDR of version 6", "ip=\"2001:db8::/32\"", "'ip': '2001:db8::5'"),
        hit("search: numbers", "n>5", "'n': 10"),
        miss("search: numbers", "n>5", "'n': 5"),
        undocumented("search: order of texts", "n>5", "'n': 'x'"),
        hit("search: CASE()", "f=CASE(Abc)", "'f': 'Abc'"),
        miss("search: CASE()", "f=CASE(abc)", "'f': 'Abc'"),
        hit("search: dotted names are bare", "process.name=\"a\"", "'process': {'name': 'A'}"),
        hit("search: odd names in quotes", "\"a b\"=\"c\"", "'a b': 'c'"),
        undocumented("unsettled: case beyond ASCII", "f=\"É\"", "'f': 'é'"),
        undocumented("unsettled: other spellings of a number", "f=\"1\"", "'f': '1.0'"),
        undocumented("unsettled: back-ticks in quotes", "f=\"`a`\"", "'f': 'a'"),
        undocumented("unsettled: line breaks", "f=\"a\nb\"", "'f': 'a b'"),
        refused("not supported: terms", "error f=1", "'f': '1'"),
        refused("malformed: quotes", "f=\"a", "'f': 'a'"),
        refused("malformed: parentheses", "(f=\"a\"", "'f': 'a'"),
        refused("malformed: a list without values", "f IN ()", "'f': 'a'"),
        refused("malformed: nothing after AND", "f=a AND", "'f': 'a'"));
  }

  static Stream<Case> where() {
    return Stream.of(
        miss("where: with case", "f==\"curl\"", "'f': 'CURL'"),
        hit("where: = is ==", "f=\"CURL\"", "'f': 'CURL'"),
        hit("where: quotes for names", "'process.name'==\"a\"", "'process': {'name': 'a'}"),
        miss("where: a bare dot concatenates", "process.name==\"a\"", "'process': {'name': 'a'}"),
        hit("where: a bare dot concatenates", "a.b==\"xy\"", "'a': 'x', 'b': 'y'"),
        hit("where: + of two texts", "a+b==\"xy\"", "'a': 'x', 'b': 'y'"),
        hit("where: + of two numbers", "a+b==5", "'a': 2, 'b': 3"),
        hit("where: numbers by size", "n>9", "'n': 10"),
        hit("where: texts by characters", "f<\"b\"", "'f': 'a'"),
        hit("like: % and _", "like(f, \"a%c_\")", "'f': 'abbbcd'"),
        miss("like: the whole text", "like(f, \"a%c\")", "'f': 'abcd'"),
        miss("like: with case", "like(f, \"A%\")", "'f': 'abcd'"),
        undocumented("unsettled: escapes of like", "like(f, \"a\\%\")", "'f': 'a%'"),
        hit("match: anywhere", "match(f, \"b\")", "'f': 'abc'"),
        miss("match: with case", "match(f, \"B\")", "'f': 'abc'"),
        hit("match: (?i)", "match(f, \"(?i)B\")", "'f': 'abc'"),
        hit("match: $ before a last line feed", "match(f, \"^a$\")", "'f': 'a\\n'"),
        miss("match: \\z at the very end", "match(f, \"^a\\z\")", "'f': 'a\\n'"),
        miss("match: . is no line feed", "match(f, \"a.b\")", "'f': 'a\\nb'"),
        hit("match: . is a carriage return", "match(f, \"a.b\")", "'f': 'a\\rb'"),
        hit("match: (?s)", "match(f, \"(?s)a.b\")", "'f': 'a\\nb'"),
        hit("match: \\. keeps its backslash", "match(f, \"\\.net$\")", "'f': 'x.net'"),
        miss("match: \\. keeps its backslash", "match(f, \"\\.net$\")", "'f': 'xxnet'"),
        hit("match: \\\\. is \\.", "match(f, \"\\\\.net$\")", "'f': 'x.net'"),
        hit("match: four for one", "match(f, \"a\\\\\\\\b\")", "'f': 'a\\\\b'"),
        hit("match: plain in brackets", "match(f, \"a[.]b[[]c[*]\")", "'f': 'a.b[c*'"),
        hit("match: the Kelvin sign", "match(f, \"(?i)^k\\z\")", "'f': '\u212A'"),
        miss("match: dotless and dotted i", "match(f, \"(?i)^i\\z\")", "'f': 'İ'"),
        hit("in(): exact", "in(f, \"a\", \"b\")", "'f': 'b'"),
        miss("in(): no wildcards", "in(f, \"b*\")", "'f': 'bc'"),
        miss("in(): with case", "in(f, \"B\")", "'f': 'b'"),
        hit("cidrmatch()", "cidrmatch(\"10.0.0.0/8\", ip)", "'ip': '10.1.1.1'"),
        miss("cidrmatch(): no address", "cidrmatch(\"10.0.0.0/8\", ip)", "'ip': 'x'"),
        miss("null: only true rows stay", "f==\"a\"", "'g': 'a'"),
        miss("null: AND", "f==\"a\" AND g==\"a\"", "'g': 'a'"),
        undocumented("unsettled: NOT of null", "NOT f==\"a\"", "'g': 'a'"),
        undocumented("unsettled: null OR true", "f==\"a\" OR g==\"a\"", "'g': 'a'"),
        undocumented(
            "unsettled: NOT of null AND false", "NOT (isnotnull(f) AND f==\"a\")", "'g': 'a'"),
        hit("if(): null is not true", "if(f==\"a\", 1, 0)==0", "'g': 'a'"),
        hit("two-valued leaves", "NOT if(f==\"a\", 1, 0)=1", "'g': 'a'"),
        hit("isnull()", "isnull(f)", "'g': 'a'"),
        hit("isnotnull(), also of several", "isnotnull('f{}')", "'f': ['a', 'b']"),
        hit("case(): the first that is true", "case(f==1, \"x\", f==2, \"y\")==\"y\"", "'f': 2"),
        hit("coalesce()", "coalesce(f, g)==\"a\"", "'g': 'a'"),
        hit("mvfind(): several", "mvfind('f{}', \"^b\")==1", "'f': ['a', 'b']"),
        hit("mvfind(): one", "isnotnull(mvfind(f, \"^b\"))", "'f': 'b'"),
        miss("mvfind(): none", "isnotnull(mvfind('f{}', \"^b\"))", "'f': ['a', 'a']"),
        hit("mvfilter()", "mvcount(mvfilter('f{}'!=\"a\"))==2", "'f': ['a', 'b', 'c']"),
        refused("mvfilter(): one field", "isnotnull(mvfilter(f==g))", "'f': 'a', 'g': 'a'"),
        hit("mvcount(): null, not 0", "isnull(mvcount(f))", "'g': 'a'"),
        hit("mvmap()", "mvindex(mvmap('f{}', 'f{}'.\"x\"), 1)==\"bx\"", "'f': ['a', 'b']"),
        hit("mvindex() from the end", "mvindex('f{}', -1)==\"b\"", "'f': ['a', 'b']"),
        undocumented("unsettled: = of several", "'f{}'=\"a\"", "'f': ['a', 'b']"),
        undocumented("unsettled: match() of several", "match('f{}', \"a\")", "'f': ['a', 'b']"),
        hit("substr(): from 1", "substr(f, 1, 2)==\"ab\"", "'f': 'abc'"),
        hit("substr(): from the end", "substr(f, -2, 1)==\"b\"", "'f': 'abc'"),
        hit("len(): code points", "len(f)==1", "'f': '😀'"),
        hit("tonumber(): null on failure", "isnull(tonumber(f))", "'f': 'x'"),
        hit("tonumber() with a base", "tonumber(f, 16)==255", "'f': 'ff'"),
        hit("division by zero is null", "isnull(1/n)", "'n': 0"),
        hit("lower()", "lower(f)==\"abc\"", "'f': 'AbC'"),
        undocumented("unsettled: lower() beyond ASCII", "lower(f)==\"k\"", "'f': '\u212A'"),
        hit("replace() with groups", "replace(f, \"^(.)(.)\", \"\\2\\1\")==\"bac\"", "'f': 'abc'"),
        hit("split()", "mvcount(split(f, \",\"))==3", "'f': 'a,b,c'"),
        hit("NOT, AND, OR", "NOT f==1 AND f==2 OR f==3", "'f': 3"),
        hit("XOR", "f==1 XOR f==2", "'f': 2"),
        hit("IN", "f IN (\"a\", \"b\")", "'f': 'b'"),
        hit("relative_time()", "relative_time(now(), \"-1h\")<now()", "'f': 1"),
        hit(
            "strptime()",
            "strptime(f, \"%Y-%m-%dT%H:%M:%S.%3N%Z\")==1.5",
            "'f': '1970-01-01T00:00:01.500Z'"),
        hit("booleans are texts", "f==\"true\"", "'f': true"),
        undocumented("unsettled: . beside +", "f.1+1==\"a2\"", "'f': 'a'"),
        refused("not supported: searchmatch()", "searchmatch(\"a\")", "'f': 'a'"),
        refused("malformed: no condition", "f", "'f': 'a'"),
        refused("malformed: quotes", "f==\"a", "'f': 'a'"),
        refused("malformed: an operator without a side", "f== AND g==1", "'f': 'a'"));
  }

  private static Case hit(String source, String search, String event) {
    return new Case(source, search, event, Outcome.HIT);
  }

  private static Case miss(String source, String search, String event) {
    return new Case(source, search, event, Outcome.MISS);
  }

  private static Case undocumented(String source, String search, String event) {
    return new Case(source, search, event, Outcome.UNDOCUMENTED);
  }

  private static Case refused(String source, String search, String event) {
    return new Case(source, search, event, Outcome.REFUSED);
  }

  @ParameterizedTest
  @MethodSource("search")
  void searches(Case each) {
    check(each, each.search());
  }

  @ParameterizedTest
  @MethodSource("where")
  void filters(Case each) {
    check(each, "* | where " + each.search());
  }

  private static void check(Case each, String search) {
    String json =
        "{\"@timestamp\": \"2024-05-02T10:29:00.000Z\", " + each.event().replace('\'', '"') + "}";
    SplEngine engine = SplEngine.of(List.of(new SplEvent(json, Map.of())), Map.of(), Map.of(), NOW);
    switch (each.outcome()) {
      case HIT -> assertThat(engine.run(search)).hasSize(1);
      case MISS -> assertThat(engine.run(search)).isEmpty();
      case UNDOCUMENTED ->
          assertThatThrownBy(() -> engine.run(search)).isInstanceOf(UndocumentedException.class);
      case REFUSED ->
          assertThatThrownBy(() -> engine.run(search)).isExactlyInstanceOf(SplException.class);
    }
  }
}
