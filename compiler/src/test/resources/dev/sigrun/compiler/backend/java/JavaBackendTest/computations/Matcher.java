// Generated from rules/computations.toml. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.function.Choices;
import dev.sigrun.runtime.function.EqlFunctions;
import dev.sigrun.runtime.function.EqlMatches;
import dev.sigrun.runtime.function.EqlOperators;
import dev.sigrun.runtime.function.EvaluationException;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.rule.EventMatcher;

/**
 * Computations.
 *
 * <pre>{@code
 * process where length(process.command_line) > 20 and process.pid + 1 == 5 and endsWith~(process.name, user.name) and not (concat(process.name, "-", host.name) in ("a-b", "c-d") or cidrMatch(substring(user.id, 1), "10.0.0.0/8"))
 *   or startsWith(process.parent.name, host.id) or endsWith(process.parent.name, host.id) or indexOf(process.parent.name, host.id) == 2
 * }</pre>
 */
@GeneratedMatcher
public final class Computations implements EventMatcher {
  private static final StringSet PROCESS_NAMES = StringSet.of("a-b", "c-d");

  private static final IpBlocks USER_ID_BLOCK = IpBlocks.of("10.0.0.0/8");

  private final KeywordField eventCategory;
  private final KeywordField processCommandLine;
  private final NumberField processPid;
  private final KeywordField processName;
  private final KeywordField userName;
  private final KeywordField hostName;
  private final KeywordField userId;
  private final KeywordField processParentName;
  private final KeywordField hostId;

  /**
   * Registers the fields that it reads.
   */
  public Computations(Fields fields) {
    this.eventCategory = fields.keyword("event.category");
    this.processCommandLine = fields.keyword("process.command_line");
    this.processPid = fields.number("process.pid", NumberType.LONG);
    this.processName = fields.keyword("process.name");
    this.userName = fields.keyword("user.name");
    this.hostName = fields.keyword("host.name");
    this.userId = fields.keyword("user.id");
    this.processParentName = fields.keyword("process.parent.name");
    this.hostId = fields.keyword("host.id");
  }

  @Override
  public String ruleId() {
    return "00000000-0000-4000-8000-000000000001";
  }

  @Override
  public boolean matches(Event event) {
    return eventCategory.is(event, "process")
        && processCommandLineOrOthers(event);
  }

  /**
   * {@code length(process.command_line) > 20 and process.pid + 1 == 5 and endsWith~(process.name,
   * user.name) and not (concat(process.name, "-", host.name) in ("a-b", "c-d") or
   * cidrMatch(substring(user.id, 1), "1…}
   */
  private boolean processCommandLineOrOthers(Event event) {
    return processCommandLineAndOthers(event)
        || processParentNameStartsWithHostId(event)
        || processParentNameEndsWithHostId(event)
        || processParentNameIndexOfEqualsHostId(event);
  }

  /**
   * {@code length(process.command_line) > 20 and process.pid + 1 == 5 and endsWith~(process.name,
   * user.name) and not (concat(process.name, "-", host.name) in ("a-b", "c-d") or
   * cidrMatch(substring(user.id, 1), "1…}
   */
  private boolean processCommandLineAndOthers(Event event) {
    return processCommandLineLengthIsGreaterThan(event)
        && processPidAddEquals(event)
        && processNameEndsWithUserName(event)
        && !processNameOrOthers(event);
  }

  /**
   * {@code length(process.command_line) > 20}
   */
  private boolean processCommandLineLengthIsGreaterThan(Event event) {
    Choices choices = new Choices();
    for (String processCommandLine : choices.of(this.processCommandLine.values(event))) {
      if (EqlOperators.isTrue(EqlOperators.greater(EqlFunctions.length(processCommandLine), 20))) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@code process.pid + 1 == 5}
   */
  private boolean processPidAddEquals(Event event) {
    Choices choices = new Choices();
    for (Number processPid : choices.of(this.processPid.values(event))) {
      try {
        if (EqlOperators.isTrue(EqlOperators.equal(EqlOperators.add(processPid, 1), 5))) {
          return true;
        }
      } catch (EvaluationException e) {
        // This combination of values has no result and does not match.
      }
    }
    return false;
  }

  /**
   * {@code endsWith~(process.name, user.name)}
   */
  private boolean processNameEndsWithUserName(Event event) {
    Choices choices = new Choices();
    for (String processName : choices.of(this.processName.values(event))) {
      for (String userName : choices.of(this.userName.values(event))) {
        if (EqlOperators.isTrue(EqlFunctions.endsWithIgnoringCase(processName, userName))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * {@code concat(process.name, "-", host.name) in ("a-b", "c-d") or cidrMatch(substring(user.id, 1),
   * "10.0.0.0/8")}
   */
  private boolean processNameOrOthers(Event event) {
    return processNameFitsHostName(event)
        || userIdFits(event);
  }

  /**
   * {@code concat(process.name, "-", host.name) in ("a-b", "c-d")}
   */
  private boolean processNameFitsHostName(Event event) {
    Choices choices = new Choices();
    for (String processName : choices.of(this.processName.values(event))) {
      for (String hostName : choices.of(this.hostName.values(event))) {
        if (EqlOperators.isTrue(EqlMatches.in(EqlFunctions.concat(processName, "-", hostName), PROCESS_NAMES))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * {@code cidrMatch(substring(user.id, 1), "10.0.0.0/8")}
   */
  private boolean userIdFits(Event event) {
    Choices choices = new Choices();
    for (String userId : choices.of(this.userId.values(event))) {
      if (EqlOperators.isTrue(EqlFunctions.cidrMatch(EqlFunctions.substring(userId, 1), USER_ID_BLOCK))) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@code startsWith(process.parent.name, host.id)}
   */
  private boolean processParentNameStartsWithHostId(Event event) {
    Choices choices = new Choices();
    for (String processParentName : choices.of(this.processParentName.values(event))) {
      for (String hostId : choices.of(this.hostId.values(event))) {
        if (EqlOperators.isTrue(EqlFunctions.startsWith(processParentName, hostId))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * {@code endsWith(process.parent.name, host.id)}
   */
  private boolean processParentNameEndsWithHostId(Event event) {
    Choices choices = new Choices();
    for (String processParentName : choices.of(this.processParentName.values(event))) {
      for (String hostId : choices.of(this.hostId.values(event))) {
        if (EqlOperators.isTrue(EqlFunctions.endsWith(processParentName, hostId))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * {@code indexOf(process.parent.name, host.id) == 2}
   */
  private boolean processParentNameIndexOfEqualsHostId(Event event) {
    Choices choices = new Choices();
    for (String processParentName : choices.of(this.processParentName.values(event))) {
      for (String hostId : choices.of(this.hostId.values(event))) {
        if (EqlOperators.isTrue(EqlOperators.equal(EqlFunctions.indexOf(processParentName, hostId), 2))) {
          return true;
        }
      }
    }
    return false;
  }
}
