package dev.sigrun.cli.run;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.FileErrors;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.indicator.IndicatorDocument;
import dev.sigrun.runtime.detector.indicator.IndicatorFile;
import dev.sigrun.runtime.detector.indicator.IndicatorLists;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Loads indicators from files into indicator match rules: again whenever a file has changed and is
 * stable, and once per hour of event time so that indicators expire. A file that cannot be used any
 * more, or is empty, leaves what was known of it.
 */
public final class IndicatorFeed {
  private static final int MOST_PRINTED = 5;
  private static final long PAUSE_NANOS = 1_000_000_000L;

  /** After how many looks a file is read that changes all the time. */
  private static final int MOST_LOOKS = 10;

  private static final long HOUR_MILLIS = 3_600_000;

  private final List<Path> files;
  private final List<IndicatorMatchDetector> detectors;

  /** How each detector reads indicators: for the fields that its rule compares. */
  private final List<EventReader> readers;

  private final IndicatorLists lists;
  private final Terminal terminal;
  private final LongSupplier nanos;

  /** The files as they were read. */
  private final Map<Path, Stamp> stamps = new HashMap<>();

  /** The files as they were at the last look, and how often they have changed since then. */
  private final Map<Path, Change> changes = new HashMap<>();

  private final Map<Path, List<IndicatorDocument>> documents = new HashMap<>();
  private long now;
  private long nextLook;

  /** By what a changed file is known. */
  private record Stamp(long modified, long size) {}

  private record Change(Stamp stamp, int looks) {}

  /**
   * A feed from {@code files}.
   *
   * @param lists what the engine compares events with
   * @param nanos measures the time between looks at the files
   */
  IndicatorFeed(
      List<Path> files,
      RuleSet rules,
      IndicatorLists lists,
      Terminal terminal,
      LongSupplier nanos) {
    this.files = List.copyOf(files);
    this.detectors =
        rules.detectors().stream()
            .flatMap(detector -> detector.unwrap(IndicatorMatchDetector.class).stream())
            .map(Supplier::get)
            .toList();
    LongSupplier clock = () -> now;
    this.readers = detectors.stream().map(detector -> detector.indicatorReader(clock)).toList();
    this.lists = lists;
    this.terminal = terminal;
    this.nanos = nanos;
    this.nextLook = nanos.getAsLong();
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
              + " for indicator matches will find nothing: specify indicators with '--indicators'.");
    }
  }

  /** Looks after the files, if the last look is a while ago. */
  void refresh(long time) {
    if (files.isEmpty() || nanos.getAsLong() - nextLook < 0) {
      return;
    }
    nextLook = nanos.getAsLong() + PAUSE_NANOS;
    boolean changed = Math.abs(time - now) >= HOUR_MILLIS;
    if (changed) {
      now = time;
    }
    for (Path file : files) {
      changed |= refresh(file);
    }
    if (changed) {
      hand();
    }
  }

  /** A file that changes from look to look is still being written, and can wait for a while. */
  private boolean refresh(Path file) {
    Stamp stamp = stamp(file);
    if (stamp.equals(stamps.get(file))) {
      changes.remove(file);
      return false;
    }
    Change last = changes.get(file);
    if (last == null || (!last.stamp.equals(stamp) && last.looks < MOST_LOOKS)) {
      changes.put(file, new Change(stamp, last == null ? 1 : last.looks + 1));
      return false;
    }
    changes.remove(file);
    stamps.put(file, stamp);
    try {
      read(file);
      return true;
    } catch (IOException e) {
      terminal.say(
          VisibleText.of(FileErrors.unreadable(file, e) + " Its previous indicators stay in use."));
      return false;
    }
  }

  private static Stamp stamp(Path file) {
    try {
      return new Stamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file));
    } catch (IOException e) {
      // The file may be missing briefly or for good: reported once, when the stamp changes.
      return new Stamp(-1, -1);
    }
  }

  private void read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      EventReader reader = readers.isEmpty() ? EventReader.of(new Fields()) : readers.get(0);
      IndicatorFile read = IndicatorFile.read(in, String.valueOf(file.getFileName()), reader);
      if (read.documents().isEmpty() && documents.containsKey(file)) {
        throw new IOException("it is empty");
      }
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
    for (int i = 0; i < detectors.size(); i++) {
      lists.replace(detectors.get(i), readBy(readers.get(i), all));
    }
  }

  /** The documents as one rule sees them, at the time that is now. */
  private static List<IndicatorDocument> readBy(EventReader reader, List<IndicatorDocument> all) {
    List<IndicatorDocument> read = new ArrayList<>(all.size());
    for (IndicatorDocument each : all) {
      try {
        read.add(
            new IndicatorDocument(each.id(), each.index(), reader.read(each.json()), each.json()));
      } catch (EventFormatException e) {
        // The first reader has reported what is wrong with it.
      }
    }
    return read;
  }
}
