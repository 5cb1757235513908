package dev.sigrun.runtime;

import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.Now;
import dev.sigrun.runtime.event.ScanPlan;
import dev.sigrun.runtime.event.ScanningEventReader;
import dev.sigrun.runtime.event.TimePlaces;
import dev.sigrun.runtime.internal.index.RuleIndex;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import dev.sigrun.runtime.rule.RuleFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * A set of compiled rules that are run over the same events. Every event is read once, whatever the
 * number of compiled sets.
 *
 * <pre>{@code
 * RuleSet rules = RuleSet.load(getClass().getClassLoader());
 * try (Engine engine = Engine.builder(rules).onAlert(System.out::println).build()) {
 *   engine.accept(json, "stdin", 1);
 * }
 *
 * // Rules that judge single events need no engine:
 * rules.match(rules.reader().read(json), (rule, event) -> System.out.println(rule.name()));
 * }</pre>
 *
 * <p>Immutable and safe to share between threads.
 */
public final class RuleSet {
  /** Instead of candidates, for an event that no index of these rules has looked at. */
  private static final int[] ALL = {};

  /** The numbers, ascending, of the matchers that an event could satisfy. */
  private final Event.Note<int[]> candidates = new Event.Note<>();

  private final ScanPlan plan;
  private final DateField timestamp;
  private final List<Rule> rules;
  private final Map<String, Rule> ruleById;
  private final EventMatcher[] matchers;
  private final Rule[] ruleOfMatcher;
  private final List<Detector<?>> detectors;
  private final List<Suppressor> suppressors;
  private final List<Part> parts;

  /**
   * The number of matchers and detectors in a compiled set, and the index that finds those that an
   * event could satisfy.
   */
  private record Part(int matcherCount, int detectorCount, Optional<RuleIndex> index) {
    Part {
      if (index.isPresent() && index.get().ruleCount() != matcherCount + detectorCount) {
        throw new IllegalArgumentException(
            "The index is for "
                + index.get().ruleCount()
                + " rules, but there are "
                + (matcherCount + detectorCount)
                + " matchers and detectors.");
      }
    }
  }

  private RuleSet(Builder builder) {
    this.timestamp =
        builder.fields.eventTime(TimePlaces.of(builder.timestampField), builder.timestampFormat);
    this.plan = ScanPlan.of(builder.fields);
    this.rules = List.copyOf(builder.rules);
    this.ruleById = Collections.unmodifiableMap(builder.ruleById);
    this.matchers = builder.matchers.toArray(new EventMatcher[0]);
    this.ruleOfMatcher = builder.ruleOfMatcher.toArray(new Rule[0]);
    this.detectors = List.copyOf(builder.detectors);
    this.suppressors = List.copyOf(builder.suppressors);
    this.parts = List.copyOf(builder.parts);
  }

  private RuleSet(RuleSet other, List<Part> parts) {
    this.plan = other.plan;
    this.timestamp = other.timestamp;
    this.rules = other.rules;
    this.ruleById = other.ruleById;
    this.matchers = other.matchers;
    this.ruleOfMatcher = other.ruleOfMatcher;
    this.detectors = other.detectors;
    this.suppressors = other.suppressors;
    this.parts = parts;
  }

  /**
   * The rules of {@code compiled}, in that order.
   *
   * @throws IllegalArgumentException if a matcher, detector or suppressor belongs to no rule of its
   *     set, a rule has several detectors or suppressors, two rules, even of different sets, have
   *     the same id, an index is not for the matchers and detectors of its set, two sets name
   *     different fields for the time of events, or a set was compiled for a runtime with another
   *     {@linkplain CompiledRules#CONTRACT contract}
   */
  public static RuleSet of(CompiledRules... compiled) {
    return of(List.of(compiled));
  }

  /**
   * The rules of all compiled sets that {@code loader} finds as services.
   *
   * @throws IllegalArgumentException if two jars hold sets of the same class name, of which only
   *     one could be loaded, if a set does not fit this runtime, or as {@link #of} does
   */
  public static RuleSet load(ClassLoader loader) {
    ServiceFiles.requireDistinctSets(loader);
    List<CompiledRules> found = new ArrayList<>();
    try {
      ServiceLoader.load(CompiledRules.class, loader).forEach(found::add);
    } catch (ServiceConfigurationError | LinkageError e) {
      throw Contract.broken("Compiled rules", e);
    }
    return of(found);
  }

  private static RuleSet of(List<CompiledRules> compiled) {
    Builder builder = new Builder();
    compiled.forEach(builder::add);
    return new RuleSet(builder);
  }

