package dev.sigrun.compiler.backend.java;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static com.google.testing.compile.JavaFileObjectSubject.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.JavaSource;
import dev.sigrun.conventions.GoldenFiles;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** javac accepts generated Java with all warnings enabled. */
class JavacAcceptsTest {
  /** A rule with the golden file of its class. */
  private record GoldenRule(String name, AnalyzedRule rule, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<GoldenRule> goldenRules() {
    List<GoldenRule> rules = new ArrayList<>(rules(DetectorGoldenTest.class, "Detector.java"));
    rules.addAll(rules(JavaBackendTest.class, "Matcher.java"));
    return rules;
  }

  private static List<GoldenRule> rules(Class<?> test, String expected) {
    GoldenFiles golden = GoldenFiles.of(test);
    return golden.cases().stream()
        .map(
            name ->
                new GoldenRule(
                    name,
                    GeneratedRules.analyze(
                        "rules/" + name + ".toml", golden.input(name, "rule.toml")),
                    golden.input(name, expected)))
        .toList();
  }

  /** The class of the only rule. */
  private static JavaSource only(GeneratedJava java) {
    return java.sources().stream()
        .filter(source -> !source.qualifiedName().equals(java.setName()))
        .findFirst()
        .orElseThrow();
  }

  private static JavaFileObject file(JavaSource source) {
    return JavaFileObjects.forSourceString(source.qualifiedName(), source.content());
  }

  private static Compilation compile(GeneratedJava java) {
    return javac()
        .withOptions("--release", "17", "-Xlint:all", "-Xlint:-processing", "-proc:none")
        .compile(java.sources().stream().map(JavacAcceptsTest::file).toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldenRules")
  void generatedClassesHaveNoWarnings(GoldenRule golden) {
    assertThat(compile(GeneratedRules.emit(golden.rule()))).succeededWithoutWarnings();
  }

  /** The order of imports and the layout aside, the golden file is the class. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("goldenRules")
  void goldenClassesAreTheSameTrees(GoldenRule golden) {
    JavaSource rule = only(GeneratedRules.emit(golden.rule()));
    assertThat(file(rule))
        .hasSourceEquivalentTo(
            JavaFileObjects.forSourceString(rule.qualifiedName(), golden.expected()));
  }

  /** The check above would notice: javac names the line of a class that needs a missing class. */
  @Test
  void aClassThatAsksForWhatIsMissingIsReportedAtItsLine() {
    GeneratedJava java = GeneratedRules.emit(GeneratedRules.eql("any where user.name == \"a\""));
    JavaSource rule = only(java);
    String broken = rule.content().replace(".is(", ".isNot(");
    JavaFileObject file = JavaFileObjects.forSourceString(rule.qualifiedName(), broken);
    long line = broken.substring(0, broken.indexOf(".isNot(")).lines().count();

    Compilation compilation = javac().compile(file);

    assertThat(compilation)
        .hadErrorContaining("cannot find symbol")
        .inFile(file)
        .onLine(line)
        .atColumn(broken.lines().skip(line - 1).findFirst().orElseThrow().indexOf(".isNot(") + 1);
  }
}
