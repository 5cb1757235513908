package dev.sigrun.home;

import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.alert.AlertSuppression;
import dev.sigrun.runtime.alert.AlertSuppression.GroupedAlert;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.DetectorCodecs;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Fingerprint;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.detector.ReferenceData;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.newterms.RecentTerms;
import dev.sigrun.runtime.detector.newterms.TermDetector;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.rule.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A home of detectors other than an engine, made of public types alone as a stream processor would
 * have to be: three stages between which only bytes travel, states that lie as bytes in a map of
 * fingerprint and key, and suppression as a stage of its own.
 */
final class MapHome {
  /** The alerts, and what groups absorbed. */
  final List<String> told = new ArrayList<>();

  /** The number of events sent to cells with their content. */
  int heavy;

  /** The number of events sent without it. */
  int light;

  private final RuleSet rules;
  private final ReferenceData data;
  private final Instant now;
  private final MatchSession session;
  private final List<Detector<?>> detectors = new ArrayList<>();
  private final Map<Fingerprint, Detector<?>> byFingerprint = new LinkedHashMap<>();
  private final Map<Fingerprint, RecentTerms> recent = new HashMap<>();
  private final Map<String, AlertSuppression> suppressions = new HashMap<>();
  private final List<Sent> sent = new ArrayList<>();

  /** The states of detectors, and those of groups. */
  private final Map<CellName, byte[]> cells = new LinkedHashMap<>();

  private final Map<CellName, byte[]> groups = new LinkedHashMap<>();
  private long sequence;

  /** The name under which a state is kept. */
  private record CellName(Fingerprint fingerprint, Key key) {}

  /** An event as it is sent to a cell. */
  private record Sent(Fingerprint fingerprint, int position, byte[] selection, byte[] event) {}

  MapHome(RuleSet rules, ReferenceData data, Instant now) {
    this.rules = rules;
    this.data = data;
    this.now = now;
    this.session = rules.newSession();
    for (Detector<?> detector : rules.detectors()) {
      Detector<?> spread = detector.spread();
      detectors.add(spread);
      Fingerprint fingerprint = fingerprint(spread);
      byFingerprint.put(fingerprint, spread);
      if (spread instanceof TermDetector terms) {
        recent.put(fingerprint, new RecentTerms(terms, 3));
      }
    }
    for (Suppressor suppressor : rules.suppressors()) {
      Rule rule = rules.rule(suppressor.ruleId()).orElseThrow();
      suppressions.put(rule.ruleId(), new AlertSuppression(rule, suppressor, rules.reader()));
    }
  }

  private Fingerprint fingerprint(Detector<?> detector) {
    return Fingerprint.of(rules.rule(detector.ruleId()).orElseThrow(), detector);
  }

  /** The first stage: what is needed from an event, and by which cells. */
  void accept(byte[] json, String source, long line) {
    long number = sequence++;
    try {
      session.read(json, 0, json.length);
    } catch (EventFormatException e) {
      return;
    }
    for (int i = 0; i < session.matcherCount(); i++) {
      var matcher = rules.matchers().get(session.matcher(i));
      if (matcher.matches(session.event())) {
        long time =
            EventOrder.timeOf(session.event(), List.of(rules.timestamp()))
                .orElse(now.toEpochMilli());
        EventRecord event = new EventRecord(new EventOrder(time, null, number), source, line, json);
        report(new Detection(matcher.ruleId(), Key.NONE, List.of(event), new Evidence.Events()));
      }
    }
    for (int i = 0; i < session.detectorCount(); i++) {
      Detector<?> detector = detectors.get(session.detector(i));
      EventOrder.of(session.event(), detector, rules.timestamp(), number)
          .ifPresent(order -> send(detector, new EventRecord(order, source, line, json)));
    }
    session.clear();
  }

