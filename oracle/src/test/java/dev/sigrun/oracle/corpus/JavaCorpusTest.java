package dev.sigrun.oracle.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.ClassFile;
import dev.sigrun.conventions.SharedFiles;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.oracle.random.SatisfyingEvent;
import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.EventClock;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.json.JsonValues;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compiles every public rule. */
class JavaCorpusTest {
  private static final Instant NOW = Instant.parse("2024-05-02T10:30:00Z");
  private static final boolean LONG = Boolean.getBoolean("sigrun.long");

  private static List<AnalyzedRule> rules = List.of();
  private static Optional<GeneratedJava> java = Optional.empty();
  private static Optional<RuleJar> jar = Optional.empty();

  @BeforeAll
  static void compileAll() throws Exception {
    Path corpus = SharedFiles.path(SharedFiles.PUBLIC_RULES);
    DiagnosticSink sink = new DiagnosticSink();
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    rules =
        RuleFiles.find(List.of(corpus.toString()), CompilerOptions.defaults().formats(), sink)
            .stream()
            .flatMap(file -> RuleFiles.load(file, sink).stream())
            .map(
                text ->
                    SourceText.of(
                        corpus.relativize(Path.of(text.name())).toString(), text.content()))
            .flatMap(text -> compiler.compileAll(text).stream())
            .flatMap(compilation -> compilation.analyzed().stream())
            .toList();
    java = Optional.of(JavaBackend.create(JavaBackend.Options.defaults()).emit(rules));
    jar = Optional.of(RuleJar.compile(java.get()));
  }

  @Test
  void everyRuleIsWritten() {
    long single = rules.stream().filter(rule -> rule.query() instanceof Query.SingleEvent).count();
    assertThat(single).isGreaterThan(1_200);
    assertThat(java.orElseThrow().refused()).isEmpty();
    assertThat(java.orElseThrow().matchers()).hasSize((int) single);
    assertThat(java.orElseThrow().detectors()).hasSize(rules.size() - (int) single);
    assertThat(java.orElseThrow().detectors().size()).isGreaterThanOrEqualTo(476);
    assertThat(java.orElseThrow().suppressors()).isNotEmpty();
  }

  /**
   * What jars may link to is listed where the project's own rules are; public rules add nothing.
   */
  @Test
  void generatedCodeLinksToNothingElse() throws Exception {
    Set<String> listed =
        Set.copyOf(
            Files.readAllLines(
                Path.of(
                    "../compiler/src/test/resources/dev/sigrun/compiler/backend/java",
                    "GeneratedLinksTest/links.txt")));
    SortedSet<String> links = new TreeSet<>();
    forEachClass((name, bytes) -> links.addAll(ClassFile.references(bytes, "dev.sigrun.runtime.")));
    assertThat(links).isNotEmpty().isSubsetOf(listed);
  }

  @Test
  void theJarLoads() {
    RuleSet set = RuleSet.of(jar.orElseThrow().load());
    assertThat(set.rules()).hasSameSizeAs(rules);
    assertThat(set.detectors()).hasSameSizeAs(java.orElseThrow().detectors());
    assertThat(set.detectors()).allSatisfy(d -> assertThat(d.fingerprint()).hasSize(32));
    assertThat(set.suppressors()).hasSameSizeAs(java.orElseThrow().suppressors());
  }

