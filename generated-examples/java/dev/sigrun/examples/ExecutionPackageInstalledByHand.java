// Generated from rules/container/execution_package_installed_by_hand.toml. Do not edit.
package dev.sigrun.examples;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.BooleanField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.pattern.Regex;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import dev.sigrun.runtime.rule.EventMatcher;

/**
 * Package Installed Manually in a Container.
 *
 * <pre>{@code
 * process where event.type == "start" and container.id != null and process.interactive == true and
 *   (
 *     (process.name in ("apt", "apt-get", "aptitude", "dnf", "microdnf", "tdnf", "yum", "zypper") and
 *       process.args in ("install", "in", "reinstall")) or
 *     (process.name == "apk" and process.args == "add") or
 *     (process.name == "pacman" and process.args like "-S*") or
 *     (process.name in ("dpkg", "rpm") and process.args regex "-[a-zA-Z]*i[a-zA-Z]*|--install")
 *   ) and
 *   process.args like~ (
 *     "curl*", "wget*", "nmap*", "ncat*", "netcat*", "socat*", "tor", "torsocks", "proxychains*", "openssh*",
 *     "tcpdump*", "busybox*", "openssl*", "python*", "perl*", "ruby*", "lua*", "nodejs*", "node", "gcc*", "gdb*",
 *     "strace*", "kubectl*", "docker*", "git"
 *   )
 * }</pre>
 */
@GeneratedMatcher
public final class ExecutionPackageInstalledByHand implements EventMatcher {
  private static final StringSet PROCESS_NAMES = StringSet.of(
      "apt", "apt-get", "aptitude", "dnf", "microdnf", "tdnf", "yum", "zypper");

  private static final StringSet PROCESS_ARGS = StringSet.of("install", "in", "reinstall");

  private static final Wildcards PROCESS_ARGS_PATTERN = Wildcards.of("-S*");

  private static final StringSet PROCESS_NAMES_2 = StringSet.of("dpkg", "rpm");

  private static final Regex PROCESS_ARGS_REGEX = Regex.of("-[a-zA-Z]*i[a-zA-Z]*|--install");

  private static final Wildcards PROCESS_ARGS_PATTERNS = Wildcards.ignoringCase(
      "curl*", "wget*", "nmap*", "ncat*", "netcat*", "socat*", "proxychains*", "openssh*",
      "tcpdump*", "busybox*", "openssl*", "python*", "perl*", "ruby*", "lua*", "nodejs*",
      "gcc*", "gdb*", "strace*", "kubectl*", "docker*");

  private static final StringSet PROCESS_ARGS_2 = StringSet.ignoringCase("tor", "torsocks", "node", "git");

  private final KeywordField eventCategory;
  private final KeywordField eventType;
  private final KeywordField containerId;
  private final BooleanField processInteractive;
  private final KeywordField processName;
  private final KeywordField processArgs;

  /**
   * Registers the fields that it reads.
   */
  public ExecutionPackageInstalledByHand(Fields fields) {
    this.eventCategory = fields.keyword("event.category");
    this.eventType = fields.keyword("event.type");
    this.containerId = fields.keyword("container.id");
    this.processInteractive = fields.bool("process.interactive");
    this.processName = fields.keyword("process.name");
    this.processArgs = fields.keyword("process.args");
  }

  @Override
  public String ruleId() {
    return "0433dcc1-cb4c-4ad6-a59b-998892cbf098";
  }

  @Override
  public boolean matches(Event event) {
    return eventCategory.is(event, "process")
        && eventType.is(event, "start")
        && containerId.exists(event)
        && processInteractive.is(event, true)
        && processNameOrProcessArgs(event)
        && (processArgs.matches(event, PROCESS_ARGS_PATTERNS)
            || processArgs.isAnyOf(event, PROCESS_ARGS_2));
  }

  /**
   * {@code (process.name in ("apt", "apt-get", "aptitude", "dnf", "microdnf", "tdnf", "yum",
   * "zypper") and process.args in ("install", "in", "reinstall")) or (process.name == "apk"
   * and process.args == "add") or…}
   */
  private boolean processNameOrProcessArgs(Event event) {
    return (processName.isAnyOf(event, PROCESS_NAMES)
            && processArgs.isAnyOf(event, PROCESS_ARGS))
        || (processName.is(event, "apk") && processArgs.is(event, "add"))
        || (processName.is(event, "pacman")
            && processArgs.matches(event, PROCESS_ARGS_PATTERN))
        || (processName.isAnyOf(event, PROCESS_NAMES_2)
            && processArgs.matches(event, PROCESS_ARGS_REGEX));
  }
}
