package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.RuleDraft;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.language.QuerySet;
import dev.sigrun.compiler.rule.RuleHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rules that are compiled to be run, of which most may have been compiled before: what was kept of
 * files that have not changed is used again. All reports and the jar are the same as if everything
 * was compiled.
 *
 * <p>A file is known by a digest of its text, never by its time: it is always read. What its rules
 * mean may also depend on other files. Of a set with rules that refer to others or change them,
 * such as correlations, these are always compiled, and so is every rule that they may concern.
 * Where files lie beside rules, such as exceptions, their texts and the names of all files are
 * circumstances that have to be equal.
 */
public final class IncrementalRules {
  private final RuleCompiler compiler;
  private final JavaBackend backend;
  private final Optional<KeptBuild> earlier;
  private final List<Source> sources;
  private final String circumstances;

  /** Whether there are rules that refer to others or change what they mean. */
  private final boolean tied;

  private final QuerySet together;
  private final List<Compiled> files;
  private final SetReport report;

  /** A file, and what was kept of it or what is read from it. */
  record Source(
      RuleSources.File file,
      Optional<String> key,
      Optional<KeptFile> kept,
      Optional<FileRules> read) {
    /** The file as it is read now, without what was kept. */
    private Source reread(RuleCompiler compiler) {
      return new Source(file, key, Optional.empty(), Optional.of(FileRules.read(file, compiler)));
    }

    private Stream<Optional<RuleHead>> heads() {
      return Stream.concat(
          kept.stream().flatMap(k -> k.rules().stream()).map(rule -> rule.facts().head()),
          drafts().map(draft -> draft.rule().map(rule -> rule.head())));
    }

    private Stream<RuleDraft> drafts() {
      return read.stream().flatMap(r -> r.drafts().stream());
    }

    private boolean bearsOnOthers() {
      // Such files are not kept.
      return read.filter(r -> !r.beside() && r.bearsOnOthers()).isPresent();
    }

    private boolean isBeside() {
      return read.filter(FileRules::beside).isPresent();
    }

    private Stream<QuerySet.Member> members() {
      return Stream.concat(
          kept.stream()
              .flatMap(k -> k.rules().stream())
              .flatMap(rule -> rule.facts().head().stream())
              .map(head -> new QuerySet.Member(head, Optional.empty())),
          drafts()
              .flatMap(
                  draft ->
                      draft.rule().stream()
                          .map(rule -> new QuerySet.Member(rule.head(), draft.parsed()))));
    }
  }

  /**
   * The rules of a file.
   *
   * @param meanings what rules mean that are compiled now; empty for those that were kept
   */
  record Compiled(Source source, KeptFile rules, List<Optional<AnalyzedRule>> meanings) {}

  private IncrementalRules(
      CompilerOptions options,
      JavaBackend backend,
      Optional<KeptBuild> earlier,
      List<Source> found,
      CompileProgress progress) {
    this.compiler = RuleCompiler.create(options);
    this.backend = backend;
    this.earlier = earlier;
    List<Source> read =
        found.parallelStream()
            .map(source -> source.kept().isPresent() ? source : source.reread(compiler))
            .toList();
    this.circumstances = circumstances(read);
    this.tied = read.stream().anyMatch(Source::bearsOnOthers);
    this.sources =
        read.parallelStream()
            .map(source -> isStale(source) ? source.reread(compiler) : source)
            .toList();
    this.together = QuerySet.of(sources.stream().flatMap(Source::members).toList());
    AtomicInteger done = new AtomicInteger();
    this.files =
        sources.parallelStream()
            .map(
                source -> {
                  Compiled compiled = compiled(source);
                  progress.compiled(done.incrementAndGet(), sources.size());
                  return compiled;
                })
            .toList();
    this.report =
        SetReport.of(
            files.stream()
                .flatMap(file -> file.rules().rules().stream())
                .map(KeptFile.Rule::facts)
                .toList(),
            options.severities());
  }

