package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.esql.rows.EventSources;
import dev.sigrun.compiler.language.esql.syntax.EsqlParser;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.oracle.compiled.IndexEngine;
import dev.sigrun.oracle.compiled.JavaEngine;
import dev.sigrun.oracle.predicate.Engine;
import dev.sigrun.oracle.predicate.Interpreter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The events that FROM takes, by their data stream: in the interpreter, generated Java and the
 * index, against a model that knows whole names only.
 */
class EventSourcesTest {
  private static final Origin NOWHERE = Origin.of(SourceText.of("test", ""), new Span(0, 0));
  private static final int QUERIES = Boolean.getBoolean("sigrun.long") ? 3_000 : 300;

  /** Parts of streams, and of patterns. */
  private static final List<String> PARTS = List.of("a", "b", "ab", "a.b");

  private static final List<String> PIECES =
      List.of("a", "b", "ab", "a.b", "*", "*", "-", "-", "-", "-*", "*-", "a*", ".b");

  /** Each stream is type/dataset/namespace. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "logs-*; logs/a/x logs/a.b/y logs/a; metrics/a/x log/a/x logsx/a/x LOGS/a/x",
        "logs-a.b-*; logs/a.b/x logs/a.b; logs/a/x logs/a.b.c/x logs/A.b/x metrics/a.b/x",
        "logs-a*; logs/a/x logs/ab/x logs/a.b; logs/b/x metrics/a/x",
        "logs-a.*, metrics-b-*; logs/a.b/x metrics/b/x; logs/a/x metrics/a.b/x logs/b/x",
        "logs-a-prod; logs/a/prod logs/a; logs/a/test logs/b/prod logs/a/prod-1",
        "logs-a-prod*; logs/a/prod logs/a/prod-1 logs/a; logs/a/x",
        "*; logs/a/x metrics/b;",
        "_all; logs/a/x;",
        "*-*-prod; logs/a/prod logs/a/x-prod logs/a; logs/a/test",
        "*prod; logs/a/prod logs/a/x-prod logs/a; logs/a/test",
        "logs-*-prod; logs/a/prod logs/b/y-prod; metrics/a/prod logs/a/x",
        "l*s-*c*-p; logs/c/p logs/acb/p logs/x/c-p; logs/a/p",
        "employees; ; logs/a/x employees/a/x logs/employees/x",
        ".alerts-security.*; .alerts/security.a/x; logs/a/x logs/security.a/x",
        "logs-*,-logs-a-*; logs/b/x; logs/a/x metrics/b/x logs/a",
        "'\"logs-*,-logs-a-*\"'; logs/b/x; logs/a/x metrics/b/x logs/a",
        "logs-*,-logs-a-prod; logs/b/x logs/a/x logs/a; logs/a/prod",
        "logs-*, -logs-a*, logs-ab-*; logs/ab/x logs/b/x; logs/a/x logs/a.b/x",
        "logs-*,-*; ; logs/a/x",
        "*,-logs-*; metrics/a/x; logs/a/x",
        // Without a pattern before it, a name that begins so is a name.
        "-logs-a-*, logs-a-x; logs/a/x; logs/b/x",
        "*:logs-*; logs/a/x; metrics/a/x",
        "logs-a-*, eu:logs-b-*; logs/a/x logs/b/x; logs/c/x",
        "*:logs-*, *:-logs-a-*; logs/b/x; logs/a/x",
        // The event may be from a cluster of which nothing is excluded.
        "logs-*, eu:logs-*, eu:-logs-a-*; logs/a/x; metrics/a/x",
        "*:logs-*, -eu:*; logs/a/x; metrics/a/x",
        "logs-*::data; logs/a/x; metrics/a/x",
        "eu:logs-*::failures; logs/a/x; metrics/a/x",
        "logs-*, -logs-a-*::failures; logs/a/x; metrics/a/x",
        "<logs-a-{now/d}>; logs/a/2026.01.01; logs/b/x",
        "'\"<logs-a-{now/d{yyyy.MM|+12:00}}>\"'; logs/a/2026.01; logs/b/x",
        ".ds-logs-a-prod-2026*; logs/a/prod; logs/b/prod metrics/a/prod",
        ".ds*; logs/a/x metrics/a/x; ",
        ".*; logs/a/x metrics/a/x; ",
        ".alerts-*; ; logs/a/x",
        "logs-*, -.ds-logs-a-x-2026*; logs/a/x; metrics/a/x",
        "logs-?-*; logs/?/x; logs/a/x",
      })
  void takesTheDataStreamsThatItNames(
      String from, @Nullable String taken, @Nullable String others) {
    Predicate predicate = predicate(from);
    for (String stream : words(taken)) {
      assertThat(Interpreter.test(predicate, event(stream), Instant.EPOCH)).as(stream).isTrue();
    }
    for (String stream : words(others)) {
      Map<String, @Nullable Object> event = event(stream);
      assertThat(Interpreter.test(predicate, event, Instant.EPOCH)).as(stream).isFalse();
      event.put("_index", "employees");
      assertThat(Interpreter.test(predicate, event, Instant.EPOCH)).as(stream).isFalse();
      event.put("kibana.alert.rule.uuid", "1");
      assertThat(Interpreter.test(predicate, event, Instant.EPOCH)).as("an alert").isTrue();
    }
    assertThat(Interpreter.test(predicate, Map.of("a", "b"), Instant.EPOCH)).isTrue();
    assertThat(Interpreter.test(predicate, Map.of("data_stream.type", "x"), Instant.EPOCH))
        .isTrue();
    assertThat(Interpreter.test(predicate, Map.of("data_stream.dataset", "x"), Instant.EPOCH))
        .isTrue();
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split(" "));
  }

  private static Map<String, @Nullable Object> event(String stream) {
    String[] parts = stream.split("/");
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("data_stream.type", parts[0]);
    event.put("data_stream.dataset", parts[1]);
    if (parts.length > 2) {
      event.put("data_stream.namespace", parts[2]);
    }
    return event;
  }

  private static Predicate predicate(String from) {
    DiagnosticSink sink = new DiagnosticSink();
    SourceText text = SourceText.of("test", "FROM " + from);
    Predicate predicate =
        EsqlParser.parse(text, sink)
            .flatMap(query -> EventSources.of(query.from(), sink))
            .orElse(new Predicate.Constant(NOWHERE, true));
    assertThat(sink.diagnostics()).isEmpty();
    return predicate;
  }

  @Test
  void takesWhatAModelOfWholeNamesTakes() {
    Random random = new Random(20260601);
    List<List<String>> queries = new ArrayList<>();
    List<Predicate> predicates = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      List<String> names = new ArrayList<>();
      int count = 1 + random.nextInt(4);
      for (int name = 0; name < count; name++) {
        String pattern = pattern(random);
        names.add(name > 0 && random.nextInt(3) == 0 ? "-" + pattern : pattern);
      }
      queries.add(names);
      predicates.add(predicate(String.join(", ", names)));
    }
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    for (String type : PARTS) {
      for (String dataset : PARTS) {
        events.add(event(type + "/" + dataset));
        List.of("a", "ab", "b-a").forEach(n -> events.add(event(type + "/" + dataset + "/" + n)));
      }
    }
    List<Engine.Matcher> java = new JavaEngine().prepare(predicates, Instant.EPOCH);
    List<Engine.Matcher> index = new IndexEngine().prepare(predicates, Instant.EPOCH);
    int taken = 0;
    for (int i = 0; i < QUERIES; i++) {
      for (Map<String, @Nullable Object> event : events) {
        boolean expected = takes(queries.get(i), event);
        taken += expected ? 1 : 0;
        String as = queries.get(i) + " " + event;
        assertThat(Interpreter.test(predicates.get(i), event, Instant.EPOCH))
            .as(as)
            .isEqualTo(expected);
        assertThat(java.get(i).matches(event)).as(as).isEqualTo(expected);
        assertThat(index.get(i).matches(event)).as(as).isEqualTo(expected);
      }
    }
    assertThat(taken).isBetween(QUERIES, QUERIES * events.size() / 2);
  }

  /** One without a comma, and not one that begins as an exclusion does. */
  private static String pattern(Random random) {
    StringBuilder pattern = new StringBuilder(PARTS.get(random.nextInt(PARTS.size())));
    int pieces = random.nextInt(6);
    for (int i = 0; i < pieces; i++) {
      pattern.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return random.nextInt(4) == 0 ? "*" + pattern.substring(1) : pattern.toString();
  }

  private static boolean takes(List<String> names, Map<String, @Nullable Object> event) {
    String start = event.get("data_stream.type") + "-" + event.get("data_stream.dataset") + "-";
    Object namespace = event.get("data_stream.namespace");
    boolean taken = false;
    boolean afterPattern = false;
    for (String name : names) {
      boolean excludes = name.startsWith("-") && afterPattern;
      String pattern = excludes ? name.substring(1) : name;
      afterPattern |= name.contains("*");
      BitSet places = places(pattern, namespace == null ? start : start + namespace);
      boolean all = pattern.endsWith("*") && places.get(pattern.length() - 1);
      boolean matches = namespace != null ? places.get(pattern.length()) || all : !places.isEmpty();
      if (excludes) {
        taken &= !(namespace == null ? all : matches);
      } else {
        taken |= matches;
      }
    }
    return taken;
  }

  /** The places in a pattern that are reached by a text, of whichever way. */
  private static BitSet places(String pattern, String text) {
    BitSet places = new BitSet();
    places.set(0);
    for (int i = 0; i < text.length(); i++) {
      BitSet next = new BitSet();
      skip(pattern, places);
      for (int at = places.nextSetBit(0); at >= 0; at = places.nextSetBit(at + 1)) {
        if (at < pattern.length()) {
          if (pattern.charAt(at) == '*') {
            next.set(at);
          } else if (pattern.charAt(at) == text.charAt(i)) {
            next.set(at + 1);
          }
        }
      }
      places = next;
    }
    skip(pattern, places);
    return places;
  }

  /** A star takes nothing as well. */
  private static void skip(String pattern, BitSet places) {
    for (int at = 0; at < pattern.length(); at++) {
      if (places.get(at) && pattern.charAt(at) == '*') {
        places.set(at + 1);
      }
    }
  }
}
