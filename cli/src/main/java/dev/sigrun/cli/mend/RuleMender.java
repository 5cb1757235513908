package dev.sigrun.cli.mend;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.FileErrors;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.RuleSources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Mends names in rule files. Each mend is tried: a file that it does not improve is left alone. A
 * mend can bring forward another mistake, which is then mended as well.
 */
public final class RuleMender {
  private static final int MOST_ROUNDS = 20;

  private final Function<RuleSources, CheckedRules> check;
  private final List<Diagnostic> wrongPaths;
  private List<MendedFile> files;
  private CheckedRules checked;

  /** Files that mends do not improve. */
  private final Set<String> leftAlone = new HashSet<>();

  /**
   * Finds what can be mended, and tries it.
   *
   * @param check how rules are checked
   * @param sources the files
   * @param before what is reported about them
   */
  public RuleMender(
      Function<RuleSources, CheckedRules> check, RuleSources sources, CheckedRules before) {
    this.check = check;
    this.wrongPaths = sources.wrongPaths();
    this.files = sources.files().stream().map(MendedFile::unchanged).toList();
    this.checked = before;
    for (int round = 0; round < MOST_ROUNDS && mend(); round++) {
      // Each round has the reports of the one before.
    }
  }

  /** Mends what is reported now; false if there was nothing to mend. */
  private boolean mend() {
    Map<String, List<Diagnostic>> reports = byFile(checked);
    Map<String, List<Mend>> mends = new HashMap<>();
    for (MendedFile file : files) {
      String path = file.file().path();
      List<Mend> ofFile =
          leftAlone.contains(path)
              ? List.of()
              : apart(mends(file.mended(), reports.getOrDefault(path, List.of())));
      if (!ofFile.isEmpty()) {
        mends.put(path, ofFile);
      }
    }
    if (mends.isEmpty()) {
      return false;
    }
    CheckedRules tried = check.apply(sources(with(mends)));
    Map<String, List<Diagnostic>> after = byFile(tried);
    Set<String> worse = new HashSet<>();
    mends.forEach(
        (path, ofFile) -> {
          List<Diagnostic> old = reports.getOrDefault(path, List.of());
          if (!isBetter(ofFile, old, after.getOrDefault(path, List.of()))) {
            worse.add(path);
          }
        });
    leftAlone.addAll(worse);
    mends.keySet().removeAll(worse);
    files = with(mends);
    checked = worse.isEmpty() ? tried : check.apply(sources(files));
    return !mends.isEmpty();
  }

  /** Those that do not overlap with one before. */
  private static List<Mend> apart(List<Mend> mends) {
    List<Mend> apart = new ArrayList<>();
    int end = 0;
    for (Mend mend : mends) {
      if (mend.span().start() >= end) {
        apart.add(mend);
        end = mend.span().end();
      }
    }
    return apart;
  }

  private static List<Mend> mends(RuleSources.File file, List<Diagnostic> reports) {
    return reports.stream()
        .filter(
            report ->
                file.text()
                    .filter(text -> text.content().equals(report.source().content()))
                    .isPresent())
        .map(Mend::of)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparingInt(mend -> mend.span().start()))
        .toList();
  }

  private List<MendedFile> with(Map<String, List<Mend>> mends) {
    return files.stream()
        .map(file -> file.with(mends.getOrDefault(file.file().path(), List.of())))
        .toList();
  }

  private RuleSources sources(List<MendedFile> mended) {
    return new RuleSources(mended.stream().map(MendedFile::mended).toList(), wrongPaths);
  }

  /** Whether the reports that were answered are gone, and nothing is worse than before. */
  private static boolean isBetter(List<Mend> mends, List<Diagnostic> old, List<Diagnostic> now) {
    int moved = 0;
    for (Mend mend : mends) {
      int place = mend.diagnostic().span().start() + moved;
      String code = mend.diagnostic().code();
      if (now.stream().anyMatch(r -> r.code().equals(code) && r.span().start() == place)) {
        return false;
      }
      moved += mend.name().length() - (mend.span().end() - mend.span().start());
    }
    // An error may hide others, which are then not made by the mend.
    Set<String> known = new HashSet<>();
    old.forEach(report -> known.add(report.code()));
    return errors(now) <= errors(old)
        && (errors(old) > 0 || now.stream().allMatch(report -> known.contains(report.code())));
  }

  private static long errors(List<Diagnostic> reports) {
    return reports.stream().filter(RuleMender::isError).count();
  }

  private static boolean isError(Diagnostic report) {
    return report.severity() == Severity.ERROR;
  }

  private static Map<String, List<Diagnostic>> byFile(CheckedRules checked) {
    Map<String, List<Diagnostic>> reports = new HashMap<>();
    for (Diagnostic report : checked.diagnostics()) {
      reports.computeIfAbsent(report.source().name(), file -> new ArrayList<>()).add(report);
    }
    return reports;
  }

  private List<MendedFile> changed() {
    return files.stream().filter(file -> file.names() > 0).toList();
  }

  /** The number of files that are mended. */
  public int files() {
    return changed().size();
  }

  /** The number of names that are written in place of others. */
  public int names() {
    return files.stream().mapToInt(MendedFile::names).sum();
  }

  /** The changed lines as a patch; empty if there are none. */
  public String diff() {
    StringBuilder diff = new StringBuilder();
    changed().forEach(file -> diff.append(file.diff()));
    return diff.toString();
  }

  /** The diagnostics of the mended files and all others. */
  public CheckedRules after() {
    return checked;
  }

  /**
   * Writes the mended files.
   *
   * @throws CommandFailure if one cannot be written; those before it are
   */
  public void write() {
    for (MendedFile file : changed()) {
      try {
        file.write();
      } catch (IOException e) {
        throw CommandFailure.usage(
            "'" + file.file().path() + "' cannot be mended: " + FileErrors.reason(e) + ".");
      }
    }
  }
}
