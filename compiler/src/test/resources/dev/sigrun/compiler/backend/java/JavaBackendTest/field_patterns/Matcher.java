// Generated from rules/field_patterns.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.rule.EventMatcher;
import java.util.List;

/**
 * Field patterns.
 *
 * <pre>{@code
 * sigrun.sub*:needle
 * }</pre>
 */
@GeneratedMatcher
public final class FieldPatterns implements EventMatcher {
  private final KeywordField sigrunSubAny;

  /**
   * Registers the fields that it reads.
   */
  public FieldPatterns(Fields fields) {
    this.sigrunSubAny = fields.keywordPattern("sigrun.sub*", List.of());
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return sigrunSubAny.is(event, "needle");
  }
}
