package dev.sigrun.compiler.backend.java;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static com.google.testing.compile.JavaFileObjectSubject.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.JavaSource;
import dev.sigrun.conventions.GoldenFiles;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** javac accepts generated Java with all warnings enabled. */
class JavacAcceptsTest {
  private static final GoldenFiles GOLDEN = GoldenFiles.of(DetectorGoldenTest.class);

  static List<String> goldenCases() {
    return GOLDEN.cases();
  }

  private static AnalyzedRule golden(String name) {
    return GeneratedRules.analyze("rules/" + name + ".toml", GOLDEN.input(name, "rule.toml"));
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
  @MethodSource("goldenCases")
  void generatedClassesHaveNoWarnings(String name) {
    assertThat(compile(GeneratedRules.emit(golden(name)))).succeededWithoutWarnings();
  }

  /** The order of imports and the layout aside, the golden file is the class. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("goldenCases")
  void goldenClassesAreTheSameTrees(String name) {
    GeneratedJava java = GeneratedRules.emit(golden(name));
    JavaSource rule =
        java.sources().stream()
            .filter(source -> !source.qualifiedName().equals(java.setName()))
            .findFirst()
            .orElseThrow();
    assertThat(file(rule))
        .hasSourceEquivalentTo(
            JavaFileObjects.forSourceString(
                rule.qualifiedName(), GOLDEN.input(name, "Detector.java")));
  }

  /** The check above would notice: javac names the line of a class that needs a missing class. */
  @Test
  void aClassThatAsksForWhatIsMissingIsReportedAtItsLine() {
    GeneratedJava java = GeneratedRules.emit(GeneratedRules.eql("any where user.name == \"a\""));
    JavaSource rule =
        java.sources().stream()
            .filter(source -> !source.qualifiedName().equals(java.setName()))
            .findFirst()
            .orElseThrow();
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
