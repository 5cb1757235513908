package dev.sigrun.compiler.language.sigma.events;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The condition under which an event is of a stream. Events without any mark of a form are flat:
 * the fields that a rule asks for decide, but for a number of another event.
 */
final class StreamCondition {
  /** An event that has one of these says itself where it is from. */
  private static final List<String> MARKS =
      List.of(
          "Event.System.Channel",
          "Event.System.Provider.#attributes.Name",
          "Event.System.Provider_attributes.Name",
          "winlog.channel",
          "Channel",
          "event.dataset",
          "event.module",
          "event.category",
          "data_stream.dataset",
          "host.os.type");

  private final EventForm form;
  private final Origin origin;

  StreamCondition(EventForm form, Origin origin) {
    this.form = form;
    this.origin = origin;
  }

  /** True of events that are of one of the streams. */
  Predicate of(List<EventStream> streams) {
    List<Predicate> ways = new ArrayList<>();
    for (EventStream stream : streams) {
      ways.addAll(ways(stream));
    }
    if (form == EventForm.AUTO) {
      streams.stream().map(this::flat).distinct().forEach(ways::add);
    }
    return Predicate.or(origin, ways);
  }

  private List<Predicate> ways(EventStream stream) {
    List<Predicate> ways = new ArrayList<>();
    Map<List<String>, List<String>> channelsByCodes = new LinkedHashMap<>();
    for (EventStream.Channel channel : stream.channels()) {
      channelsByCodes
          .computeIfAbsent(channel.codes(), codes -> new ArrayList<>())
          .add(channel.name());
    }
    channelsByCodes.forEach(
        (codes, channels) -> {
          List<Predicate> terms = new ArrayList<>();
          terms.add(anyOf("Channel", channels));
          if (!codes.isEmpty()) {
            terms.add(anyOf("EventID", codes));
          }
          ways.add(Predicate.and(origin, terms));
        });
    stream.provider().ifPresent(name -> ways.add(anyOf("Provider_Name", List.of(name))));
    if (form != EventForm.WINDOWS) {
      stream.ecs().forEach(fields -> ways.add(allOf(fields)));
    }
    return ways;
  }

  /**
   * True if a field of {@code Event.System} has one of the values, in the form's places; or any, if
   * one of them is empty.
   */
  private Predicate anyOf(String name, List<String> values) {
    return Predicate.or(
        origin,
        DataFields.system(form, name).stream()
            .map(TextParts::field)
            .map(
                field ->
                    values.contains("") ? new Predicate.Exists(origin, field) : in(field, values))
            .toList());
  }

  private Predicate allOf(Map<String, List<String>> fields) {
    List<Predicate> terms = new ArrayList<>();
    fields.forEach((name, values) -> terms.add(in(TextParts.field(name), values)));
    return Predicate.and(origin, terms);
  }

  private Predicate in(Field field, List<String> values) {
    return new Predicate.StringIn(origin, field, values, CaseSensitivity.SENSITIVE);
  }

  private Predicate flat(EventStream stream) {
    List<Predicate> terms = new ArrayList<>();
    terms.add(new Predicate.Not(origin, TextParts.anyExists(origin, MARKS)));
    List<String> codes =
        stream.channels().stream().flatMap(channel -> channel.codes().stream()).distinct().toList();
    if (!codes.isEmpty()) {
      Field number = TextParts.field("EventID");
      terms.add(
          new Predicate.Or(
              origin,
              List.of(
                  in(number, codes),
                  new Predicate.Not(origin, new Predicate.Exists(origin, number)))));
    }
    return Predicate.and(origin, terms);
  }
}
