package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.conventions.SharedFiles;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults that users of Sigrun and of other tools ran into, each in a folder of its own with the
 * input, the right answer and why. The folders are read where they are; one that no check of this
 * class knows fails.
 */
class ReportedFaultsTest {
  /** A result: the numbers of its lines, and the join keys where the report names them. */
  private static final Pattern RESULT = Pattern.compile("\\[([0-9]+(?:,[0-9]+)*)]");

  /** A further query that a report gives in back quotes with its answer. */
  private static final Pattern FURTHER = Pattern.compile("`([^`]+)`: ((?:\\[[0-9]+] ?)+)");

  @TempDir private Path folder;

  /** Reports whose right answer says more than the lines of results or the number of alerts. */
  private final Map<String, Check> checks = checks();

  /** What must hold of a report. */
  private interface Check {
    void of(Report report);
  }

  private Map<String, Check> checks() {
    Map<String, Check> all = new TreeMap<>();
    all.put("language-07-regex-unknown-escape", report -> report.refusesQuery("EQL116"));
    all.put("language-10-suppression-array", this::suppressesEachElement);
    all.put("language-13-mapping-date-format", this::readsDatesByTheFormat);
    all.put("language-16-eql-bad-ip-literal", report -> report.refusesQuery("EQL124"));
    all.put("language-17-source-wrapper-silent", report -> report.finds("[1]", "[2]"));
    all.put("language-18-multivalued-join-keys", this::givesEachKeyAResult);
    all.put("language-20-kql-field-patterns", this::warnsOnceOfAPattern);
    all.put("export-01-regex-escape-letter", report -> report.failsAllRules("EQL116"));
    all.put(
        "export-02-third-party-toml-empty-license-integration",
        report ->
            report.warnsOf("both.toml", "RUL058 RUL058").warnsOf("integration.toml", "RUL058"));
    all.put(
        "export-03-risk-score-vs-severity-is-error",
        report -> report.warnsOf("score50.toml", "RUL018"));
    all.put(
        "export-04-version-revision-keys", report -> report.warnsOf("ver.toml", "RUL011 RUL011"));
    all.put("export-05-rule-name-pattern", report -> report.warnsOf("okta.toml", "RUL013"));
    all.put("export-06-esql-regex-longer-than-1000", this::refusesLongRegexes);
    all.put("export-07-cidr-v6-blocks-that-hold-v4", this::holdsIpv4InBlocksOfIpv6);
    all.put("export-08-cidr-of-mapped-address", this::refusesBlocksOfMappedAddresses);
    all.put("export-09-splunk-unquoted-field-names", this::quotesNames);
    all.put("export-10-splunk-streamstats-10000", this::doesNotReachTheLimitOfStreamstats);
    all.put("export-11-splunk-same-millisecond-reversed", this::keepsTheOrderOfArrival);
    all.put("export-12-savedsearch-interval-under-a-minute", this::coversEverySecond);
    all.put(
        "export-13-suppression-silent-in-elasticsearch-targets",
        report ->
            assertThat(report.reasons("sup_suppress.toml"))
                .containsEntry("elasticsearch-dsl", "exact EXP002")
                .containsEntry("elasticsearch-esql", "exact EXP002")
                .containsEntry("splunk", "exact SPL059"));
    all.put("export-14-exceptions-list-not-mentioned", this::mentionsExceptions);
    all.put("export-15-splunk-prefilter-inner-wildcards", this::asksForNoInnerWildcards);
    all.put("export-16-regex-server-limit-determinize", this::warnsOfCostlyRegexes);
    all.put("export-17-broken-symlink-passed-over", this::reportsBrokenLinks);
    all.put(
        "export-18-unknown-kibana-keys",
        report ->
            report.warnsOf(
                "k1_actions.toml", "RUL018 ANA052 RUL011 RUL011 RUL011 RUL011 RUL014 RUL011"));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> answersAsReported() throws IOException {
    Path reports = SharedFiles.path("conformance/reports");
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> listed = Files.list(reports)) {
      listed.filter(Files::isDirectory).sorted().forEach(folders::add);
    }
    assertThat(checks.keySet())
        .as("reports with checks of their own")
        .isSubsetOf(folders.stream().map(ReportedFaultsTest::name).toList());
    return folders.stream()
        .map(place -> DynamicTest.dynamicTest(name(place), () -> check(new Report(place))));
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private void check(Report report) {
    Check own = checks.get(name(report.place));
    if (own != null) {
      own.of(report);
    } else if (report.has("rule.toml")) {
      report.alerts();
    } else {
      report.findsWhatIsExpected();
    }
  }

  private void suppressesEachElement(Report report) {
    Map<Object, String> groups = new LinkedHashMap<>();
    Map<Object, String> counts = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> line : report.alertsOf("--suppression-updates")) {
      String id = String.valueOf(line.get("kibana.alert.uuid"));
      // The line of an alert has the group, later ones only the count that grew.
      groups.putIfAbsent(id, String.valueOf(line.get("kibana.alert.suppression.terms")));
      counts.put(id, String.valueOf(line.get("kibana.alert.suppression.docs_count")));
    }
    assertThat(groups.values())
        .containsExactly("[{field=user.name, value=a}]", "[{field=user.name, value=b}]");
    assertThat(counts.values()).containsExactly("0", "1");
  }

