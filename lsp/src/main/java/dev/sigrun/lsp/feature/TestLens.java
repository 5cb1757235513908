package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.lsp.outline.TomlOutline;
import dev.sigrun.lsp.text.Places;
import dev.sigrun.lsp.workspace.Document;
import dev.sigrun.testing.file.TestFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/** Offers above a rule, and above its tests, to run them. */
public final class TestLens {
  /** The name of the command; its argument is the address of a rule or test file. */
  public static final String RUN_TESTS = "sigrun.runTests";

  private TestLens() {}

  /** The lens of a rule file that has tests, or of a test file. */
  public static List<CodeLens> of(Document document) {
    Path path = document.path();
    Optional<Path> test =
        TestFile.isTestFile(path) ? Optional.of(path) : document.project().testOf(path);
    boolean hasRule =
        !document
            .project()
            .rules(TestFile.isTestFile(path) ? document.project().ruleOf(path) : path)
            .isEmpty();
    return test.filter(any -> hasRule)
        .map(file -> List.of(lens(document, cases(document, file))))
        .orElse(List.of());
  }

  private static int cases(Document document, Path test) {
    Optional<SourceText> text =
        test.equals(document.path()) ? Optional.of(document.text()) : document.project().text(test);
    return text.map(SourceText::content).map(TestLens::cases).orElse(0);
  }

  private static int cases(String test) {
    return (int)
        TomlOutline.of(test).headers().stream()
            .filter(
                header ->
                    test.substring(header.start(), header.end()).matches("\\[\\[ *case *\\]\\].*"))
            .count();
  }

  /** Where the lenses of a rule are: above its name. */
  static Position place(Document document) {
    return document
        .outline()
        .find(List.of("rule"), "name")
        .map(entry -> Places.position(document.text(), entry.name().start()))
        .orElse(new Position(0, 0));
  }

  private static CodeLens lens(Document document, int cases) {
    Position first = place(document);
    Command command =
        new Command(
            cases == 0 ? "Run tests" : "Run " + Counts.of(cases, "test"),
            RUN_TESTS,
            List.of(document.uri()));
    return new CodeLens(new Range(first, first), command, null);
  }
}
