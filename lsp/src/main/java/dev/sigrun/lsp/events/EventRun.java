package dev.sigrun.lsp.events;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.Engine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;

/** Runs one rule over files of events, an event a line, and counts what it finds. */
final class EventRun {
  private static final int MOST_EVENTS = 100_000;
  private static final int MOST_BYTES = 16 << 20;
  private static final int EVENTS_PER_LOOK = 64;
  private static final int BUFFER = 1 << 16;

  private EventRun() {}

  /**
   * The count; empty if the rule cannot be run, there are no events, or it was given up.
   *
   * @param isStale whether nobody needs the count any longer
   */
  static Optional<EventCount> count(
      AnalyzedRule rule, List<Path> files, CompilerOptions options, BooleanSupplier isStale) {
    GeneratedJava java =
        JavaBackend.create(
                JavaBackend.Options.defaults()
                    .withTimestampField(options.timestampField())
                    .withTimestampFormat(options.timestampFormat()))
            .emit(List.of(rule));
    boolean isRefused = java.matchers().isEmpty() && java.detectors().isEmpty();
    if (isRefused || isStale.getAsBoolean()) {
      return Optional.empty();
    }
    RuleSet rules;
    try {
      rules = RuleSet.of(RuleJar.compile(java).load());
    } catch (MissingJavaCompilerException e) {
      return Optional.empty();
    }
    AtomicLong found = new AtomicLong();
    long events = 0;
    boolean complete = true;
    try (Engine engine =
        Engine.builder(rules)
            .onDetection((any, detection) -> found.incrementAndGet())
            .onFailure(failure -> {})
            .build()) {
      for (Path file : files) {
        long read = run(file, engine, events, isStale);
        events += Math.abs(read);
        complete &= read >= 0;
      }
      engine.finish();
    }
    return events == 0 || isStale.getAsBoolean()
        ? Optional.empty()
        : Optional.of(new EventCount(events, found.get(), !rules.detectors().isEmpty(), complete));
  }

  /** The number of events of a file; negative if there are more than are counted. */
  private static long run(Path file, Engine engine, long before, BooleanSupplier isStale) {
    long events = 0;
    // A pipe may never end.
    if (!Files.isRegularFile(file)) {
      return 0;
    }
    try (InputStream in = open(file)) {
      LineReader lines = new LineReader(in, MOST_BYTES);
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (before + events == MOST_EVENTS) {
          return -events;
        }
        if (line.get().length > 0 && engine.accept(line.get(), "events", events + 1)) {
          events++;
        }
        if (events % EVENTS_PER_LOOK == 0 && isStale.getAsBoolean()) {
          return events;
        }
      }
    } catch (IOException e) {
      // What was read counts; running the rules reports why there is no more.
    }
    return events;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    in.mark(2);
    boolean isCompressed = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return isCompressed ? new BufferedInputStream(new GZIPInputStream(in), BUFFER) : in;
  }
}
