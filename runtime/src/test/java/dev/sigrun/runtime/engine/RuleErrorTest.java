package dev.sigrun.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.compiled.LazyDetector;
import dev.sigrun.runtime.compiled.RuleSource;
import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors, not exceptions, that concern the code of one rule. */
class RuleErrorTest {
  private static final long WALL = EngineRun.WALL;

  static Stream<Supplier<Error>> errors() {
    return Stream.of(
        StackOverflowError::new,
        () -> new NoClassDefFoundError("Part"),
        () -> new VerifyError("x"));
  }

  /** Throws at events of kind a when it selects, of kind b when it accepts, and when it wakes. */
  private static final class ErrorDetector extends PairDetector {
    private final Supplier<Error> error;

    ErrorDetector(Supplier<Error> error, Fields fields) {
      super("bad", 0, "error", fields);
      this.error = error;
    }

    @Override
    public List<Selection> select(Event event) {
      List<Selection> selections = super.select(event);
      if (selections.stream().anyMatch(each -> each.inputs().contains(0))) {
        throw error.get();
      }
      return selections;
    }

    @Override
    public void accept(
        Cell<EventRecord> cell, Selection selection, EventRecord event, DetectorListener sink) {
      if (event.timestamp() == WALL + 1) {
        throw error.get();
      }
      cell.set(event);
      cell.wakeAt(event.timestamp() + 1);
    }

    @Override
    public void wake(Cell<EventRecord> cell, long time, DetectorListener sink) {
      throw error.get();
    }
  }

  @ParameterizedTest
  @MethodSource("errors")
  void costNoOtherRuleAnything(Supplier<Error> error) {
    RuleSet rules =
        new TestRules()
            .failing("matcher", "a", error)
            .event("event", "a")
            .detector("bad", fields -> new ErrorDetector(error, fields))
            .pairs("pairs", 10_000)
            .build();
    EngineRun run = new EngineRun(rules, 0);
    run.accept(WALL, "h", "a", 1).accept(WALL + 1, "h", "b", 2).accept(WALL + 2, "h", "b", 3);
    run.engine.finish();
    assertThat(run.detected).containsExactly("event 1", "pairs 1 2");
    assertThat(run.failed).hasSize(4).anyMatch(each -> each.startsWith("matcher 1 "));
    assertThat(run.engine.counters().of("matcher").failures()).isEqualTo(1);
    assertThat(run.engine.counters().of("bad").failures()).isEqualTo(3);
  }

  @Test
  void ofTheListenerArePassedOn() {
    Engine engine =
        Engine.builder(new TestRules().pairs("pairs", 10_000).build())
            .wallClock(() -> WALL)
            .onDetection(
                (rule, detection) -> {
                  throw new StackOverflowError("of the listener");
                })
            .build();
    engine.accept(TestRules.event(WALL, "h", "a", 1), "test", 1);
    engine.accept(TestRules.event(WALL + 1, "h", "b", 2), "test", 2);
    assertThatThrownBy(engine::finish)
        .isInstanceOf(StackOverflowError.class)
        .hasMessage("of the listener");
    assertThat(engine.counters().failures()).isZero();
  }

  /** Makes a detector, or fails to. */
  private record Source(boolean damaged) implements RuleSource {
    @Override
    public Detector<?> detector(int number, Fields fields) {
      if (damaged) {
        throw new NoClassDefFoundError("Detector");
      }
      return new PairDetector("lazy", 10_000, "lazy", fields);
    }

    @Override
    public EventMatcher matcher(int number, Fields fields) {
      throw new IndexOutOfBoundsException(number);
    }

    @Override
    public @Nullable InputStream open(String file) {
      return null;
    }
  }

  private static RuleSet withLazy(boolean damaged) {
    return new TestRules()
        .detector(
            "lazy",
            fields -> {
              fields.keyword("host");
              fields.keyword("kind");
              return LazyDetector.of("lazy", PairDetector.class, new Source(damaged), 0, fields)
                  .withTiebreaker(new PairDetector("x", 0, "", fields).tiebreakerField().get())
                  .withFingerprint("lazy");
            })
        .pairs("pairs", 10_000)
        .build();
  }

  @Test
  void aDetectorThatCannotBeMadeLosesItsOwnStateAlone() throws IOException {
    EngineRun run = new EngineRun(withLazy(false), 0);
    run.accept(WALL, "h", "a", 1).accept(WALL + 5, "g", "x", 2);
    ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
    run.engine.snapshot(snapshot);

    EngineRun damaged = new EngineRun(withLazy(true), 0);
    damaged.engine.restore(new ByteArrayInputStream(snapshot.toByteArray()));
    damaged.accept(WALL + 6, "h", "b", 3);
    damaged.engine.finish();
    assertThat(damaged.detected).containsExactly("pairs 1 3");
    assertThat(damaged.failed).anyMatch(each -> each.startsWith("lazy - "));
    assertThat(damaged.engine.counters().skippedRules()).isEqualTo(1);

    EngineRun sound = new EngineRun(withLazy(false), 0);
    sound.engine.restore(new ByteArrayInputStream(snapshot.toByteArray()));
    sound.accept(WALL + 6, "h", "b", 3);
    sound.engine.finish();
    assertThat(sound.detected).containsExactly("lazy 1 3", "pairs 1 3");
  }
}
