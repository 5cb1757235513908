// Generated from rules. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.CompiledRules;
import dev.sigrun.runtime.EventMatcher;
import dev.sigrun.runtime.Fields;
import dev.sigrun.runtime.GeneratedMatcher;
import dev.sigrun.runtime.Rule;
import dev.sigrun.runtime.index.RuleIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A set of rules.
 */
@GeneratedMatcher
public final class DetectionRules implements CompiledRules {
  /**
   * Makes the set; services are made so.
   */
  public DetectionRules() {
  }

  @Override
  public List<EventMatcher> matchers(Fields fields) {
    List<EventMatcher> matchers = new ArrayList<>();
    addMatchers1(fields, matchers);
    return List.copyOf(matchers);
  }

  @Override
  public Optional<RuleIndex> index() {
    try (InputStream bytes = DetectionRules.class.getResourceAsStream("rules.index")) {
      return Optional.of(RuleIndex.read(Objects.requireNonNull(bytes, "rules.index")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Rule> rules() {
    try (InputStream bytes = DetectionRules.class.getResourceAsStream("rules.json")) {
      return Rule.readAll(Objects.requireNonNull(bytes, "rules.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addMatchers1(Fields fields, List<EventMatcher> matchers) {
    matchers.add(new Rule0(fields));
    matchers.add(new Rule02(fields));
  }
}
