package dev.sigrun.compiler.backend.java;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.JavaSource;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.conventions.ClassFile;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that are too large for one class, method or constant of Java. */
class JavaLimitsTest {
  static Stream<Arguments> largeRules() {
    return Stream.of(
        row(
            "a list of 100,000 values",
            GeneratedRules.eql("any where user.name in (" + list(100_000, "\"v%d\"") + ")"),
            "{\"user\":{\"name\":\"v99999\"}}",
            "{\"user\":{\"name\":\"v100000\"}}"),
        row(
            "a list of 30,000 patterns",
            GeneratedRules.eql("any where user.name like (" + list(30_000, "\"v%d\\\\*\"") + ")"),
            "{\"user\":{\"name\":\"v29999\\\\x\"}}",
            "{\"user\":{\"name\":\"w29999\\\\x\"}}"),
        row(
            "a list of 20,000 numbers",
            GeneratedRules.eql("any where process.pid in (" + list(20_000, "%d") + ")"),
            "{\"process\":{\"pid\":19999}}",
            "{\"process\":{\"pid\":20000}}"),
        row(
            "10,000 clauses",
            GeneratedRules.kql(
                IntStream.range(0, 10_000)
                    .mapToObj(i -> "(user.name:u" + i + " and host.name:h" + i + ")")
                    .collect(Collectors.joining(" or "))),
            "{\"user\":{\"name\":\"u9999\"},\"host\":{\"name\":\"h9999\"}}",
            "{\"user\":{\"name\":\"u9999\"},\"host\":{\"name\":\"h9998\"}}"),
        row(
            "10,000 fields",
            GeneratedRules.eql(
                "any where "
                    + IntStream.range(0, 10_000)
                        .mapToObj(i -> "field" + i + " == \"x\"")
                        .collect(Collectors.joining(" or "))),
            "{\"field9999\":\"x\"}",
            "{\"field10000\":\"x\"}"),
        row(
            "10,000 terms that must all hold",
            GeneratedRules.eql(
                "any where "
                    + IntStream.range(0, 10_000)
                        .mapToObj(i -> "not field" + i + " like (\"x*\", \"y?\")")
                        .collect(Collectors.joining(" and "))),
            "{\"field9999\":\"z\"}",
            "{\"field9999\":\"y1\"}"),
        row(
            "a string of 300,000 characters",
            GeneratedRules.eql("any where user.name == \"" + "\u00e9x".repeat(150_000) + "\""),
            "{\"user\":{\"name\":\"" + "\u00e9x".repeat(150_000) + "\"}}",
            "{\"user\":{\"name\":\"" + "\u00e9x".repeat(149_999) + "\"}}"),
        row(
            "150 levels of parentheses",
            GeneratedRules.eql("any where " + nested(150)),
            "{\"field0\":\"x\",\"field1\":\"x\"}",
            "{\"field1\":\"x\",\"last\":\"x\"}"),
        row(
            "a computation of 2,000 arguments",
            GeneratedRules.eql(
                "any where concat("
                    + list(2_000, "user.name, \"%d\"")
                    + ") == \""
                    + list(2_000, "a%d").replace(", ", "")
                    + "\""),
            "{\"user\":{\"name\":\"a\"}}",
            "{\"user\":{\"name\":\"b\"}}"));
  }

  private static Arguments row(String name, AnalyzedRule rule, String match, String other) {
    return Arguments.of(Named.of(name, rule), Named.of("match", match), Named.of("other", other));
  }

  private static String list(int size, String format) {
    return IntStream.range(0, size)
        .mapToObj(i -> String.format(java.util.Locale.ROOT, format, i))
        .collect(Collectors.joining(", "));
  }

