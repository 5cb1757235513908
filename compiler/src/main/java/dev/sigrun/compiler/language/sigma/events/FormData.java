package dev.sigrun.compiler.language.sigma.events;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.sigma.data.EventField;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRule;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.event.TimePlaces;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Events of a form, by the bundled tables of log sources and fields.
 *
 * @param form of the events
 */
public record FormData(EventForm form) implements SigmaData {
  private static final DiagnosticKind NO_COUNTERPART =
      DiagnosticKind.unsupported(
          "SIG123", "field", "The field '%s' of %s cannot be read from %s: %s.");
  private static final DiagnosticKind NEVER =
      DiagnosticKind.unsupported("SIG124", "log source", "Events of %s are never %s.");
  private static final DiagnosticKind CASE =
      DiagnosticKind.warning(
          "SIG147", "Case counts in the names of fields: these events have no '%s', but '%s'.");
  private static final DiagnosticKind UNKNOWN =
      DiagnosticKind.warning(
          "SIG125",
          "Unknown log source %s: the rule is evaluated on every event that has its fields.");

  /** Shippers of raw events may add the time of shipping, which is not that of the event. */
  @Override
  public Optional<String> timestampField() {
    return form == EventForm.WINDOWS ? Optional.of(TimePlaces.TIME_CREATED) : Optional.empty();
  }

  @Override
  public List<EventField> field(LogSource source, String name, Origin origin, DiagnosticSink sink) {
    List<EventStream> streams =
        EventStreams.of(source).stream().flatMap(List::stream).filter(this::serves).toList();
    streams.stream()
        .filter(stream -> form != EventForm.FLAT && stream.isWindows())
        .flatMap(stream -> WindowsFields.get().spelling(stream, name).stream())
        .findFirst()
        .ifPresent(other -> sink.report(CASE, origin.source(), origin.span(), name, other));
    DataFields.Found found = DataFields.find(form, source, streams, name);
    if (found.fields().isEmpty()) {
      String reason = found.gap().orElse("no table knows it");
      sink.report(
          NO_COUNTERPART, origin.source(), origin.span(), name, name(source), form.title(), reason);
    }
    return found.fields();
  }

  @Override
  public Optional<Predicate> condition(SigmaRule rule, DiagnosticSink sink) {
    LogSource source = rule.logSource();
    if (form == EventForm.FLAT || source.isAny()) {
      return Optional.empty();
    }
    Origin place = source.origin();
    List<List<EventStream>> streams = EventStreams.of(source);
    if (form == EventForm.AUTO && !EventStreams.knows(source)) {
      sink.report(UNKNOWN, place.source(), place.span(), name(source));
    }
    if (form != EventForm.AUTO && streams.stream().noneMatch(this::anyServes)) {
      sink.report(NEVER, place.source(), place.span(), name(source), form.title());
    }
    StreamCondition condition = new StreamCondition(form, rule.origin());
    List<Predicate> terms = streams.stream().filter(this::anyServes).map(condition::of).toList();
    return terms.isEmpty() ? Optional.empty() : Optional.of(Predicate.and(rule.origin(), terms));
  }

  private boolean anyServes(List<EventStream> streams) {
    return streams.stream().anyMatch(this::serves);
  }

  private boolean serves(EventStream stream) {
    return switch (form) {
      case AUTO, FLAT -> true;
      case WINDOWS -> stream.isWindows();
      case ECS -> stream.isWindows() || !stream.ecs().isEmpty();
    };
  }

  private static String name(LogSource source) {
    return Stream.of(source.product(), source.category(), source.service())
        .flatMap(Optional::stream)
        .collect(Collectors.joining("/"));
  }
}