  /** Collects what compiled sets are made of. */
  private static final class Builder {
    private final Fields fields = new Fields();
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Rule> ruleById = new HashMap<>();
    private final List<EventMatcher> matchers = new ArrayList<>();
    private final List<Rule> ruleOfMatcher = new ArrayList<>();
    private final List<Detector<?>> detectors = new ArrayList<>();
    private final List<Suppressor> suppressors = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private Optional<String> timestampField = Optional.empty();
    private Optional<String> timestampFormat = Optional.empty();

    void add(CompiledRules set) {
      Contract.check(set);
      Optional<String> named = set.timestampField();
      if (named.isPresent() && timestampField.isPresent() && !named.equals(timestampField)) {
        throw new IllegalArgumentException(
            "Some rules take the time of events from '%s', others from '%s'."
                .formatted(timestampField.get(), named.get()));
      }
      timestampField = timestampField.or(() -> named);
      Optional<String> format = set.timestampFormat();
      if (format.isPresent() && timestampFormat.isPresent() && !format.equals(timestampFormat)) {
        throw new IllegalArgumentException(
            "Some rules read the time of events as '%s', others as '%s'."
                .formatted(timestampFormat.get(), format.get()));
      }
      timestampFormat = timestampFormat.or(() -> format);
      try {
        addParts(set);
      } catch (LinkageError e) {
        throw Contract.broken("The rules " + set.getClass().getName(), e);
      }
    }

    private void addParts(CompiledRules set) {
      Map<String, Rule> own = new HashMap<>();
      for (Rule rule : set.rules()) {
        if (ruleById.putIfAbsent(rule.ruleId(), rule) != null) {
          throw new IllegalArgumentException("Two rules have the id " + rule.ruleId() + ".");
        }
        own.put(rule.ruleId(), rule);
        rules.add(rule);
      }
      List<EventMatcher> ownMatchers = set.matchers(fields);
      for (EventMatcher matcher : ownMatchers) {
        matchers.add(matcher);
        ruleOfMatcher.add(known(matcher.ruleId(), own));
      }
      List<Detector<?>> ownDetectors = set.detectors(fields);
      parts.add(new Part(ownMatchers.size(), ownDetectors.size(), index(set)));
      Set<String> detected = new HashSet<>();
      for (Detector<?> detector : ownDetectors) {
        if (!detected.add(known(detector.ruleId(), own).ruleId())) {
          throw new IllegalArgumentException(
              "The rule " + detector.ruleId() + " has several detectors.");
        }
        detectors.add(detector);
      }
      Set<String> suppressed = new HashSet<>();
      for (Suppressor suppressor : set.suppressors(fields)) {
        if (!suppressed.add(known(suppressor.ruleId(), own).ruleId())) {
          throw new IllegalArgumentException(
              "The rule " + suppressor.ruleId() + " has several suppressors.");
        }
        suppressors.add(suppressor);
      }
    }

    private static Optional<RuleIndex> index(CompiledRules set) {
      try (InputStream bytes = set.openIndex()) {
        return bytes == null ? Optional.empty() : Optional.of(RuleIndex.read(bytes));
      } catch (IOException e) {
        throw new UncheckedIOException(
            "The index of " + set.getClass().getName() + " cannot be read.", e);
      }
    }

    private static Rule known(String ruleId, Map<String, Rule> own) {
      Rule rule = own.get(ruleId);
      if (rule == null) {
        throw new IllegalArgumentException("No rule has the id " + ruleId + ".");
      }
      return rule;
    }
  }

  /**
   * The same rules without an index, so that all of them are called for every event; for comparison
   * with indexes. They share fields, so events that are read for the one can be given to the other.
   */
  public RuleSet withoutIndex() {
    return new RuleSet(
        this,
        parts.stream()
            .map(part -> new Part(part.matcherCount(), part.detectorCount(), Optional.empty()))
            .toList());
  }

  /** All rules. */
  public List<Rule> rules() {
    return rules;
  }

  /** The rule with the given id, if there is one. */
  public Optional<Rule> rule(String ruleId) {
    return Optional.ofNullable(ruleById.get(ruleId));
  }

  /** The matchers of the rules that judge single events, in the order of the compiled sets. */
  public List<EventMatcher> matchers() {
    return Collections.unmodifiableList(Arrays.asList(matchers));
  }

  /** The detectors of the rules that need memory, in the order of the compiled sets. */
  public List<Detector<?>> detectors() {
    return detectors;
  }

  /** The suppressors of the rules whose alerts are to be suppressed, in the same order. */
  public List<Suppressor> suppressors() {
    return suppressors;
  }

  /**
   * The field that gives the time of an event where a rule does not name another: the one that the
   * rules were compiled for, or the first of the {@linkplain TimePlaces#USUAL usual places} at
   * which the event has one.
   */
  public DateField timestamp() {
    return timestamp;
  }

