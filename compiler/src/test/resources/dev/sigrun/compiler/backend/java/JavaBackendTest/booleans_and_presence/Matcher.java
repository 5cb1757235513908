// Generated from rules/booleans_and_presence.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.BooleanField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.rule.EventMatcher;

/**
 * Booleans and presence.
 *
 * <pre>{@code
 * file where process.code_signature.trusted == true and ?process.code_signature.exists != null and user.name != null and ?host.name == null
 * }</pre>
 */
@GeneratedMatcher
public final class BooleansAndPresence implements EventMatcher {
  private final KeywordField eventCategory;
  private final BooleanField processCodeSignatureTrusted;
  private final BooleanField processCodeSignatureExists;
  private final KeywordField userName;
  private final KeywordField hostName;

  /**
   * Registers the fields that it reads.
   */
  public BooleansAndPresence(Fields fields) {
    this.eventCategory = fields.keyword("event.category");
    this.processCodeSignatureTrusted = fields.bool("process.code_signature.trusted");
    this.processCodeSignatureExists = fields.bool("process.code_signature.exists");
    this.userName = fields.keyword("user.name");
    this.hostName = fields.keyword("host.name");
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return eventCategory.is(event, "file")
        && processCodeSignatureTrusted.is(event, true)
        && processCodeSignatureExists.exists(event)
        && userName.exists(event)
        && !hostName.exists(event);
  }
}
