// Generated from rules. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.CompiledRules;
import dev.sigrun.runtime.EventMatcher;
import dev.sigrun.runtime.Fields;
import dev.sigrun.runtime.GeneratedMatcher;
import dev.sigrun.runtime.LazyMatcher;
import dev.sigrun.runtime.MatcherSource;
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
public final class DetectionRules implements CompiledRules, MatcherSource {
  /**
   * Makes the set; services are made so.
   */
  public DetectionRules() {
  }

  @Override
  public List<EventMatcher> matchers(Fields fields) {
    addFields1(fields);
    List<EventMatcher> matchers = new ArrayList<>();
    addMatchers1(fields, matchers);
    return List.copyOf(matchers);
  }

  @Override
  public EventMatcher matcher(int number, Fields fields) {
    return switch (number / 200) {
      case 0 -> makeMatcher1(number, fields);
      default -> throw new IndexOutOfBoundsException(number);
    };
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

  private static void addFields1(Fields fields) {
    fields.keyword("user.name");
  }

  private void addMatchers1(Fields fields, List<EventMatcher> matchers) {
    matchers.add(LazyMatcher.of("93b885ad-fe0d-3089-8df6-34904fd59f71", this, 0, fields));
    matchers.add(LazyMatcher.of("55a54008-ad1b-3589-aa21-0d2629c1df41", this, 1, fields));
  }

  private static EventMatcher makeMatcher1(int number, Fields fields) {
    return switch (number) {
      case 0 -> new Rule0(fields);
      case 1 -> new Rule02(fields);
      default -> throw new IndexOutOfBoundsException(number);
    };
  }
}
