package dev.sigrun.proof;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.events.FormData;
import dev.sigrun.conventions.SharedFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The public rules next to the project. */
public final class Corpus {
  private Corpus() {}

  /**
   * All rules that compile, except as in {@link #compilations()}, or the end of a test that needs
   * them where they are absent.
   */
  public static List<AnalyzedRule> rules() {
    return compilations().stream().flatMap(c -> c.analyzed().stream()).toList();
  }

  /**
   * The compilations of all rules except those that compute rows, which no other language can
   * express; ends a test that needs the rules if they are absent.
   */
  public static List<Compilation> compilations() {
    return compilations(SharedFiles.PUBLIC_RULES, CompilerOptions.defaults(), 1).stream()
        .filter(c -> c.analyzed().stream().noneMatch(Corpus::computesRows))
        .toList();
  }

  /** The rules in ES|QL, or the end of a test that needs them where they are absent. */
  public static List<AnalyzedRule> esql() {
    return compilations(SharedFiles.PUBLIC_RULES, CompilerOptions.defaults(), 1).stream()
        .flatMap(c -> c.analyzed().stream())
        .filter(Corpus::computesRows)
        .toList();
  }

  private static boolean computesRows(AnalyzedRule rule) {
    return rule.query().predicates().stream().anyMatch(Corpus::computesRows);
  }

  private static boolean computesRows(Predicate predicate) {
    return predicate instanceof Predicate.AnyRow
        || predicate.children().stream().anyMatch(Corpus::computesRows);
  }

  /**
   * The public Sigma rules that compile for events of this form, or the end of a test that needs
   * them where they are absent.
   *
   * @param step the distance between the rules that are taken
   */
  public static List<AnalyzedRule> sigma(EventForm form, int step) {
    CompilerOptions options = CompilerOptions.defaults().withSigmaData(new FormData(form));
    return compilations(SharedFiles.SIGMA_RULES, options, step).stream()
        .flatMap(c -> c.analyzed().stream())
        .toList();
  }

  private static List<Compilation> compilations(String folder, CompilerOptions options, int step) {
    DiagnosticSink sink = new DiagnosticSink();
    RuleCompiler compiler = RuleCompiler.create(options);
    List<Path> files =
        RuleFiles.find(List.of(SharedFiles.path(folder).toString()), options.formats(), sink);
    return IntStream.range(0, files.size())
        .filter(i -> i % step == 0)
        .mapToObj(files::get)
        .flatMap(file -> RuleFiles.load(file, sink).stream())
        .map(compiler::compile)
        .toList();
  }
}
