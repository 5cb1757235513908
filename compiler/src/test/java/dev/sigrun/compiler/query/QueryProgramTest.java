package dev.sigrun.compiler.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.batch.BatchRun;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryProgramTest {
  /** Users and what they do, one event a second. */
  private static final List<String> EVENTS =
      List.of("jane open", "root open", "jane close", "root close", "jane open", "jane close");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          eql   | any where user.name == "root"                                      | 1 3
          kuery | user.name: root and event.action: open                             | 1
          eql   | sequence by user.name [any where event.action == "open"]\
             [any where event.action == "close"]                                     | 0,2 1,3 4,5
          eql   | sequence with maxspan=2s [any where event.action == "close"]\
             ![any where event.action == "open"]                                     | 5
          eql   | sample by user.name [any where event.action == "open"]\
             [any where event.action == "close"]                                     | 0,2 0,5 1,3
          """)
  void findsWhatQueriesSelect(String language, String text, String expected) throws Exception {
    QueryProgram program = QueryProgram.compile(analyze(language, text));
    assertThat(String.join(" ", found(program))).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void pipesAreLeftToTheCaller() throws Exception {
    QueryProgram program = QueryProgram.compile(analyze("eql", "any where true | tail 2"));
    assertThat(program.pipes()).hasSize(1);
    assertThat(found(program)).hasSize(EVENTS.size());
  }

  @Test
  void mistakesAreReported() {
    DiagnosticSink sink = new DiagnosticSink();
    SourceText text = SourceText.of("query", "any where");
    assertThat(
            QueryProgram.analyze(
                text,
                CompilerOptions.defaults().languages().byId("eql").orElseThrow(),
                context(),
                sink))
        .isEmpty();
    assertThat(sink.hasErrors()).isTrue();
  }

  private static QueryContext context() {
    return new QueryContext(
        new FieldResolver(CompilerOptions.defaults().schema(), UnknownFields.KEYWORD));
  }

  private static Query analyze(String language, String text) {
    DiagnosticSink sink = new DiagnosticSink();
    return QueryProgram.analyze(
            SourceText.of("query", text),
            CompilerOptions.defaults().languages().byId(language).orElseThrow(),
            context(),
            sink)
        .orElseThrow(() -> new AssertionError(sink.diagnostics()));
  }

  /** The places of the events of each result. */
  private static List<String> found(QueryProgram program) throws Exception {
    EventReader reader = program.rules().reader(() -> 0);
    List<String> found = new ArrayList<>();
    BatchRun<?> run = program.newBatchRun(2).orElse(null);
    for (int i = 0; i < EVENTS.size(); i++) {
      String place = String.valueOf(i);
      String[] words = EVENTS.get(i).split(" ");
      byte[] json =
          "{\"user.name\":\"%s\",\"event.action\":\"%s\"}"
              .formatted((Object[]) words)
              .getBytes(StandardCharsets.UTF_8);
      Event event = reader.read(json);
      if (run == null) {
        program.rules().match(event, (rule, matched) -> found.add(place));
      } else {
        run.accept(
            run.select(event),
            new EventRecord(new EventOrder(1000L * i, null, i), "test", i, json));
      }
    }
    if (run != null) {
      run.finish().forEach(detection -> found.add(places(detection)));
    }
    return found;
  }

  private static String places(Detection detection) {
    return String.join(
        ",",
        detection.events().stream()
            .filter(Objects::nonNull)
            .map(event -> String.valueOf(event.line()))
            .toList());
  }
}