  /** {@code field0 == "x" and (field1 == "x" or (... last == "x"))}. */
  private static String nested(int depth) {
    return IntStream.range(0, depth)
            .mapToObj(i -> "field" + i + " == \"x\" " + (i % 2 == 0 ? "and (" : "or ("))
            .collect(Collectors.joining())
        + "last == \"x\""
        + ")".repeat(depth);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("largeRules")
  void aLargeRuleCompilesAndRuns(AnalyzedRule rule, String match, String other) throws Exception {
    GeneratedJava java = GeneratedRules.emit(rule);
    assertThat(java.refused()).isEmpty();
    RuleJar jar = RuleJar.compile(java);
    jar.files().forEach(JavaLimitsTest::assertShortMethods);
    assertThat(GeneratedRules.matches(jar.load(), match)).containsExactly(GeneratedRules.ID);
    assertThat(GeneratedRules.matches(jar.load(), other)).isEmpty();
  }

  /** The classes do little, because those of real rules would take long to compile. */
  @Test
  void aSetOfVeryManyRulesCompilesAndRuns() throws Exception {
    int groups = 100;
    int count = groups * 200;
    List<RuleEntry> entries =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new RuleEntry(
                        "rule " + i,
                        ClassName.get(PACKAGE, "Group" + i % groups, "Rule" + i),
                        Set.of(
                            new RuleEntry.Registration(
                                List.of(), Field.named("field" + i, ValueType.KEYWORD))),
                        List.of(),
                        Optional.empty(),
                        false))
            .toList();
    List<JavaSource> sources = new ArrayList<>();
    sources.add(
        source(
            "Many",
            JavaFile.builder(
                    PACKAGE,
                    SetClassWriter.write(new JavaBackend.Options(PACKAGE, "Many"), entries))
                .build()
                .toString()));
    for (int group = 0; group < groups; group++) {
      int remainder = group;
      String rules =
          IntStream.range(0, count)
              .filter(i -> i % groups == remainder)
              .mapToObj(
                  "  static final class Rule%d extends Any { Rule%<d(Fields f) { super(f, %<d); } }\n"
                      ::formatted)
              .collect(Collectors.joining());
      sources.add(source("Group" + group, GROUP.formatted(group, rules)));
    }
    RuleJar jar =
        RuleJar.compile(
            new GeneratedJava(
                PACKAGE + ".Many", List.of(), List.of(), List.of(), sources, List.of(), List.of()));
    jar.files().forEach(JavaLimitsTest::assertShortMethods);
    CompiledRules loaded = jar.load();
    Fields fields = new Fields();
    List<EventMatcher> matchers = loaded.matchers(fields);
    Event event = EventReader.of(fields).read("{\"field19999\":\"a\"}".getBytes(UTF_8));
    assertThat(IntStream.range(0, count).filter(i -> matchers.get(i).matches(event)))
        .containsExactly(count - 1);
    assertThat(loaded.rules()).hasSize(count);
    assertThat(loaded.rules().get(count - 1).ruleId()).isEqualTo("rule 19999");
  }

  private static final String PACKAGE = "dev.sigrun.generated";

  private static final String GROUP =
      """
      package dev.sigrun.generated;
      import dev.sigrun.runtime.event.*;
      import dev.sigrun.runtime.rule.*;
      final class Group%d {
        private abstract static class Any implements EventMatcher {
          private final int number;
          private final KeywordField field;
          Any(Fields fields, int number) {
            this.number = number;
            this.field = fields.keyword("field" + number);
          }
          public String ruleId() {
            return "rule " + number;
          }
          public boolean matches(Event event) {
            return field.is(event, "a");
          }
        }
      %s}
      """;

  private static JavaSource source(String name, String content) {
    return new JavaSource(
        PACKAGE + "." + name, (PACKAGE + "." + name).replace('.', '/') + ".java", content);
  }

  static void assertShortMethods(String path, byte[] content) {
    if (path.endsWith(".class")) {
      ClassFile.methodLengths(content)
          .forEach(
              (method, length) -> assertThat(length).as(path + " " + method).isLessThan(8_000));
    }
  }
}
