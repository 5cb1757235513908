package dev.sigrun.runtime.event;

import dev.sigrun.runtime.pattern.Regex;
import dev.sigrun.runtime.pattern.StringRange;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import java.util.List;

/** A field whose values are strings that are tested as a whole. */
public final class KeywordField extends Field {
  private final boolean lowercased;
  private final boolean versions;
  private final boolean pattern;
  private final List<String> exceptions;

  KeywordField(String name, int slot, Reading reading, boolean lowercased, boolean versions) {
    super(name, slot, reading);
    this.lowercased = lowercased;
    this.versions = versions;
    this.pattern = false;
    this.exceptions = List.of();
  }

  KeywordField(String pattern, int slot, List<String> exceptions) {
    super(pattern, slot, Reading.PLAIN);
    this.lowercased = false;
    this.versions = false;
    this.pattern = true;
    this.exceptions = exceptions;
  }

  /** Whether some value equals {@code value}. */
  public boolean is(Event event, String value) {
    Object values = event.slot(slot());
    if (values instanceof String single) {
      return single.equals(value);
    }
    if (values != null) {
      for (String each : (String[]) values) {
        if (each.equals(value)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether some value is in {@code set}. */
  public boolean isAnyOf(Event event, StringSet set) {
    Object values = event.slot(slot());
    if (values instanceof String single) {
      return set.contains(single);
    }
    if (values != null) {
      for (String each : (String[]) values) {
        if (set.contains(each)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether some value matches one of {@code wildcards}. */
  public boolean matches(Event event, Wildcards wildcards) {
    Object values = event.slot(slot());
    if (values instanceof String single) {
      return wildcards.matches(single);
    }
    if (values != null) {
      for (String each : (String[]) values) {
        if (wildcards.matches(each)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether some value as a whole matches {@code regex}. */
  public boolean matches(Event event, Regex regex) {
    Object values = event.slot(slot());
    if (values instanceof String single) {
      return regex.matches(single);
    }
    if (values != null) {
      for (String each : (String[]) values) {
        if (regex.matches(each)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether some value lies in {@code range}. */
  public boolean inRange(Event event, StringRange range) {
    Object values = event.slot(slot());
    if (values instanceof String single) {
      return range.contains(single);
    }
    if (values != null) {
      for (String each : (String[]) values) {
        if (range.contains(each)) {
          return true;
        }
      }
    }
    return false;
  }

  /** All values, in the order of the event; empty when the field is missing. */
  @Override
  public List<String> values(Event event) {
    Object values = event.slot(slot());
    if (values == null) {
      return List.of();
    }
    return values instanceof String single ? List.of(single) : List.of((String[]) values);
  }

  /** Whether values are software versions, which sort as such. */
  public boolean holdsVersions() {
    return versions;
  }

  boolean isLowercased() {
    return lowercased;
  }

  boolean isPattern() {
    return pattern;
  }

  List<String> exceptions() {
    return exceptions;
  }
}