  /**
   * Compiles rules, on all processors.
   *
   * @param keys of the files, which hold the settings that {@code options} and {@code backend} are
   *     made of, and which build of Sigrun this is
   * @param earlier what was kept; may be absent
   */
  public static IncrementalRules compile(
      RuleSources sources,
      RuleSources.Keys keys,
      CompilerOptions options,
      JavaBackend backend,
      Optional<KeptBuild> earlier,
      CompileProgress progress) {
    List<Source> found =
        IntStream.range(0, sources.files().size())
            .parallel()
            .mapToObj(i -> find(sources.files().get(i), keys.each().get(i), earlier))
            .toList();
    return new IncrementalRules(options, backend, earlier, found, progress);
  }

  private static Source find(
      RuleSources.File file, Optional<String> key, Optional<KeptBuild> earlier) {
    Optional<KeptFile> kept =
        earlier.flatMap(
            build -> key.flatMap(k -> file.text().flatMap(text -> build.find(k, text))));
    return new Source(file, key, kept, Optional.empty());
  }

  /** A digest of the files beside rules and of what else determines which rules they are about. */
  private static String circumstances(List<Source> sources) {
    if (sources.stream().noneMatch(Source::isBeside)) {
      return "";
    }
    InputDigest digest = InputDigest.of(System.getProperty("user.dir", ""));
    for (Source source : sources) {
      digest.add(source.file().path());
      digest.add(Long.toString(source.heads().filter(Optional::isPresent).count()));
      source.heads().flatMap(Optional::stream).map(RuleHead::ruleId).forEach(digest::add);
      source.heads().flatMap(Optional::stream).map(RuleHead::name).forEach(digest::add);
      if (source.isBeside()) {
        digest.add(source.file().text().map(text -> text.content()).orElse(""));
      }
    }
    return digest.toHex();
  }

  private boolean isStale(Source source) {
    return source
        .kept()
        .filter(
            kept -> tied && kept.dependsOnOthers() || !kept.circumstances().equals(circumstances))
        .isPresent();
  }

  private Compiled compiled(Source source) {
    if (source.kept().isPresent()) {
      KeptFile kept = source.kept().get();
      return new Compiled(
          source, kept, kept.rules().stream().map(r -> Optional.<AnalyzedRule>empty()).toList());
    }
    FileRules read = source.read().orElseGet(() -> FileRules.read(source.file(), compiler));
    List<CheckedRule> checked = read.compile(compiler, together);
    List<KeptFile.Rule> rules = new ArrayList<>();
    for (CheckedRule rule : checked) {
      rules.add(
          new KeptFile.Rule(
              RuleFacts.of(rule),
              rule.analyzed().isPresent(),
              rule.analyzed().map(backend::refusals).orElse(List.of()),
              Optional.empty()));
    }
    return new Compiled(
        source,
        new KeptFile(circumstances, read.dependsOnOthers() || read.bearsOnOthers(), rules),
        checked.stream().map(CheckedRule::analyzed).toList());
  }

  /** What there is to say about the rules. */
  public SetReport report() {
    return report;
  }

  /** Whether what compiling a file found out still holds later; of files beside rules never. */
  boolean isKept(Compiled file) {
    boolean beside = file.rules().rules().stream().anyMatch(rule -> rule.facts().beside());
    return !beside && !(tied && file.rules().dependsOnOthers());
  }

  JavaBackend backend() {
    return backend;
  }

  Optional<KeptBuild> earlier() {
    return earlier;
  }

  List<Compiled> files() {
    return files;
  }

  /** What a rule means of which only that was not kept. */
  AnalyzedRule meaning(Compiled file, int number) {
    FileRules read = FileRules.read(file.source().file(), compiler);
    return read.compile(compiler, together)
        .get(number)
        .analyzed()
        .orElseThrow(
            () -> new IllegalStateException("A rule has lost its meaning: " + read.file().path()));
  }

  /** Chooses the rules that are run. */
  public RunnableJar choose(Predicate<RuleHead> chosen) {
    return RunnableJar.of(this, chosen);
  }
}
