// Generated from rules/dates.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.time.DateRange;

/**
 * Dates.
 *
 * <pre>{@code
 * file.created >= "now-5m" and file.mtime < "2026-01-01"
 * }</pre>
 */
@GeneratedMatcher
public final class Dates implements EventMatcher {
  private static final DateRange FILE_CREATED_RANGE = DateRange.atLeast("now-5m");

  private static final DateRange FILE_MTIME_RANGE = DateRange.below("2026-01-01");

  private final DateField fileCreated;
  private final DateField fileMtime;

  /**
   * Registers the fields that it reads.
   */
  public Dates(Fields fields) {
    this.fileCreated = fields.date("file.created");
    this.fileMtime = fields.date("file.mtime");
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return fileCreated.inRange(event, FILE_CREATED_RANGE)
        && fileMtime.inRange(event, FILE_MTIME_RANGE);
  }
}