  /** Events made to satisfy each rule, so that most candidates come close. */
  private static void forEventsNearEachRule(long seed, int count, EventCheck check)
      throws EventFormatException {
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      List<Predicate> predicates = rules.get(i % rules.size()).query().predicates();
      Map<String, @Nullable Object> event =
          SatisfyingEvent.of(predicates.get(random.nextInt(predicates.size())), random);
      check.accept("seed " + seed + ", event " + i + ": " + JsonValues.write(event), event);
    }
  }

  private interface EventCheck {
    void accept(String description, Map<String, @Nullable Object> event)
        throws EventFormatException;
  }

  private static byte[] bytes(Map<String, @Nullable Object> event) {
    return JsonValues.write(event).getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> match(RuleSet set, Event event) {
    List<String> ruleIds = new ArrayList<>();
    set.match(event, (rule, ignored) -> ruleIds.add(rule.ruleId()));
    return ruleIds;
  }

  /** Bytes, as Latin-1, that are special in JSON or are not text. */
  private static final String CHANGES = "{}[]\",:\\ \n0-.etn\u0000a\u00e9\u00ff";

  private static byte[] mutated(byte[] event, Random random) {
    byte[] changed = event.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(changed.length);
      int length = 1 + random.nextInt(Math.min(20, changed.length - at));
      switch (random.nextInt(4)) {
        case 0 -> changed[at] = (byte) CHANGES.charAt(random.nextInt(CHANGES.length()));
        case 1 -> {
          int from = random.nextInt(event.length);
          System.arraycopy(event, from, changed, at, Math.min(length, event.length - from));
        }
        case 2 -> {
          byte[] shorter = Arrays.copyOf(changed, changed.length - length);
          System.arraycopy(changed, at + length, shorter, at, changed.length - at - length);
          changed = shorter.length == 0 ? changed : shorter;
        }
        default -> {
          byte[] longer = Arrays.copyOf(changed, changed.length + length);
          System.arraycopy(changed, at, longer, at + length, changed.length - at);
          changed = longer;
        }
      }
    }
    return changed;
  }

  /** The rules that match, or that the event is refused. */
  private interface Answer {
    List<String> get() throws EventFormatException;

    static List<String> of(Answer answer) {
      try {
        return answer.get();
      } catch (EventFormatException e) {
        return List.of("refused");
      }
    }
  }

  @Test
  void mutatedEventsAreReadAndMatchedAlike() throws EventFormatException {
    RuleSet set = RuleSet.of(jar.orElseThrow().load());
    EventReader plain = set.withoutIndex().reader();
    EventReader indexed = set.reader();
    MatchSession session = set.newSession();
    Random random = new Random(11);
    LongAdder read = new LongAdder();
    int count = Boolean.getBoolean("sigrun.soak") ? 1_000_000 : LONG ? 20_000 : 4_000;
    forEventsNearEachRule(
        11,
        count,
        (description, tree) -> {
          byte[] json = mutated(bytes(tree), random);
          List<String> expected = Answer.of(() -> match(set, plain.read(json)));
          List<String> byReader = Answer.of(() -> match(set, indexed.read(json)));
          List<String> bySession =
              Answer.of(
                  () -> {
                    List<String> found = new ArrayList<>();
                    session.match(
                        json, 0, json.length, (rule, ignored) -> found.add(rule.ruleId()));
                    return found;
                  });
          if (!byReader.equals(expected) || !bySession.equals(expected)) {
            assertThat(List.of(byReader, bySession))
                .as("%s, changed: %s", description, new String(json, StandardCharsets.UTF_8))
                .isEqualTo(List.of(expected, expected));
          }
          read.add(expected.equals(List.of("refused")) ? 0 : 1);
        });
    assertThat(read.intValue()).isBetween(count / 20, count * 19 / 20);
  }

  @Test
  void unusualEventsAreMatchedAlike() throws Exception {
    RuleSet set = RuleSet.of(jar.orElseThrow().load());
    new HostileEvents(rules, set).areMatchedAlike(LONG ? 20_000 : 4_000, 1);
  }

  @Test
  void theIndexAnswersAsOneRuleAfterTheOther() throws EventFormatException {
    RuleSet set = RuleSet.of(jar.orElseThrow().load());
    EventReader indexed = set.reader();
    EventReader plain = set.withoutIndex().reader();
    MatchSession session = set.newSession();
    LongSupplier time = session.times(List.of(set.timestamp()));
    int count = LONG ? 100_000 : 10_000;
    LongAdder matches = new LongAdder();
    Random random = new Random(7);
    forEventsNearEachRule(
        7,
        count,
        (description, tree) -> {
          byte[] json = bytes(tree);
          Event event = plain.read(json);
          List<String> expected = match(set, event);
          assertThat(match(set, indexed.read(json))).as(description).isEqualTo(expected);
          List<String> found = new ArrayList<>();
          session.read(json, 0, json.length);
          session.match((rule, ignored) -> found.add(rule.ruleId()));
          assertThat(found).as(description).isEqualTo(expected);
          assertThat(set.timestamp().values(session.dates()))
              .as(description)
              .isEqualTo(set.timestamp().values(event));
          assertThat(time.getAsLong())
              .as(description)
              .isEqualTo(set.timestamp().earliest(event).orElse(EventClock.NO_TIME));
          // One after the other, detectors take as long as all the rest.
          if (random.nextInt(10) == 0) {
            assertThat(detectorsThatSelect(set, event))
                .as(description)
                .isSubsetOf(candidates(session));
          }
          matches.add(expected.size());
        });
    assertThat(matches.sum()).isGreaterThan(count / 4);
  }

  private static Set<Integer> detectorsThatSelect(RuleSet set, Event event) {
    return IntStream.range(0, set.detectors().size())
        .filter(i -> !set.detectors().get(i).select(event).isEmpty())
        .boxed()
        .collect(Collectors.toSet());
  }

  private static Set<Integer> candidates(MatchSession session) {
    return IntStream.range(0, session.detectorCount())
        .mapToObj(session::detector)
        .collect(Collectors.toSet());
  }

  @Test
  void theIndexAnswersAsTheInterpreter() throws EventFormatException {
    RuleSet set = RuleSet.of(jar.orElseThrow().load());
    EventReader reader = set.reader(NOW::toEpochMilli);
    int count = LONG ? 10_000 : 300;
    forEventsNearEachRule(
        8,
        count,
        (description, event) -> {
          Set<String> expected =
              rules.stream()
                  .filter(rule -> rule.query() instanceof Query.SingleEvent)
                  .filter(rule -> Interpreter.test(rule.query().predicates().get(0), event, NOW))
                  .map(rule -> rule.rule().ruleId())
                  .collect(Collectors.toSet());
          assertThat(Set.copyOf(match(set, reader.read(bytes(event)))))
              .as(description)
              .isEqualTo(expected);
        });
  }

  @Test
  void noMethodIsTooLongToBeCompiledAtRunTime() throws IOException {
    forEachClass(
        (name, bytes) ->
            assertThat(ClassFile.methodLengths(bytes).values())
                .as(name)
                .allMatch(length -> length < 8_000));
  }

  private static void forEachClass(BiConsumer<String, byte[]> check) throws IOException {
    try (JarInputStream classes =
        new JarInputStream(new ByteArrayInputStream(jar.orElseThrow().toBytes()))) {
      for (JarEntry entry = classes.getNextJarEntry();
          entry != null;
          entry = classes.getNextJarEntry()) {
        if (entry.getName().endsWith(".class")) {
          check.accept(entry.getName(), classes.readAllBytes());
        }
      }
    }
  }
}
