// Generated from rules/strings_and_patterns.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.pattern.Regex;
import dev.sigrun.runtime.pattern.StringRange;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import dev.sigrun.runtime.rule.EventMatcher;

/**
 * Strings and patterns.
 *
 * <pre>
 * process where event.type == "start" and
 *   process.parent.name : ("alpha.exe", "beta.exe") and
 *   (process.name in ("one", "two") or process.args like ("*&#47;tmp/*", "?:\\Temp\\*") or process.executable regex~ "/opt/[a-z]+") and
 *   not user.id in ("S-1-5-18", "S-1-5-19") and process.name &lt; "z" and host.name like "a*"
 * </pre>
 */
@GeneratedMatcher
public final class StringsAndPatterns implements EventMatcher {
  private static final StringSet PROCESS_PARENT_NAMES = StringSet.ignoringCase("alpha.exe", "beta.exe");

  private static final StringSet PROCESS_NAMES = StringSet.of("one", "two");

  private static final Wildcards PROCESS_ARGS_PATTERNS = Wildcards.of("*/tmp/*", "?:\\Temp\\*");

  private static final Regex PROCESS_EXECUTABLE_REGEX = Regex.ignoringCase("/opt/[a-z]+");

  private static final StringSet USER_IDS = StringSet.of("S-1-5-18", "S-1-5-19");

  private static final StringRange PROCESS_NAME_RANGE = StringRange.below("z");

  private static final Wildcards HOST_NAME_PATTERN = Wildcards.of("a*");

  private final KeywordField eventCategory;
  private final KeywordField eventType;
  private final KeywordField processParentName;
  private final KeywordField processName;
  private final KeywordField processArgs;
  private final KeywordField processExecutable;
  private final KeywordField userId;
  private final KeywordField hostName;

  /**
   * Registers the fields that it reads.
   */
  public StringsAndPatterns(Fields fields) {
    this.eventCategory = fields.keyword("event.category");
    this.eventType = fields.keyword("event.type");
    this.processParentName = fields.keyword("process.parent.name");
    this.processName = fields.keyword("process.name");
    this.processArgs = fields.keyword("process.args");
    this.processExecutable = fields.keyword("process.executable");
    this.userId = fields.keyword("user.id");
    this.hostName = fields.keyword("host.name");
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return eventCategory.is(event, "process")
        && eventType.is(event, "start")
        && processParentName.isAnyOf(event, PROCESS_PARENT_NAMES)
        && processNameOrOthers(event)
        && !userId.isAnyOf(event, USER_IDS)
        && processName.inRange(event, PROCESS_NAME_RANGE)
        && hostName.matches(event, HOST_NAME_PATTERN);
  }

  /**
   * <code>process.name in ("one", "two") or process.args like ("*&#47;tmp/*", "?:\\Temp\\*") or
   * process.executable regex~ "/opt/[a-z]+"</code>
   */
  private boolean processNameOrOthers(Event event) {
    return processName.isAnyOf(event, PROCESS_NAMES)
        || processArgs.matches(event, PROCESS_ARGS_PATTERNS)
        || processExecutable.matches(event, PROCESS_EXECUTABLE_REGEX);
  }
}
