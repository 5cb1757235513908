package dev.sigrun.compiler.format.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.explain.ConditionProbe;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.eql.analysis.EqlAnalyzer;
import dev.sigrun.compiler.language.eql.syntax.EqlParser;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.events.FormData;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.Now;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules of our own on which public converters are known to go wrong, with events that show it: what
 * we write for them, and which events it finds. The documentation lists the defects beside what we
 * do, see {@code docs/exports.md}.
 */
class SigmaDefectsTest {
  private static final String DSL = "elasticsearch-dsl";
  private static final String EQL = "elasticsearch-eql";
  private static final String ESQL = "elasticsearch-esql";
  private static final String SPLUNK = "splunk";

  /**
   * A rule with events.
   *
   * @param defect what others do
   * @param detection the detection, in YAML
   * @param matching events that it finds
   * @param others events that it does not find
   * @param written for some targets a part of what is written, or the code of a refusal
   */
  record Case(
      String defect,
      String detection,
      List<String> matching,
      List<String> others,
      Map<String, String> written) {
    @Override
    public String toString() {
      return defect;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "case counts in ES|QL",
            "{sel: {tool|endswith: '\\whoami.exe'}, condition: sel}",
            List.of("{'tool': 'C:\\\\Temp\\\\WhoAmI.EXE'}"),
            List.of("{'tool': 'C:\\\\Temp\\\\whoami.exe.mui'}"),
            Map.of(ESQL, "[wW][hH][oO][aA][mM][iI]", DSL, "\"case_insensitive\": true")),
        new Case(
            "a missing field makes 'not' drop the event in ES|QL",
            "{sel: {tool: a}, filter: {parent: b}, condition: sel and not filter}",
            List.of("{'tool': 'a'}", "{'tool': 'a', 'parent': 'c'}"),
            List.of("{'tool': 'a', 'parent': 'B'}"),
            Map.of(ESQL, "NOT (QSTR(", DSL, "\"must_not\"")),
        new Case(
            "regular expressions must match whole values",
            "{sel: {line|re: 'enc\\s+[A-Z]{4,}'}, condition: sel}",
            List.of("{'line': 'tool -enc   AAAABBBB -x'}"),
            List.of("{'line': 'tool -enc aaaabbbb'}"),
            Map.of(DSL, "\".*enc[", ESQL, "/(.*enc[", EQL, " regex ")),
        new Case(
            "regular expressions ignore case in EQL",
            "{sel: {line|re: 'FromBase64'}, condition: sel}",
            List.of("{'line': '[Convert]::FromBase64String'}"),
            List.of("{'line': '[convert]::frombase64string'}"),
            Map.of(EQL, " regex ", SPLUNK, "mvfind(line, \"FromBase64\")")),
        new Case(
            "special characters of Lucene's expressions are not escaped",
            "{sel: {line|re: 'a@b#c<d>&\"~'}, condition: sel}",
            List.of("{'line': 'x a@b#c<d>&\\\"~ y'}"),
            List.of("{'line': 'x a@bc<d>&\\\"~ y'}"),
            Map.of()),
        new Case(
            "'cased' with a wildcard looks for a literal star in EQL",
            "{sel: {line|cased|contains: 'ABC'}, condition: sel}",
            List.of("{'line': 'xABCx'}"),
            List.of("{'line': 'xabcx'}", "{'line': '*ABC'}".replace("ABC", "aBC")),
            Map.of(EQL, "like \\\"*ABC*\\\"")),
        new Case(
            "'?' becomes '*' in Splunk",
            "{sel: {name: 'a?c.tmp'}, condition: sel}",
            List.of("{'name': 'abc.tmp'}"),
            List.of("{'name': 'abbc.tmp'}", "{'name': 'ac.tmp'}"),
            Map.of(SPLUNK, "a.c[.]tmp")),
        new Case(
            "a literal '*' cannot be escaped in Splunk",
            "{sel: {line|contains: 'net use \\* '}, condition: sel}",
            List.of("{'line': 'net use * /delete'}"),
            List.of("{'line': 'net use x: /delete'}"),
            Map.of(SPLUNK, "[*]")),
        new Case(
            "a backslash before a wildcard escapes it",
            "{sel: {path|contains: '\\Temp\\'}, condition: sel}",
            List.of("{'path': 'C:\\\\Temp\\\\x.exe'}"),
            List.of("{'path': 'C:\\\\Temp*'}"),
            Map.of(EQL, "\\\\\\\\Temp\\\\\\\\*")),
        new Case(
            "an empty text and a missing field are one in Splunk",
            "{sel: {owner: ''}, condition: sel}",
            List.of("{'owner': ''}"),
            List.of("{'other': 'x'}", "{'owner': 'x'}"),
            Map.of()),
        new Case(
            "base64 of an escaped star encodes the backslash",
            "{sel: {line|base64|contains: 'a\\*b'}, condition: sel}",
            List.of("{'line': 'x YSpi y'}"),
            List.of("{'line': 'x YVwqYg== y'}"),
            Map.of(EQL, "*YSpi*")),
        new Case(
            "the byte order mark of UTF-16 is that of UTF-8",
            "{sel: {line|utf16|base64: 'ab'}, condition: sel}",
            List.of("{'line': '//5hAGIA'}"),
            List.of("{'line': '77u/YQBiAA=='}"),
            Map.of(EQL, "//5hAGIA")),
        new Case(
            "base64offset counts characters, not bytes",
            "{sel: {line|base64offset|contains: 'é1'}, condition: sel}",
            List.of("{'line': 'xw6kx'}", "{'line': 'DqTE'}", "{'line': 'OpMx'}"),
            List.of("{'line': 'none'}"),
            Map.of()),
        new Case(
            "names that begin with 'not' are negated",
            "{not_a: {f: x}, a: {f: y}, condition: not_a}",
            List.of("{'f': 'x'}"),
            List.of("{'f': 'y'}", "{'f': 'z'}"),
            Map.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void weFindWhatTheRuleMeans(Case each) {
    AnalyzedRule rule = analyzed(compile("{category: test}", each.detection(), EventForm.FLAT));
    AnalyzedRule readBack = rule.withQuery(readBack(emit(EQL, rule)));
    for (String event : each.matching()) {
      assertThat(holds(rule, event)).as(event).isTrue();
      assertThat(holds(readBack, event)).as("EQL, %s", event).isTrue();
    }
    for (String event : each.others()) {
      assertThat(holds(rule, event)).as(event).isFalse();
      assertThat(holds(readBack, event)).as("EQL, %s", event).isFalse();
    }
    each.written()
        .forEach(
            (target, part) ->
                assertThat(emit(target, rule).text().orElse("")).as(target).contains(part));
    assertThat(emit("kibana", rule).text()).isPresent();
  }

  /** Others write {@code any where "kw"}, which no server takes, or nothing at all. */
  @Test
  void keywordsAreRefusedWhereATargetCannotAskAllFields() {
    AnalyzedRule rule =
        analyzed(compile("{category: test}", "{kw: ['some text'], condition: kw}", EventForm.FLAT));
    assertThat(holds(rule, "{'a': {'b': ['x Some Text y']}}")).isTrue();
    assertThat(holds(rule, "{'some text': 'x'}")).isFalse();
    assertThat(codes(emit(EQL, rule))).containsExactly("EEX012");
    assertThat(codes(emit(ESQL, rule))).containsExactly("ESX011");
    assertThat(codes(emit("kibana", rule))).contains("EEX012", "DSL011", "ESX011");
  }

  /** Others compare the whole point in time with 13. */
  @Test
  void partsOfTimesAreComparedOrRefused() {
    AnalyzedRule rule =
        analyzed(
            compile(
                "{category: test}", "{sel: {at|hour|gte: 13}, condition: sel}", EventForm.FLAT));
    assertThat(holds(rule, "{'at': '2026-01-01T14:00:00Z'}")).isTrue();
    assertThat(holds(rule, "{'at': '2026-01-01T12:00:00Z'}")).isFalse();
    assertThat(codes(emit(EQL, rule))).containsExactly("EEX021");
    assertThat(codes(emit(DSL, rule))).containsExactly("DSL010");
    assertThat(codes(emit(ESQL, rule))).containsExactly("ESX012");
  }

  /** Others drop the term, or the whole rule, without a word. */
  @Test
  void patternsThatNameNothingAreErrors() {
    Compilation compilation =
        compile("{category: test}", "{a: {f: x}, condition: a and 1 of b*}", EventForm.FLAT);
    assertThat(compilation.outcome()).isEqualTo(Compilation.Outcome.FAILED);
  }

  /** Others look for the text of Sysmon's field, which the ingest pipeline takes apart. */
  @Test
  void hashesAreLookedForWhereEventsHaveThem() {
    AnalyzedRule rule =
        analyzed(
            compile(
                "{product: windows, category: process_creation}",
                "{sel: {Hashes|contains: 'MD5=0123456789ABCDEF0123456789ABCDEF'}, condition: sel}",
                EventForm.ECS));
    assertThat(emit(EQL, rule).text().orElseThrow())
        .contains("process.hash.md5")
        .contains("0123456789abcdef0123456789abcdef");
  }

  /** Others give such rules no condition at all, so that they look at every event. */
  @Test
  void scriptBlocksAreThoseOfPowerShell() {
    AnalyzedRule rule =
        analyzed(
            compile(
                "{product: windows, category: ps_script}",
                "{sel: {ScriptBlockText|contains: 'x'}, condition: sel}",
                EventForm.ECS));
    assertThat(rule.query().toString())
        .contains("Microsoft-Windows-PowerShell/Operational", "4104");
    // The index analyses the text word by word.
    assertThat(codes(emit(EQL, rule))).contains("EXP005");
  }

  /** A field has one type in an index; others compare it as they like, and the search fails. */
  @Test
  void testsThatNoIndexAnswersAreRefused() {
    AnalyzedRule two =
        analyzed(
            compile("{category: test}", "{sel: {f: [5, five]}, condition: sel}", EventForm.FLAT));
    assertThat(holds(two, "{'f': 5}")).isTrue();
    assertThat(holds(two, "{'f': 'Five'}")).isTrue();
    assertThat(codes(emit(DSL, two))).containsExactly("EXP004");
    assertThat(codes(emit(ESQL, two))).containsExactly("EXP004");
    AnalyzedRule several =
        analyzed(
            compile(
                "{product: windows, category: process_creation}",
                "{sel: {Image: x}, condition: sel}",
                EventForm.AUTO));
    assertThat(codes(emit(DSL, several))).contains("EXP006");
  }

  /** One choice of values satisfies a comparison of fields; EQL takes its parts on their own. */
  @Test
  void comparedFieldsWithSeveralValuesAreApproximateInEql() {
    AnalyzedRule rule =
        analyzed(
            compile("{category: test}", "{sel: {a|fieldref: b}, condition: sel}", EventForm.FLAT));
    assertThat(holds(rule, "{'a': 'X', 'b': 'x'}")).isTrue();
    assertThat(holds(rule, "{'a': ['xy', 'x'], 'b': ['xyz', 'y']}")).isFalse();
    Artifact eql = emit(EQL, rule);
    assertThat(eql.fidelity()).isEqualTo(Fidelity.MAY_MATCH_MORE);
    assertThat(eql.reasons()).extracting(Reason::code).containsExactly("EEX022");
    assertThat(emit("kibana", rule).fidelity()).isEqualTo(Fidelity.MAY_MATCH_MORE);
  }

  /** Numbers are texts where an index keeps texts, and networks are asked of addresses. */
  @Test
  void comparisonsFitTheTypesOfTheIndex() {
    AnalyzedRule rule =
        analyzed(
            compile(
                "{product: windows, category: network_connection}",
                "{sel: {DestinationPort: '443', DestinationIp|startswith: '10.'}, condition: sel}",
                EventForm.ECS));
    assertThat(emit(EQL, rule).text().orElseThrow())
        .contains("destination.port == 443")
        .contains("winlog.event_data.DestinationPort in~ (\\\"443\\\")")
        .contains("cidrMatch(destination.ip, \\\"10.0.0.0/8\\\")");
    AnalyzedRule number =
        analyzed(
            compile(
                "{product: windows, service: security}",
                "{sel: {EventID: 4624}, condition: sel}",
                EventForm.ECS));
    assertThat(emit(EQL, number).text().orElseThrow()).contains("event.code == \\\"4624\\\"");
  }

  private static List<String> codes(Artifact artifact) {
    return artifact.refusals().stream().map(Diagnostic::code).distinct().toList();
  }

  private static Artifact emit(String target, AnalyzedRule rule) {
    return Backends.builtIn(ExportOptions.defaults()).byName(target).orElseThrow().emit(rule);
  }

  private static Query readBack(Artifact eql) {
    try {
      Object query =
          JsonValues.asObject(JsonValues.read(eql.text().orElseThrow())).orElseThrow().get("query");
      DiagnosticSink sink = new DiagnosticSink();
      CompilerOptions options = CompilerOptions.defaults();
      FieldResolver fields = new FieldResolver(options.schema(), options.unknownFields());
      return EqlParser.parse(SourceText.of("export", String.valueOf(query)), sink)
          .flatMap(tree -> EqlAnalyzer.analyze(tree, fields, "event.category", sink))
          .orElseThrow(() -> new AssertionError(sink.diagnostics()));
    } catch (JsonFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean holds(AnalyzedRule rule, String event) {
    byte[] json = event.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    try {
      return ConditionProbe.of(rule).judge(json, Now.of(() -> 0)).get(0).print().startsWith("true");
    } catch (MissingJavaCompilerException | EventFormatException e) {
      throw new AssertionError(event, e);
    }
  }

  private static AnalyzedRule analyzed(Compilation compilation) {
    return compilation
        .analyzed()
        .orElseThrow(() -> new AssertionError(new ArrayList<>(compilation.diagnostics())));
  }

  private static Compilation compile(String logSource, String detection, EventForm form) {
    String yaml = "title: Shown\nlogsource: " + logSource + "\ndetection: " + detection + "\n";
    return RuleCompiler.create(CompilerOptions.defaults().withSigmaData(new FormData(form)))
        .compile(SourceText.of("shown.yml", yaml));
  }
}
