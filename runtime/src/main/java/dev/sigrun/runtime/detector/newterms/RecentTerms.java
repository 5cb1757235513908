package dev.sigrun.runtime.detector.newterms;

import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.internal.detector.TermHash;
import dev.sigrun.runtime.internal.detector.Times;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The terms of one rule that were recently sent to the cells of a {@link TermDetector}. A term that
 * was sent is known there when it comes again, and an event whose term is known need not be sent
 * with what it holds:
 *
 * <pre>{@code
 * EventRecord sent = recent.knows(selection.key(), record.timestamp()) ? record.withoutJson() : record;
 * }</pre>
 *
 * <p>Right as long as nothing that is sent is lost or late on its way. Not safe for concurrent use.
 */
public final class RecentTerms {
  private final long history;
  private final Map<TermHash, Long> times;

  /**
   * Remembers the {@code maxTerms} terms that came last.
   *
   * @param detector whose terms they are
   */
  public RecentTerms(TermDetector detector, int maxTerms) {
    this.history = detector.history();
    this.times =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<TermHash, Long> eldest) {
            return size() > maxTerms;
          }
        };
  }

  /**
   * Whether {@code term} cannot be new in an event of {@code time}, because of an event that was
   * sent before and has an earlier time; of events of equal time, another home may choose another
   * order. Remembers that the term is sent now.
   */
  public boolean knows(Key term, long time) {
    TermHash hash = TermHash.of(term);
    Long last = times.get(hash);
    if (last == null || time > last) {
      times.put(hash, time);
    }
    return last != null && last < time && last >= Times.minus(time, history);
  }
}