  /**
   * A reader of events for these rules, in which {@code now} is the time of an event, otherwise
   * what the system's clock says.
   */
  public EventReader reader() {
    return reader(Now.ofEventOr(System::currentTimeMillis));
  }

  /**
   * A reader of events for these rules, for which it is the same time for all events.
   *
   * @param clock gives {@link Event#now()} in milliseconds since 1970
   */
  public EventReader reader(LongSupplier clock) {
    return reader(Now.of(clock));
  }

  /**
   * A reader of events for these rules.
   *
   * @param now what {@link Event#now()} is
   */
  public EventReader reader(Now now) {
    ScanningEventReader reader = new ScanningEventReader(plan, now.in(timestamp));
    return parts.stream().anyMatch(part -> part.index().isPresent())
        ? new IndexedEventReader(this, reader)
        : reader;
  }

  /**
   * Tells {@code sink} every rule whose matcher selects {@code event}, in the order of the rules,
   * and those whose matcher fails. For an event that a {@link #reader()} of these rules read from
   * bytes, only matchers that it could satisfy are called. Rules that need memory answer through
   * their {@link #detectors()}.
   */
  public void match(Event event, MatchListener sink) {
    int[] candidates = this.candidates.of(event, ALL);
    if (candidates == ALL) {
      for (int i = 0; i < matchers.length; i++) {
        ask(i, event, sink);
      }
    } else {
      for (int candidate : candidates) {
        ask(candidate, event, sink);
      }
    }
  }

  /** The same event, for which {@link #match} calls only these matchers. */
  Event withCandidates(Event event, int[] matchers) {
    return candidates.on(event, matchers);
  }

  /**
   * Tells {@code sink} the rule of one matcher if that selects {@code event}. One rule that fails
   * must not cost the others.
   */
  void ask(int matcher, Event event, MatchListener sink) {
    if (matches(matcher, event, sink)) {
      tell(matcher, event, sink);
    }
  }

  /** Tells {@code sink} the rule of one matcher, which selects {@code event}. */
  void tell(int matcher, Event event, MatchListener sink) {
    sink.matched(ruleOfMatcher[matcher], event);
  }

  private boolean matches(int matcher, Event event, MatchListener sink) {
    try {
      return matchers[matcher].matches(event);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      sink.failed(ruleOfMatcher[matcher], event, RuleFailure.of(e));
      return false;
    }
  }

  /**
   * A session for one thread that matches events from their bytes, for which it is now when an
   * event happened, otherwise what the system's clock says.
   */
  public MatchSession newSession() {
    return newSession(Now.ofEventOr(System::currentTimeMillis));
  }

  /**
   * A session for one thread that matches events from their bytes, for which it is the same time
   * for all events.
   *
   * @param clock gives {@link Event#now()} in milliseconds since 1970
   */
  public MatchSession newSession(LongSupplier clock) {
    return newSession(Now.of(clock));
  }

  /**
   * A session for one thread that matches events from their bytes.
   *
   * @param now what {@link Event#now()} is
   */
  public MatchSession newSession(Now now) {
    return newSession(new ScanningEventReader(plan, now.in(timestamp)));
  }

  /**
   * The rules that can match none of some events because of fields that these lack, with the
   * fields. Only indexes know that: rules of a set without one are never among them. A sequence or
   * correlation is if none of its parts can match.
   *
   * @param seen whether one of the events has a value of the field, see {@link
   *     MatchSession#hasSeen}
   */
  public Map<Rule, Set<String>> lacking(Predicate<String> seen) {
    Map<Rule, Set<String>> lacking = new LinkedHashMap<>();
    int firstMatcher = 0;
    int firstDetector = 0;
    for (Part part : parts) {
      int count = part.index().map(RuleIndex::ruleCount).orElse(0);
      for (int i = 0; i < count; i++) {
        int detector = firstDetector + i - part.matcherCount();
        Rule rule =
            i < part.matcherCount()
                ? ruleOfMatcher[firstMatcher + i]
                : Objects.requireNonNull(ruleById.get(detectors.get(detector).ruleId()));
        Set<String> fields = part.index().orElseThrow().lacking(i, seen);
        if (!fields.isEmpty()) {
          lacking.put(rule, Set.copyOf(fields));
        }
      }
      firstMatcher += part.matcherCount();
      firstDetector += part.detectorCount();
    }
    return lacking;
  }

  MatchSession newSession(ScanningEventReader reader) {
    MatchSession session = new MatchSession(this, reader, matchers.length, detectors.size());
    for (Part part : parts) {
      session.add(part.matcherCount(), part.detectorCount(), part.index());
    }
    return session;
  }
}
