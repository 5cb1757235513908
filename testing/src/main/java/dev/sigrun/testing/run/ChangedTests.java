package dev.sigrun.testing.run;

import dev.sigrun.compiler.ruleset.EarlierFiles;
import dev.sigrun.testing.file.TestFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the tests whose results may have changed. */
public final class ChangedTests {
  private final EarlierFiles earlier;
  private final Map<RuleFolder, Set<Path>> changed = new HashMap<>();

  /** Compares with these files. */
  public ChangedTests(EarlierFiles earlier) {
    this.earlier = earlier;
  }

  /**
   * Whether the tests of a rule may have another result, or there may be other ones.
   *
   * @param folder the rules that they are run with
   * @param path where the tests are, if there are some
   * @param test the tests, if they can be read
   */
  public boolean concerns(
      Path rule, RuleFolder folder, Optional<Path> path, Optional<TestFile> test) {
    Set<Path> rules = changed.computeIfAbsent(folder, each -> each.changedSince(earlier));
    boolean seesOthers =
        test.stream().flatMap(file -> file.cases().stream()).anyMatch(c -> c.others().isPresent());
    return rules.contains(rule)
        || earlier.isChanged(path.orElse(TestFile.ofRule(rule)))
        || test.stream().flatMap(file -> file.files().stream()).anyMatch(earlier::isChanged)
        || seesOthers && !rules.isEmpty();
  }
}
