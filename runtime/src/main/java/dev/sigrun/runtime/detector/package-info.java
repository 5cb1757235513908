/**
 * Detectors: state machines for rules that need memory of earlier events, over events that the
 * rule's predicates selected. A detector is immutable: all its state is in a {@link
 * dev.sigrun.runtime.detector.Cell} that the caller keeps, so that the same detector runs embedded
 * and in a stream processor. Time is event time; nothing here reads a clock.
 *
 * <p>An {@link dev.sigrun.runtime.engine.Engine} is one home of detectors. Another one, such as a
 * stream processor with keyed state, does three things. It selects, without any state:
 *
 * <pre>{@code
 * session.read(json, 0, json.length);
 * for (int i = 0; i < session.detectorCount(); i++) {
 *   Detector<?> detector = rules.detectors().get(session.detector(i)).spread();
 *   Rule rule = rules.rule(detector.ruleId()).orElseThrow();
 *   Optional<EventOrder> order =
 *       EventOrder.of(session.event(), detector, rules.timestamp(), sequence);
 *   for (Selection each : detector.select(session.event(), referenceData)) {
 *     EventRecord event = new EventRecord(order.orElseThrow(), topic, offset + 1, json);
 *     send(
 *         Fingerprint.of(rule, detector),
 *         DetectorCodecs.SELECTION.toBytes(each),
 *         DetectorCodecs.EVENT.toBytes(detector.showsEvents() ? event : event.withoutJson()));
 *   }
 * }
 * }</pre>
 *
 * <p>It keeps a cell for each fingerprint and key, and gives it its events in order:
 *
 * <pre>{@code
 * Codec<MemoryCell<S>> codec = DetectorCodecs.cell(detector.codec());
 * MemoryCell<S> cell = known == null ? new MemoryCell<>(selection.key()) : codec.fromBytes(known);
 * cell.advance(event.timestamp() - 1, (woken, time) -> detector.wake(woken, time, listener));
 * detector.accept(cell, selection, event, listener);
 * save(cell.isEmpty() ? null : codec.toBytes(cell)); // to be advanced to cell.wakeAt() at the latest
 * }</pre>
 *
 * <p>And it makes alerts of what the listener is called with: {@link
 * dev.sigrun.runtime.alert.Alert#of}, or {@link dev.sigrun.runtime.alert.AlertSuppression} first
 * for rules that suppress alerts. {@link dev.sigrun.runtime.detector.DetectorCodecs#DETECTION}
 * carries detections from stage to stage. The alerts are those of an engine, with the same ids, if
 * source and line of events are the same.
 */
@NullMarked
package dev.sigrun.runtime.detector;

import org.jspecify.annotations.NullMarked;