  /**
   * The report expects a date in the usual form to be read in a query whatever the field's format
   * is; it says itself that it does not come from a server. Elasticsearch 8.19.21 answers 400 there
   * (failed to parse date field [2024-01-01] with format [epoch_second]), and so do we.
   */
  private void readsDatesByTheFormat(Report report) {
    report.refusesQuery("KQL110");
    String events = report.file("events.ndjson");
    assertThat(report.query("--kql", "d >= 1704067200", events).outLines()).containsExactly("[1]");
    assertThat(report.query("--kql", "d > 1714521600", events).outLines()).isEmpty();
  }

  private void givesEachKeyAResult(Report report) {
    String events = report.file("events.ndjson");
    report.finds("[1,2]", "[1,2]", "[3,4]");
    assertThat(keys(report.run("query", "--file", report.file("query.eql"), events)))
        .containsExactly("[blue]", "[red]", "[red]");
    String further = "sequence by tags, kind [a where true] [b where true]";
    assertThat(keys(report.run("query", "--eql", further, events)))
        .containsExactly("[blue, k1]", "[red, k1]");
  }

  private static List<String> keys(Cli.Result result) {
    return result.outLines().stream()
        .map(line -> String.valueOf(object(line).get("join_keys")))
        .toList();
  }

  private void warnsOnceOfAPattern(Report report) {
    Cli.Result result = report.findsWhatIsExpected();
    assertThat(result.err()).containsOnlyOnce("warning:").containsPattern("[0-9]+ fields");
  }

  private void refusesLongRegexes(Report report) {
    for (String rule : List.of("lr1.toml", "lr2.toml")) {
      assertThat(report.reasons(rule))
          .containsEntry("elasticsearch-esql", "refused ESX015")
          .containsEntry("elasticsearch-dsl", "exact");
    }
  }

  private void holdsIpv4InBlocksOfIpv6(Report report) {
    Map<String, List<String>> answers =
        Map.of(
            "::/0", List.of("[1]", "[2]"),
            "::/64", List.of("[1]"),
            "::/80", List.of("[1]"),
            "::/81", List.of());
    String events = report.file("ev.ndjson");
    answers.forEach(
        (block, lines) -> {
          String eql = "network where cidrMatch(source.ip, \"" + block + "\")";
          assertThat(report.query("--eql", eql, events).outLines()).as(eql).isEqualTo(lines);
          String kql = "source.ip: \"" + block + "\"";
          assertThat(report.query("--kql", kql, events).outLines()).as(kql).isEqualTo(lines);
        });
    assertThat(report.run("run", "--no-cache", "--rules", report.file("b.toml"), events).outLines())
        .hasSize(2);
  }

