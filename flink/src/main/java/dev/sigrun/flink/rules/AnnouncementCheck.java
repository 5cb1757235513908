package dev.sigrun.flink.rules;

import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.IndicatorList;
import dev.sigrun.flink.wire.RuleVersion;
import dev.sigrun.runtime.detector.indicator.IndicatorFile;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries what is announced before any stage learns of it: files must be there and whole, rules must
 * fit this runtime and this job, and every class of them is made once, because a rule that cannot
 * be made would only be missed later.
 */
public final class AnnouncementCheck implements AutoCloseable {
  private final RulesLocation first;
  private final Set<String> timelines;
  private final ClassLoader loader;

  /** The rules that were accepted last stay loaded: the stages of this process need them soon. */
  private @Nullable SharedRules kept;

  /**
   * A check for a job.
   *
   * @param first where the rules are that the job started with
   * @param timelines the names of those that the job has stages for
   * @param loader of the job
   */
  public AnnouncementCheck(RulesLocation first, List<String> timelines, ClassLoader loader) {
    this.first = first;
    this.timelines = new HashSet<>(timelines);
    this.loader = loader;
  }

  /**
   * The change that an announcement asks for, which the job can make.
   *
   * @param json the announcement
   * @param current the version that was accepted last
   * @return without a number
   * @throws RefusedAnnouncement if it is not an announcement, or the job cannot do what it says
   */
  public Announced accept(byte[] json, RuleVersion current) throws RefusedAnnouncement {
    Announced announced = Announcement.read(json);
    List<String> problems =
        announced instanceof RuleVersion version
            ? problems(version)
            : problems((IndicatorList) announced, current);
    if (!problems.isEmpty()) {
      throw new RefusedAnnouncement(problems);
    }
    return announced;
  }

  private List<String> problems(RuleVersion version) {
    SharedRules rules;
    try {
      rules = SharedRules.open(first, version, loader);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return List.of(reason(e));
    }
    List<String> problems;
    try {
      problems = problems(rules.catalog());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      problems = List.of(reason(e));
    }
    if (problems.isEmpty()) {
      close();
      kept = rules;
    } else {
      rules.close();
    }
    return problems;
  }

  @Override
  public void close() {
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }

  private static String reason(Throwable problem) {
    boolean isForUsers =
        problem instanceof IllegalArgumentException || problem instanceof UncheckedIOException;
    return isForUsers ? String.valueOf(problem.getMessage()) : "The rules fail: " + problem + ".";
  }

  private List<String> problems(RuleCatalog catalog) {
    List<String> problems = new ArrayList<>();
    catalog.broken().forEach((rule, problem) -> problems.add(broken(rule, problem)));
    for (Timeline timeline : catalog.timelines()) {
      if (!timelines.contains(timeline.name())) {
        problems.add(
            "Rules use the time %s, for which this job has no stages. Start the job again with these rules, from a savepoint."
                .formatted(timeline.name()));
      }
    }
    for (Rule rule : catalog.rules().rules()) {
      try {
        rule.parameters();
      } catch (RuntimeException e) {
        problems.add(broken(rule.ruleId(), String.valueOf(e.getMessage())));
      }
    }
    tryMatchers(catalog, problems);
    return problems;
  }

  /** A matcher is made when it sees its first event. */
  private static void tryMatchers(RuleCatalog catalog, List<String> problems) {
    Event event;
    try {
      event = catalog.rules().reader().read("{}".getBytes(StandardCharsets.UTF_8));
    } catch (EventFormatException e) {
      throw new AssertionError(e);
    }
    for (EventMatcher matcher : catalog.rules().matchers()) {
      try {
        boolean unused = matcher.matches(event);
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        problems.add(broken(matcher.ruleId(), String.valueOf(e.getMessage())));
      }
    }
  }

  private static String broken(String rule, String problem) {
    return "The rule %s is damaged: %s".formatted(rule, problem);
  }

  private List<String> problems(IndicatorList list, RuleVersion current) {
    // Each rule reads the file, and may find the same.
    Set<String> problems = new LinkedHashSet<>();
    try (SharedRules rules = SharedRules.open(first, current, loader)) {
      for (String rule : new LinkedHashSet<>(list.rules())) {
        problems.addAll(problems(list, rule, rules.catalog()));
      }
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      problems.add(reason(e));
    }
    return List.copyOf(problems);
  }

  private static List<String> problems(IndicatorList list, String rule, RuleCatalog catalog) {
    Optional<IndicatorMatchDetector> detector = SharedIndicators.detector(catalog, rule);
    if (detector.isEmpty()) {
      return List.of("No rule with the id %s compares events with indicators.".formatted(rule));
    }
    try {
      IndicatorFile file =
          SharedIndicators.read(list.file(), detector.get(), System::currentTimeMillis);
      return file.problems().stream()
          .map(
              problem ->
                  "%s:%d: %s".formatted(list.file().uri(), problem.line(), problem.message()))
          .toList();
    } catch (IOException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