  private void send(Detector<?> detector, EventRecord event) {
    Fingerprint fingerprint = fingerprint(detector);
    List<Selection> selections = detector.select(session.event(), data);
    for (int i = 0; i < selections.size(); i++) {
      RecentTerms known = recent.get(fingerprint);
      boolean isLight =
          !detector.showsEvents()
              || (known != null && known.knows(selections.get(i).key(), event.timestamp()));
      heavy += isLight ? 0 : 1;
      light += isLight ? 1 : 0;
      sent.add(
          new Sent(
              fingerprint,
              i,
              DetectorCodecs.SELECTION.toBytes(selections.get(i)),
              DetectorCodecs.EVENT.toBytes(isLight ? event.withoutJson() : event)));
    }
  }

  /** The second stage, once all events have come: each cell gets its events in order. */
  void finish() {
    Map<Sent, EventOrder> orders = new HashMap<>();
    sent.forEach(each -> orders.put(each, read(DetectorCodecs.EVENT, each.event()).order()));
    List<Fingerprint> inOrder = List.copyOf(byFingerprint.keySet());
    sent.sort(
        Comparator.comparing((Sent each) -> orders.get(each))
            .thenComparingInt(each -> inOrder.indexOf(each.fingerprint()))
            .thenComparingInt(Sent::position));
    for (Sent each : sent) {
      process(byFingerprint.get(each.fingerprint()), each);
    }
    List.copyOf(cells.keySet())
        .forEach(name -> finish(byFingerprint.get(name.fingerprint()), name));
    groups.forEach(
        (name, bytes) -> {
          MemoryCell<SuppressedGroup> cell = read(GROUPS, bytes);
          suppressor(name).close(cell, this::closed);
        });
  }

  private <S> void process(Detector<S> detector, Sent wanted) {
    Selection selection = read(DetectorCodecs.SELECTION, wanted.selection());
    EventRecord event = read(DetectorCodecs.EVENT, wanted.event());
    CellName name = new CellName(wanted.fingerprint(), selection.key());
    Codec<MemoryCell<S>> codec = DetectorCodecs.cell(detector.codec());
    byte[] known = cells.get(name);
    MemoryCell<S> cell = known == null ? new MemoryCell<>(selection.key()) : read(codec, known);
    cell.advance(
        event.timestamp() - 1, (woken, time) -> detector.wake(woken, time, this::detected));
    detector.accept(cell, selection, event, this::detected);
    if (cell.isEmpty()) {
      cells.remove(name);
    } else {
      cells.put(name, codec.toBytes(cell));
    }
  }

  private <S> void finish(Detector<S> detector, CellName name) {
    MemoryCell<S> cell = read(DetectorCodecs.cell(detector.codec()), cells.get(name));
    cell.finish((woken, time) -> detector.wake(woken, time, this::detected));
  }

  private void detected(Detection detection) {
    report(read(DetectorCodecs.DETECTION, DetectorCodecs.DETECTION.toBytes(detection)));
  }

  private static final Codec<MemoryCell<SuppressedGroup>> GROUPS =
      DetectorCodecs.cell(SuppressedGroup.CODEC);

  /** The third stage: alerts, apart from those that are suppressed. */
  private void report(Detection detection) {
    Rule rule = rules.rule(detection.ruleId()).orElseThrow();
    AlertSuppression suppression = suppressions.get(rule.ruleId());
    List<GroupedAlert> grouped = suppression == null ? List.of() : suppression.groupsOf(detection);
    if (grouped.isEmpty()) {
      told.add(Alert.of(rule, detection, now).toJson());
    }
    for (GroupedAlert each : grouped) {
      CellName name = new CellName(suppression.fingerprint(), each.group());
      byte[] known = groups.get(name);
      MemoryCell<SuppressedGroup> cell =
          known == null ? new MemoryCell<>(each.group()) : read(GROUPS, known);
      if (suppression.admits(cell, each, this::closed)) {
        told.add(each.alert(now).toJson());
      }
      groups.put(name, GROUPS.toBytes(cell));
    }
  }

  private Suppressor suppressor(CellName name) {
    return suppressions.values().stream()
        .filter(each -> each.fingerprint().equals(name.fingerprint()))
        .findFirst()
        .orElseThrow()
        .suppressor();
  }

  private void closed(String ruleId, Key group, SuppressedGroup counts) {
    told.add(ruleId + " " + group + " " + counts);
  }

  private static <T> T read(Codec<T> codec, byte[] bytes) {
    try {
      return codec.fromBytes(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
