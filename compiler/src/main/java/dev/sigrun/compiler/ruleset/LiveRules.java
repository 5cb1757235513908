package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.language.QuerySet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules that are checked again and again while their files change, with the same reports as {@link
 * CheckedRules#compile}. A change costs the rules of that file. What it means for rules of other
 * files is found out by {@link #catchUp}, which takes longer. Not safe for several threads.
 *
 * <pre>{@code
 * LiveRules rules = new LiveRules(options);
 * rules.update(sources.files());
 * show(rules.checked().diagnostics());
 * }</pre>
 */
public final class LiveRules {
  private final CompilerOptions options;
  private final RuleCompiler compiler;

  /** By path, in the order of the files. */
  private Map<String, Compiled> files = new LinkedHashMap<>();

  private boolean behind;

  /** Whether a file beside rules, which may change any rule, is among those that changed. */
  private boolean everyRuleBehind;

  private record Compiled(FileRules read, List<CheckedRule> rules) {}

  /** No rules yet. */
  public LiveRules(CompilerOptions options) {
    this.options = options;
    this.compiler = RuleCompiler.create(options);
  }

  /**
   * Takes these files instead of those before, and compiles the ones that are new or have changed,
   * on all processors.
   *
   * @param all the files in the order in which they are checked; a file that is equal to the one of
   *     the same path before has not changed
   */
  public void update(List<RuleSources.File> all) {
    Map<String, FileRules> changed = new HashMap<>();
    all.stream().filter(file -> isChanged(files.get(file.path()), file)).toList().parallelStream()
        .map(file -> FileRules.read(file, compiler))
        .toList()
        .forEach(read -> changed.put(read.file().path(), read));
    long kept = all.stream().filter(file -> files.containsKey(file.path())).count();
    boolean removed = kept < files.size();
    boolean tied = isTied() || changed.values().stream().anyMatch(FileRules::bearsOnOthers);
    QuerySet together =
        together(all.stream().map(file -> read(changed.get(file.path()), files.get(file.path()))));
    Map<String, Compiled> known = new HashMap<>(files);
    List.copyOf(changed.values()).parallelStream()
        .map(read -> compile(read, together))
        .toList()
        .forEach(each -> known.put(each.read().file().path(), each));
    everyRuleBehind |=
        changed.values().stream().anyMatch(FileRules::beside)
            || files.values().stream().anyMatch(before -> isGone(before.read(), all));
    files = new LinkedHashMap<>();
    all.stream()
        .flatMap(file -> Stream.ofNullable(known.get(file.path())))
        .forEach(each -> files.put(each.read().file().path(), each));
    boolean some = removed || !changed.isEmpty();
    behind |= some && tied && changed.size() < all.size();
  }

  /**
   * Whether rules of files that did not change may mean something else since the last updates, so
   * that {@link #catchUp} may find other reports.
   */
  public boolean isBehind() {
    return behind;
  }

  /** Compiles all rules that depend on other files. */
  public void catchUp() {
    QuerySet together = together(files.values().stream().map(Compiled::read));
    List<Compiled> compiled =
        files.values().parallelStream()
            .map(
                known ->
                    everyRuleBehind || known.read().dependsOnOthers()
                        ? compile(known.read(), together)
                        : known)
            .toList();
    compiled.forEach(each -> files.put(each.read().file().path(), each));
    behind = false;
    everyRuleBehind = false;
  }

  /** The rules of a file as they would be compiled with those of all other files. */
  public List<CheckedRule> preview(RuleSources.File file) {
    FileRules read = FileRules.read(file, compiler);
    Stream<FileRules> others =
        files.values().stream()
            .map(Compiled::read)
            .filter(known -> !known.file().path().equals(file.path()));
    return read.compile(compiler, together(Stream.concat(others, Stream.of(read))));
  }

  /** All rules, checked against each other. */
  public CheckedRules checked() {
    return CheckedRules.checkTogether(
        files.values().stream().flatMap(file -> file.rules().stream()).toList(),
        options.severities());
  }

  private static boolean isGone(FileRules known, List<RuleSources.File> all) {
    return known.beside()
        && all.stream().noneMatch(file -> file.path().equals(known.file().path()));
  }

  private Compiled compile(FileRules read, QuerySet together) {
    return new Compiled(read, read.compile(compiler, together));
  }

  private boolean isTied() {
    return files.values().stream().anyMatch(file -> file.read().bearsOnOthers());
  }

  private static boolean isChanged(@Nullable Compiled known, RuleSources.File file) {
    return known == null || !known.read().file().isSameAs(file);
  }

  private static FileRules read(@Nullable FileRules changed, @Nullable Compiled known) {
    if (changed != null) {
      return changed;
    }
    if (known == null) {
      throw new IllegalStateException("A file is neither known nor changed.");
    }
    return known.read();
  }

  private static QuerySet together(Stream<FileRules> files) {
    return RuleCompiler.together(files.flatMap(file -> file.drafts().stream()).toList());
  }
}
