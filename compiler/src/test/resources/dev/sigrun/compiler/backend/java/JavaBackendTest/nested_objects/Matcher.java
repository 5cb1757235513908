// Generated from rules/nested_objects.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NestedField;
import dev.sigrun.runtime.pattern.Wildcards;
import dev.sigrun.runtime.rule.EventMatcher;

/**
 * Nested objects.
 *
 * <pre>{@code
 * threat.enrichments:{ indicator.type:"file" and (matched.atomic:a* or matched.field:b or matched.id:c) }
 * }</pre>
 */
@GeneratedMatcher
public final class NestedObjects implements EventMatcher {
  private static final Wildcards MATCHED_ATOMIC_PATTERN = Wildcards.of("a*");

  private final NestedField threatEnrichments;
  private final KeywordField threatEnrichmentsIndicatorType;
  private final KeywordField threatEnrichmentsMatchedAtomic;
  private final KeywordField threatEnrichmentsMatchedField;
  private final KeywordField threatEnrichmentsMatchedId;

  /**
   * Registers the fields that it reads.
   */
  public NestedObjects(Fields fields) {
    this.threatEnrichments = fields.nested("threat.enrichments");
    this.threatEnrichmentsIndicatorType = threatEnrichments.fields().keyword("indicator.type");
    this.threatEnrichmentsMatchedAtomic = threatEnrichments.fields().keyword("matched.atomic");
    this.threatEnrichmentsMatchedField = threatEnrichments.fields().keyword("matched.field");
    this.threatEnrichmentsMatchedId = threatEnrichments.fields().keyword("matched.id");
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return anyThreatEnrichments(event);
  }

  /**
   * {@code threat.enrichments:{ indicator.type:"file" and (matched.atomic:a* or matched.field:b or
   * matched.id:c) }}
   */
  private boolean anyThreatEnrichments(Event event) {
    for (Event element : threatEnrichments.elements(event)) {
      if (threatEnrichmentsIndicatorType.is(element, "file")
          && matchedAtomicOrOthers(element)) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@code matched.atomic:a* or matched.field:b or matched.id:c}
   */
  private boolean matchedAtomicOrOthers(Event element) {
    return threatEnrichmentsMatchedAtomic.matches(element, MATCHED_ATOMIC_PATTERN)
        || threatEnrichmentsMatchedField.is(element, "b")
        || threatEnrichmentsMatchedId.is(element, "c");
  }
}
