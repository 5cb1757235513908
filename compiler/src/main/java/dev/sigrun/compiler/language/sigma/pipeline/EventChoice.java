package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.events.FormData;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which events a user runs Sigma rules over, and what the rules are adapted by.
 *
 * @param form the form of the events, if it was named
 * @param pipelines files of pipelines, in the order given
 * @param values those of placeholders, by name; they go before those of pipelines
 */
public record EventChoice(
    Optional<EventForm> form, List<SourceText> pipelines, Map<String, List<String>> values) {
  /** Copies the collections. */
  public EventChoice {
    pipelines = List.copyOf(pipelines);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Reads what a user wrote.
   *
   * @param names each the word for a form or the path of a pipeline
   * @param values each {@code name=value,value}
   * @param load loads the file of that path; reports it and returns empty if it cannot be read
   * @throws IllegalArgumentException with a message for the user if that cannot be meant
   */
  public static EventChoice of(
      List<String> names, List<String> values, Function<String, Optional<SourceText>> load) {
    Optional<EventForm> form = Optional.empty();
    List<SourceText> pipelines = new ArrayList<>();
    for (String name : names) {
      Optional<EventForm> named = EventForm.named(name);
      if (named.isEmpty()) {
        pipelines.add(
            load.apply(name)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "The pipeline '%s' cannot be used. A pipeline is a file, or one of %s."
                                .formatted(name, String.join(", ", EventForm.ids())))));
      } else if (form.isPresent() && !form.equals(named)) {
        throw new IllegalArgumentException(
            "Events have one form: name '%s' or '%s'.".formatted(form.get().id(), name));
      } else {
        form = named;
      }
    }
    Map<String, List<String>> placeholders = new LinkedHashMap<>();
    for (String value : values) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "Values of a placeholder are written as in Admins=root,admin, not '%s'."
                .formatted(value));
      }
      placeholders
          .computeIfAbsent(value.substring(0, equals), ignored -> new ArrayList<>())
          .addAll(List.of(value.substring(equals + 1).split(",", -1)));
    }
    return new EventChoice(form, pipelines, placeholders);
  }

  /**
   * The events.
   *
   * @param otherwise their form if none was named
   * @param sink told what is wrong with the pipelines; these are left out
   */
  public SigmaData data(EventForm otherwise, DiagnosticSink sink) {
    FormData events = new FormData(form.orElse(otherwise));
    List<Pipeline> read = new ArrayList<>();
    pipelines.forEach(file -> PipelineReader.read(file, sink).ifPresent(read::add));
    if (!values.isEmpty()) {
      read.add(new Pipeline("values", Long.MAX_VALUE, vars(), List.of()));
    }
    return read.isEmpty() ? events : new PipelinedData(read, events);
  }

  private Map<String, List<DataValue>> vars() {
    Map<String, List<DataValue>> vars = new LinkedHashMap<>();
    values.forEach(
        (name, texts) ->
            vars.put(
                name,
                texts.stream()
                    .<DataValue>map(
                        text -> {
                          SourceText source = SourceText.of(name, text);
                          return new DataValue.Text(Origin.of(source, source.whole()), source);
                        })
                    .toList()));
    return vars;
  }

  /** All that it depends on, for telling different choices apart. */
  public List<String> settings() {
    List<String> settings = new ArrayList<>();
    settings.add(form.map(EventForm::id).orElse(""));
    pipelines.forEach(file -> settings.add(file.name() + "\n" + file.content()));
    values.forEach((name, texts) -> settings.add(name + "=" + String.join(",", texts)));
    return settings;
  }
}