  private void refusesBlocksOfMappedAddresses(Report report) {
    report.failsAllRules("EQL105");
    Cli.Result kql = report.run("query", "--kql", "source.ip: \"::ffff:0:0/96\"", "-");
    assertThat(kql.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
    assertThat(kql.err()).contains("[KQL116]").contains("'0.0.0.0/0'");
  }

  private void quotesNames(Report report) {
    assertThat(report.splunk("kw1.toml"))
        .contains("\"OR\"=\"y\"", "\"not\"=\"x\"", "mvfind('OR', ", "mvfind('null', ")
        .doesNotContainPattern("[ (](?:not|OR|in|like|null|true|AND)=");
    assertThat(report.splunk("digit.toml"))
        .contains("\"1field\"=\"x\"", "mvfind('1field', ", "mvfind('a.0.b', ")
        .doesNotContain(" 1field=");
  }

  private void doesNotReachTheLimitOfStreamstats(Report report) {
    assertThat(report.reasons("r06.toml")).containsEntry("splunk", "exact SPL041");
    String search = report.splunk("r06.toml");
    assertThat(search.lines().filter(line -> line.contains("streamstats")))
        .isNotEmpty()
        .allMatch(line -> line.contains("window=1 global=f"));
  }

  private void keepsTheOrderOfArrival(Report report) {
    String query =
        "sequence by `my-host.id` [any where event.action == \"a\"] [any where event.action ==\"b\"]";
    assertThat(report.query("--eql", query, report.file("seqtie.ndjson")).outLines())
        .containsExactly("[1,2]");
    assertThat(report.reasons("seqp.toml")).containsEntry("splunk", "exact SPL041");
    assertThat(report.splunk("seqp.toml"))
        .containsSubsequence("| reverse", "| sort 0 sg_ms")
        .contains("Exact only if");
    Path mapping = folder.resolve("tie.toml");
    write(mapping, "tiebreaker = \"sequence\"\n");
    assertThat(report.reasons("seqp.toml", "--mapping", mapping.toString()))
        .containsEntry("splunk", "exact");
  }

  private void coversEverySecond(Report report) {
    Path out = report.export("iv10.toml");
    assertThat(text(out.resolve("splunk-savedsearches/savedsearches.conf")))
        .contains("dispatch.earliest_time = -70s");
  }

  private void mentionsExceptions(Report report) {
    for (String target :
        List.of("elasticsearch-dsl", "elasticsearch-eql", "elasticsearch-esql", "splunk")) {
      assertThat(report.reasons("exc.toml")).containsEntry(target, "exact EXP001");
    }
    assertThat(report.run("run", "--no-cache", "--rules", report.file("exc.toml"), "-").err())
        .contains("1 rule with exception lists");
  }

  private void asksForNoInnerWildcards(Report report) {
    for (String rule : List.of("r01.toml", "r05.toml")) {
      String first =
          report.splunk(rule).lines().filter(line -> line.startsWith("search ")).findFirst().get();
      Matcher value = Pattern.compile("\"([^\"]*)\"").matcher(first);
      while (value.find()) {
        assertThat(value.group(1)).matches("\\*?[^*]*\\*?").doesNotContain("<", ">", "&");
      }
    }
  }

  private void warnsOfCostlyRegexes(Report report) {
    assertThat(report.reasons("r19.toml"))
        .containsEntry("elasticsearch-dsl", "approximate EXP003")
        .containsEntry("elasticsearch-eql", "approximate EXP003")
        .containsEntry("elasticsearch-esql", "approximate EXP003");
  }

  private void reportsBrokenLinks(Report report) {
    Path rules = folder.resolve("linked");
    try {
      Files.createDirectories(rules);
      Files.createSymbolicLink(rules.resolve("dead.toml"), Path.of("nowhere"));
    } catch (IOException | UnsupportedOperationException e) {
      Assumptions.abort("no symbolic links here: " + e);
    }
    Cli.Result result = report.run("check", rules.toString());
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.err()).contains("dead.toml");
  }

