package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.language.esql.syntax.EsqlQuery;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The events that {@code FROM} takes. One that names its data stream is taken if a name or pattern
 * of {@code FROM} takes the data stream. Alerts, which name that of the event they are about, and
 * events that name none are taken always.
 */
public final class EventSources {
  private static final Field TYPE = keyword("data_stream.type");
  private static final Field DATASET = keyword("data_stream.dataset");
  private static final Field NAMESPACE = keyword("data_stream.namespace");

  /** Of these, every alert has some. */
  private static final List<Field> OF_ALERTS =
      List.of(keyword("kibana.alert.rule.uuid"), keyword("kibana.alert.rule.name"));

  /**
   * A date that a server calculates, as in {@code <logs-{now/d}>}, which no name of its own has.
   */
  private static final Pattern DATE = Pattern.compile("\\{[^{}]*+(\\{[^{}]*+}[^{}]*+)?}");

  private static final String SOME_DATE = "{}";

  /** The start of names of indices of data streams, as far as a pattern has it. */
  private static final Pattern OF_INDEX = Pattern.compile("\\.ds-|\\.(?=\\*)|\\.ds?(?=\\*)");

  private final Origin origin;
  private int patterns;

  /** Patterns that take data streams, unless one of those that are excluded takes them. */
  private record Part(List<StreamPattern> taken, List<StreamPattern> excluded) {
    Part() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  private EventSources(Origin origin) {
    this.origin = origin;
  }

  private static Field keyword(String name) {
    return Field.named(name, ValueType.KEYWORD);
  }

  /**
   * The predicate of the events that a query takes; empty if these are all.
   *
   * @param sink told if there are too many patterns
   */
  public static Optional<Predicate> of(EsqlQuery.From from, DiagnosticSink sink) {
    EventSources sources = new EventSources(from.origin());
    List<Part> parts = sources.parts(from);
    if (sources.patterns > EsqlRows.MOST_PATTERNS) {
      EsqlRows.refuseSize(from.origin(), new RowReports(sink));
      return Optional.empty();
    }
    return sources.predicate(parts);
  }

  /** What is taken from each cluster, since names exclude others of their own cluster only. */
  private List<Part> parts(EsqlQuery.From from) {
    Map<String, List<String>> byCluster = new LinkedHashMap<>();
    for (EsqlQuery.Index index : from.indices()) {
      for (String name : index.text().split(",", -1)) {
        String plain = DATE.matcher(name.strip()).replaceAll(SOME_DATE).replaceAll("[<>]", "");
        int end = clusterEnd(plain);
        byCluster
            .computeIfAbsent(plain.substring(0, end), cluster -> new ArrayList<>())
            .add(plain.substring(Math.min(plain.length(), end == 0 ? 0 : end + 1)));
      }
    }
    // An excluded cluster may not be the one of an event.
    byCluster.keySet().removeIf(cluster -> cluster.startsWith("-"));
    List<Part> parts = new ArrayList<>();
    byCluster.values().forEach(names -> addParts(names, parts));
    return parts;
  }

  /** The end of the name of a cluster, before a colon, of which two are something else. */
  private static int clusterEnd(String name) {
    int colon = name.indexOf(':');
    return colon > 0 && !name.startsWith("::", colon) ? colon : 0;
  }

  /** A name takes what those before it exclude, and excludes what those before it take. */
  private void addParts(List<String> names, List<Part> parts) {
    List<Part> own = new ArrayList<>();
    boolean afterPattern = false;
    boolean afterExcluded = true;
    for (String name : names) {
      if (afterPattern && name.startsWith("-")) {
        List<StreamPattern> excluded = excluded(name.substring(1));
        for (Part part : own) {
          part.excluded().addAll(excluded);
          patterns += excluded.size();
        }
        afterExcluded = true;
      } else {
        if (afterExcluded) {
          own.add(new Part());
          afterExcluded = false;
        }
        List<StreamPattern> taken = taken(name);
        own.get(own.size() - 1).taken().addAll(taken);
        patterns += taken.size();
        afterPattern |= name.contains("*");
      }
      if (patterns > EsqlRows.MOST_PATTERNS) {
        return;
      }
    }
    parts.addAll(own);
  }

  private static List<StreamPattern> taken(String name) {
    String plain = name.replace(SOME_DATE, StreamPattern.ANY).replaceFirst("::.*", "");
    if (plain.equals("_all")) {
      return patterns(StreamPattern.ANY);
    }
    // The indices of a data stream have more behind its name.
    Matcher index = OF_INDEX.matcher(plain);
    return index.lookingAt()
        ? patterns(plain.substring(index.end())).stream()
            .map(p -> new StreamPattern(p.type(), p.dataset(), StreamPattern.ANY))
            .toList()
        : patterns(plain);
  }

