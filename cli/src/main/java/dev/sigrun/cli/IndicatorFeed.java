package dev.sigrun.cli;

import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.runtime.EventReader;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.IndicatorDocument;
import dev.sigrun.runtime.detector.IndicatorFile;
import dev.sigrun.runtime.detector.IndicatorMatchDetector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Gives the rules of threat indicators what is in files, again whenever a file changes, and once an
 * hour of the events' time so that indicators grow old. A file that cannot be used any more leaves
 * what was known of it.
 */
final class IndicatorFeed {
  private static final int MOST_PRINTED = 5;
  private static final long PAUSE_NANOS = 1_000_000_000L;
  private static final long HOUR_MILLIS = 3_600_000;

  private final List<Path> files;
  private final List<IndicatorMatchDetector> detectors;
  private final EventReader reader;
  private final Terminal terminal;
  private final Map<Path, Stamp> stamps = new HashMap<>();
  private final Map<Path, List<IndicatorDocument>> documents = new HashMap<>();
  private long now;
  private long nextLook = System.nanoTime();

  /** By what a changed file is known. */
  private record Stamp(long modified, long size) {}

  IndicatorFeed(List<Path> files, RuleSet rules, Terminal terminal) {
    this.files = List.copyOf(files);
    this.detectors =
        rules.detectors().stream()
            .filter(IndicatorMatchDetector.class::isInstance)
            .map(IndicatorMatchDetector.class::cast)
            .toList();
    LongSupplier clock = () -> now;
    this.reader = rules.reader(clock);
    this.terminal = terminal;
  }

  /**
   * Reads all files for the first time.
   *
   * @param time what {@code now} is for the queries on indicators, in milliseconds since 1970
   * @throws CommandFailure if one cannot be used
   */
  void load(long time) {
    now = time;
    if (files.isEmpty()) {
      warnAboutRulesWithoutIndicators();
      return;
    }
    if (detectors.isEmpty()) {
      terminal.say("No rule compares events with indicators: '--indicators' has no effect.");
    }
    for (Path file : files) {
      try {
        stamps.put(file, stamp(file));
        read(file);
      } catch (IOException e) {
        throw CommandFailure.usage(FileErrors.unreadable(file, e));
      }
    }
    hand();
  }

  private void warnAboutRulesWithoutIndicators() {
    if (!detectors.isEmpty()) {
      terminal.say(
          Counts.of(detectors.size(), "rule")
              + " of threat indicators will find nothing: name indicators with '--indicators'.");
    }
  }

  /** Looks after the files, if the last look is a while ago. */
  void refresh(long time) {
    if (files.isEmpty() || System.nanoTime() - nextLook < 0) {
      return;
    }
    nextLook = System.nanoTime() + PAUSE_NANOS;
    boolean grownOld = Math.abs(time - now) >= HOUR_MILLIS;
    boolean changed = grownOld;
    if (grownOld) {
      now = time;
    }
    for (Path file : files) {
      changed |= refresh(file, grownOld);
    }
    if (changed) {
      hand();
    }
  }

  private boolean refresh(Path file, boolean always) {
    Stamp stamp;
    try {
      stamp = stamp(file);
      if (!always && stamp.equals(stamps.put(file, stamp))) {
        return false;
      }
      read(file);
      return true;
    } catch (IOException e) {
      if (!always) {
        terminal.say(
            VisibleText.of(FileErrors.unreadable(file, e) + " Its former indicators stay in use."));
      }
      return false;
    }
  }

  private static Stamp stamp(Path file) {
    try {
      return new Stamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file));
    } catch (IOException e) {
      // Away for a moment, or for good: told once, when the stamp changes.
      return new Stamp(-1, -1);
    }
  }

  private void read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      IndicatorFile read = IndicatorFile.read(in, String.valueOf(file.getFileName()), reader);
      List<IndicatorFile.Problem> problems = read.problems();
      for (IndicatorFile.Problem problem :
          problems.subList(0, Math.min(MOST_PRINTED, problems.size()))) {
        terminal.say(
            VisibleText.of(
                file + ":" + problem.line() + ": malformed indicator: " + problem.message()));
      }
      if (problems.size() > MOST_PRINTED) {
        terminal.say(
            file + ": and " + Counts.of(problems.size() - MOST_PRINTED, "more bad line") + ".");
      }
      documents.put(file, read.documents());
    }
  }

  private void hand() {
    List<IndicatorDocument> all = new ArrayList<>();
    files.forEach(file -> all.addAll(documents.getOrDefault(file, List.of())));
    detectors.forEach(detector -> detector.replaceIndicators(all));
  }
}
