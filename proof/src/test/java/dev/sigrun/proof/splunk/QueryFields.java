package dev.sigrun.proof.splunk;

import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.proof.events.AskedFields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The names of the fields that a query reads, in its events. */
final class QueryFields {
  private QueryFields() {}

  static Set<String> of(Query query) {
    Set<String> names = new LinkedHashSet<>();
    for (Predicate predicate : query.predicates()) {
      AskedFields.of(predicate).forEach(field -> names.add(field.name()));
    }
    keys(query).forEach(names::add);
    Set<String> sources = new LinkedHashSet<>(names);
    names.forEach(name -> sources.add(Schema.bundled().sourceOf(name)));
    sources.remove("@timestamp");
    return sources;
  }

  private static Stream<String> keys(Query query) {
    if (query instanceof Query.Sequence sequence) {
      List<Query.Stage> stages = new ArrayList<>(sequence.stages());
      sequence.until().ifPresent(stages::add);
      return keys(stages);
    }
    if (query instanceof Query.Sample sample) {
      return keys(sample.stages());
    }
    if (query instanceof Query.Threshold threshold) {
      return Stream.concat(
          threshold.fields().stream().map(f -> f.name()),
          threshold.cardinality().stream().map(c -> c.field().name()));
    }
    if (query instanceof Query.NewTerms terms) {
      return terms.fields().stream().map(f -> f.name());
    }
    if (query instanceof Query.IndicatorMatch match) {
      return match.groups().stream()
          .flatMap(group -> group.entries().stream())
          .map(entry -> entry.event().name());
    }
    if (query instanceof Correlation correlation) {
      return correlation.sources().stream()
          .flatMap(source -> Stream.of(source.keyFields(), source.valueFields()))
          .flatMap(fields -> fields.stream().map(f -> f.name()));
    }
    return Stream.empty();
  }

  private static Stream<String> keys(List<Query.Stage> stages) {
    return stages.stream().flatMap(s -> s.keys().stream()).map(k -> k.field().name());
  }
}