  /** Only what excludes all events of a data stream, not some of its indices. */
  private static List<StreamPattern> excluded(String name) {
    boolean some =
        name.startsWith(".ds-") || name.contains(SOME_DATE) || name.endsWith("::failures");
    return some ? List.of() : patterns(name.replaceFirst("::.*", ""));
  }

  private static List<StreamPattern> patterns(String name) {
    return StreamPattern.of(name, EsqlRows.MOST_PATTERNS + 1);
  }

  private Optional<Predicate> predicate(List<Part> parts) {
    List<Predicate> terms = new ArrayList<>();
    for (Part part : parts) {
      List<Predicate> excluded = predicates(part.excluded(), false);
      boolean takesAll = part.taken().stream().anyMatch(StreamPattern::takesAll);
      if (part.excluded().stream().anyMatch(StreamPattern::takesAll)) {
        continue;
      } else if (excluded.isEmpty() && takesAll) {
        return Optional.empty();
      }
      List<Predicate> taken = predicates(takesAll ? List.of() : part.taken(), true);
      if (excluded.isEmpty()) {
        terms.addAll(taken);
      } else if (takesAll || !taken.isEmpty()) {
        List<Predicate> all = new ArrayList<>();
        if (!takesAll) {
          all.add(Predicate.or(origin, taken));
        }
        excluded.forEach(each -> all.add(new Predicate.Not(origin, each)));
        terms.add(Predicate.and(origin, all));
      }
    }
    List.of(TYPE, DATASET).forEach(field -> terms.add(missing(field)));
    OF_ALERTS.forEach(field -> terms.add(new Predicate.Exists(origin, field)));
    return Optional.of(new Predicate.Or(origin, terms));
  }

  private Predicate missing(Field field) {
    return new Predicate.Not(origin, new Predicate.Exists(origin, field));
  }

  /**
   * The predicates of data streams that one of some patterns takes.
   *
   * @param missing whether a data stream without a namespace is taken if one with it could be
   */
  private List<Predicate> predicates(List<StreamPattern> patterns, boolean missing) {
    Map<List<String>, List<String>> datasets = new LinkedHashMap<>();
    for (StreamPattern each : patterns) {
      datasets
          .computeIfAbsent(List.of(each.type(), each.namespace()), key -> new ArrayList<>())
          .add(each.dataset());
    }
    // Without a data set, the type alone decides.
    Map<List<String>, List<String>> types = new LinkedHashMap<>();
    datasets.forEach(
        (key, sets) -> {
          List<String> few = sets.contains(StreamPattern.ANY) ? List.of() : List.copyOf(sets);
          List<String> rest = new ArrayList<>(few);
          rest.add(0, key.get(1));
          types.computeIfAbsent(rest, ignored -> new ArrayList<>()).add(key.get(0));
        });
    List<Predicate> predicates = new ArrayList<>();
    types.forEach(
        (rest, each) -> {
          List<Predicate> all = new ArrayList<>();
          among(TYPE, each).ifPresent(all::add);
          if (rest.size() > 1) {
            among(DATASET, rest.subList(1, rest.size())).ifPresent(all::add);
          }
          among(NAMESPACE, rest.subList(0, 1))
              .map(p -> missing ? new Predicate.Or(origin, List.of(p, missing(NAMESPACE))) : p)
              .ifPresent(all::add);
          predicates.add(Predicate.and(origin, all));
        });
    return predicates;
  }

  /** The test for values that one of some patterns takes; empty if one takes every value. */
  private Optional<Predicate> among(Field field, List<String> patterns) {
    if (patterns.contains(StreamPattern.ANY)) {
      return Optional.empty();
    }
    List<Wildcard> parsed = patterns.stream().map(EventSources::wildcard).toList();
    List<String> exact = parsed.stream().flatMap(each -> each.literal().stream()).toList();
    List<Wildcard> others = parsed.stream().filter(each -> !each.isLiteral()).toList();
    List<Predicate> tests = new ArrayList<>();
    if (!exact.isEmpty()) {
      tests.add(new Predicate.StringIn(origin, field, exact, CaseSensitivity.SENSITIVE));
    }
    if (!others.isEmpty()) {
      tests.add(new Predicate.WildcardMatch(origin, field, others, CaseSensitivity.SENSITIVE));
    }
    return Optional.of(Predicate.or(origin, tests));
  }

  /** A pattern in which only {@code *} is special. */
  private static Wildcard wildcard(String pattern) {
    List<Wildcard.Segment> segments = new ArrayList<>();
    for (String part : pattern.split("(?<=\\*)|(?=\\*)", -1)) {
      if (!part.isEmpty()) {
        segments.add(
            part.equals(StreamPattern.ANY) ? new Wildcard.AnyRun() : new Wildcard.Literal(part));
      }
    }
    return Wildcard.of(segments);
  }
}
