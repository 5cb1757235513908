// Generated from rules/container/discovery_kubelet_client_tool.toml. Do not edit.
package dev.sigrun.examples;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.BooleanField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import dev.sigrun.runtime.rule.EventMatcher;

/**
 * Kubelet Client in an Interactive Container Session.
 *
 * <pre>
 * process where host.os.type == "linux" and event.type == "start" and
 *   container.id != null and process.interactive == true and
 *   (
 *     process.name : "kubeletctl*" or
 *     process.args : ("*&#47;kubeletctl*", "kubeletctl*") or
 *     /* renamed: its verbs, with the address of a node or of a network *&#47;
 *     (process.args in ("--server", "-s", "--cidr") and process.name != "kubectl" and
 *       process.args in ("scan", "exec", "run", "pods", "runningpods", "attach", "portForward", "cri", "pid2pod"))
 *   )
 * </pre>
 */
@GeneratedMatcher
public final class DiscoveryKubeletClientTool implements EventMatcher {
  private static final Wildcards PROCESS_NAME_PATTERN = Wildcards.ignoringCase("kubeletctl*");

  private static final Wildcards PROCESS_ARGS_PATTERNS = Wildcards.ignoringCase("*/kubeletctl*", "kubeletctl*");

  private static final StringSet PROCESS_ARGS = StringSet.of("--server", "-s", "--cidr");

  private static final StringSet PROCESS_ARGS_2 = StringSet.of(
      "scan", "exec", "run", "pods", "runningpods", "attach", "portForward", "cri",
      "pid2pod");

  private final KeywordField eventCategory;
  private final KeywordField hostOsType;
  private final KeywordField eventType;
  private final KeywordField containerId;
  private final BooleanField processInteractive;
  private final KeywordField processName;
  private final KeywordField processArgs;

  /**
   * Registers the fields that it reads.
   */
  public DiscoveryKubeletClientTool(Fields fields) {
    this.eventCategory = fields.keyword("event.category");
    this.hostOsType = fields.keyword("host.os.type");
    this.eventType = fields.keyword("event.type");
    this.containerId = fields.keyword("container.id");
    this.processInteractive = fields.bool("process.interactive");
    this.processName = fields.keyword("process.name");
    this.processArgs = fields.keyword("process.args");
  }

  @Override
  public String ruleId() {
    return "4258e922-3604-4487-943d-7988e10ab44a";
  }

  @Override
  public boolean matches(Event event) {
    return eventCategory.is(event, "process")
        && hostOsType.is(event, "linux")
        && eventType.is(event, "start")
        && containerId.exists(event)
        && processInteractive.is(event, true)
        && processNameOrProcessArgs(event);
  }

  /**
   * <code>process.name : "kubeletctl*" or process.args : ("*&#47;kubeletctl*", "kubeletctl*") or /*
   * renamed: its verbs, with the address of a node or of a network *&#47; (process.args in
   * ("--server", "-s", "--cidr") an…</code>
   */
  private boolean processNameOrProcessArgs(Event event) {
    return processName.matches(event, PROCESS_NAME_PATTERN)
        || processArgs.matches(event, PROCESS_ARGS_PATTERNS)
        || processArgsAndProcessName(event);
  }

  /**
   * {@code process.args in ("--server", "-s", "--cidr") and process.name != "kubectl" and
   * process.args in ("scan", "exec", "run", "pods", "runningpods", "attach", "portForward",
   * "cri", "pid2pod")}
   */
  private boolean processArgsAndProcessName(Event event) {
    return processArgs.isAnyOf(event, PROCESS_ARGS)
        && !processName.is(event, "kubectl")
        && processArgs.isAnyOf(event, PROCESS_ARGS_2);
  }
}