  private static Map<String, @Nullable Object> object(String json) {
    try {
      return JsonValues.asObject(JsonValues.read(json)).orElseThrow();
    } catch (JsonFormatException e) {
      throw new AssertionError(json, e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder with a report, and the command to try it with. */
  private final class Report {
    private final Path place;

    Report(Path place) {
      this.place = place;
    }

    boolean has(String name) {
      return Files.exists(place.resolve(name));
    }

    String file(String name) {
      return place.resolve(name).toString();
    }

    Cli.Result run(String... arguments) {
      return new Cli(folder).run(arguments);
    }

    /** Asks a query under the schema of the report for the lines of its results. */
    Cli.Result query(String how, String query, String events) {
      List<String> arguments = new ArrayList<>(List.of("query", how, query));
      arguments.addAll(schema());
      arguments.addAll(List.of("--output", "lines", events));
      return run(arguments.toArray(new String[0]));
    }

    private List<String> schema() {
      return has("schema.json") ? List.of("--schema", file("schema.json")) : List.of();
    }

    private Cli.Result ownQuery() {
      String query = has("query.eql") ? "query.eql" : "query.kql";
      return query("--file", file(query), file("events.ndjson"));
    }

    Cli.Result finds(String... lines) {
      Cli.Result result = ownQuery();
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.outLines()).containsExactly(lines);
      return result;
    }

    /** The lines at the beginning of the right answer, and those of further queries in it. */
    Cli.Result findsWhatIsExpected() {
      String expected = text(place.resolve("expected.txt"));
      Cli.Result result = finds(results(leading(expected)));
      String how = has("query.eql") ? "--eql" : "--kql";
      Matcher further = FURTHER.matcher(expected);
      while (further.find()) {
        String condition = further.group(1);
        String query = how.equals("--eql") ? "any where " + condition : condition;
        assertThat(query(how, query, file("events.ndjson")).outLines())
            .as(query)
            .containsExactly(results(further.group(2)));
      }
      return result;
    }

    /** What is said before any further query: nothing, or results. */
    private static String leading(String expected) {
      assertThat(expected).matches("(?s)(\\(nothing\\)|\\[).*");
      int further = expected.indexOf('`');
      return further < 0 ? expected : expected.substring(0, further);
    }

    private static String[] results(String text) {
      return RESULT.matcher(text).results().map(found -> found.group()).toArray(String[]::new);
    }

    void refusesQuery(String code) {
      Cli.Result result = ownQuery();
      assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
      assertThat(result.err()).containsPattern(":[0-9]+:[0-9]+: error: .*\\[" + code + "]");
    }

    /** Runs the rule of the report: as many alerts, of those lines, as the right answer says. */
    void alerts() {
      String expected = text(place.resolve("expected.txt"));
      Matcher count = Pattern.compile("^(no|one|two|three) alerts?").matcher(expected);
      assertThat(count.find()).as(expected).isTrue();
      int wanted = List.of("no", "one", "two", "three").indexOf(count.group(1));
      List<Map<String, @Nullable Object>> alerts = alertsOf();
      assertThat(alerts).hasSize(wanted);
      Matcher lines = Pattern.compile("lines? ([0-9, ]+)").matcher(expected);
      if (lines.find()) {
        assertThat(alerts.stream().map(alert -> line(alert)).toList())
            .isEqualTo(Stream.of(lines.group(1).strip().split(", *")).map(Long::valueOf).toList());
      }
    }

    private static Long line(Map<String, @Nullable Object> alert) {
      Object event = ((List<?>) Optional.ofNullable(alert.get("sigrun.events")).get()).get(0);
      return ((Number) ((Map<?, ?>) event).get("line")).longValue();
    }

    List<Map<String, @Nullable Object>> alertsOf(String... options) {
      List<String> arguments = new ArrayList<>(List.of("run", "--no-cache"));
      arguments.addAll(List.of("--rules", file("rule.toml"), "--output", "ndjson"));
      arguments.addAll(schema());
      arguments.addAll(List.of(options));
      if (has("indicators.ndjson")) {
        arguments.addAll(List.of("--indicators", file("indicators.ndjson")));
      }
      arguments.add(file("events.ndjson"));
      Cli.Result result = run(arguments.toArray(new String[0]));
      assertThat(result.exitCode()).as(result.err()).isZero();
      return result.outLines().stream().map(ReportedFaultsTest::object).toList();
    }

    /** The file is compiled, with warnings of these codes in this order. */
    Report warnsOf(String rule, String codes) {
      Cli.Result result = run("check", file(rule));
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(codes(result.err(), "warning")).isEqualTo(codes);
      assertThat(result.err()).contains("1 compiled");
      return this;
    }

    /** Every rule file of the report has an error of this code and is exported nowhere. */
    void failsAllRules(String code) {
      List<Path> rules = new ArrayList<>();
      try (Stream<Path> listed = Files.list(place)) {
        listed.filter(file -> name(file).endsWith(".toml")).sorted().forEach(rules::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      assertThat(rules).isNotEmpty();
      for (Path rule : rules) {
        Cli.Result result = run("check", rule.toString());
        assertThat(result.exitCode()).as(name(rule)).isEqualTo(ExitCode.FINDINGS);
        assertThat(codes(result.err(), "error")).as(name(rule)).isEqualTo(code);
        assertThat(reasons(name(rule)).values()).allMatch(said -> said.equals("refused " + code));
      }
    }

    private static String codes(String err, String severity) {
      return Pattern.compile(":[0-9]+:[0-9]+: " + severity + ": .*\\[([A-Z]{3}[0-9]{3})]")
          .matcher(err)
          .results()
          .map(found -> found.group(1))
          .reduce((a, b) -> a + " " + b)
          .orElse("");
    }

    Path export(String rule, String... options) {
      Path out = folder.resolve("out-" + rule);
      List<String> arguments =
          new ArrayList<>(List.of("export", file(rule), "--to", "all", "-o", out.toString()));
      arguments.addAll(List.of(options));
      Cli.Result result = run(arguments.toArray(new String[0]));
      assertThat(out.resolve("report.json")).as(result.err()).exists();
      return out;
    }

    /** How exact each export is, and the codes of the reasons. */
    Map<String, String> reasons(String rule, String... options) {
      Map<String, String> all = new TreeMap<>();
      try {
        Map<?, ?> report =
            (Map<?, ?>) JsonValues.read(text(export(rule, options).resolve("report.json")));
        for (Object each : (List<?>) Optional.ofNullable(report.get("exports")).orElseThrow()) {
          Map<String, @Nullable Object> one = JsonValues.asObject(each).orElseThrow();
          StringBuilder said = new StringBuilder(String.valueOf(one.get("fidelity")));
          for (Object reason : (List<?>) Optional.ofNullable(one.get("reasons")).get()) {
            said.append(' ').append(((Map<?, ?>) reason).get("code"));
          }
          all.put(String.valueOf(one.get("target")), said.toString());
        }
      } catch (JsonFormatException e) {
        throw new AssertionError(e);
      }
      return all;
    }

    /** The search for Splunk. */
    String splunk(String rule) {
      return text(export(rule).resolve("splunk").resolve(rule.replace(".toml", ".spl")));
    }
  }
}
