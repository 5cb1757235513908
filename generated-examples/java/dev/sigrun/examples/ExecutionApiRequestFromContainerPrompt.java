// Generated from rules/kubernetes/execution_api_request_from_container_prompt.toml. Do not edit.
package dev.sigrun.examples;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.event.BooleanField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.pattern.Regex;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import java.time.Duration;

/**
 * API Request from an Interactive Container Session.
 *
 * <pre>
 * sequence with maxspan=3s
 *   [process where host.os.type == "linux" and event.type == "start" and container.id != null and
 *      process.interactive == true and
 *      (
 *        process.name in ("curl", "wget", "kubectl", "openssl", "socat", "ncat", "nc") or
 *        process.name like "python*" or
 *        /* small images carry these as parts of one program, so that the name is that of a shell *&#47;
 *        (process.name in ("busybox", "sh", "ash", "bash", "dash") and
 *          process.args regex """(/usr)?(/local)?(/bin/)?(curl|wget|kubectl|openssl|ssl_client|socat|ncat|nc)""")
 *      ) and
 *      not process.args in ("--help", "--version", "-V")] by orchestrator.resource.name
 *   [any where event.dataset == "kubernetes.audit_logs" and
 *      kubernetes.audit.stage in ("ResponseStarted", "ResponseComplete")]
 *      by `kubernetes.audit.user.extra.authentication.kubernetes.io/pod-name`
 * </pre>
 */
@GeneratedMatcher
public final class ExecutionApiRequestFromContainerPrompt {
  private static final StringSet PROCESS_NAMES = StringSet.of(
      "curl", "wget", "kubectl", "openssl", "socat", "ncat", "nc");

  private static final Wildcards PROCESS_NAME_PATTERN = Wildcards.of("python*");

  private static final StringSet PROCESS_NAMES_2 = StringSet.of("busybox", "sh", "ash", "bash", "dash");

  private static final Regex PROCESS_ARGS_REGEX = Regex.of("(/usr)?(/local)?(/bin/)?(curl|wget|kubectl|openssl|ssl_client|socat|ncat|nc)");

  private static final StringSet PROCESS_ARGS = StringSet.of("--help", "--version", "-V");

  private static final StringSet KUBERNETES_AUDIT_STAGES = StringSet.of("ResponseStarted", "ResponseComplete");

  private final KeywordField orchestratorResourceName;
  private final KeywordField kubernetesAuditUserExtraAuthenticationKubernetesIoPodName;
  private final KeywordField eventCategory;
  private final KeywordField hostOsType;
  private final KeywordField eventType;
  private final KeywordField containerId;
  private final BooleanField processInteractive;
  private final KeywordField processName;
  private final KeywordField processArgs;
  private final KeywordField eventDataset;
  private final KeywordField kubernetesAuditStage;

  /**
   * Registers the fields that it reads.
   */
  public ExecutionApiRequestFromContainerPrompt(Fields fields) {
    this.orchestratorResourceName = fields.keyword("orchestrator.resource.name");
    this.kubernetesAuditUserExtraAuthenticationKubernetesIoPodName =
        fields.keyword("kubernetes.audit.user.extra.authentication.kubernetes.io/pod-name");
    this.eventCategory = fields.keyword("event.category");
    this.hostOsType = fields.keyword("host.os.type");
    this.eventType = fields.keyword("event.type");
    this.containerId = fields.keyword("container.id");
    this.processInteractive = fields.bool("process.interactive");
    this.processName = fields.keyword("process.name");
    this.processArgs = fields.keyword("process.args");
    this.eventDataset = fields.keyword("event.dataset");
    this.kubernetesAuditStage = fields.keyword("kubernetes.audit.stage");
  }

  /**
   * Finds a sequence of events.
   */
  public SequenceDetector detector() {
    return SequenceDetector.of("b3fcbc33-da89-42f9-bf4f-1fe754aad2ad")
        .within(Duration.ofSeconds(3))
        .stage(this::stage1, KeyReader.by(orchestratorResourceName))
        .stage(this::stage2, KeyReader.by(kubernetesAuditUserExtraAuthenticationKubernetesIoPodName))
        .fingerprint("9ec1ab1ce515e055a6148b99dca2550d")
        .build();
  }

  /**
   * {@code process where host.os.type == "linux" and event.type == "start" and container.id != null
   * and process.interactive == true and ( process.name in ("curl", "wget", "kubectl",
   * "openssl", "socat", "ncat", "…}
   */
  private boolean stage1(Event event) {
    return eventCategory.is(event, "process")
        && hostOsType.is(event, "linux")
        && eventType.is(event, "start")
        && containerId.exists(event)
        && processInteractive.is(event, true)
        && processNameOrProcessArgs(event)
        && !processArgs.isAnyOf(event, PROCESS_ARGS);
  }

  /**
   * {@code process.name in ("curl", "wget", "kubectl", "openssl", "socat", "ncat", "nc") or
   * process.name like "python*" or /* small images carry these as parts of one program, so
   * that the name is that of a shell…}
   */
  private boolean processNameOrProcessArgs(Event event) {
    return processName.isAnyOf(event, PROCESS_NAMES)
        || processName.matches(event, PROCESS_NAME_PATTERN)
        || (processName.isAnyOf(event, PROCESS_NAMES_2)
            && processArgs.matches(event, PROCESS_ARGS_REGEX));
  }

  /**
   * {@code event.dataset == "kubernetes.audit_logs" and kubernetes.audit.stage in ("ResponseStarted",
   * "ResponseComplete")}
   */
  private boolean stage2(Event event) {
    return eventDataset.is(event, "kubernetes.audit_logs")
        && kubernetesAuditStage.isAnyOf(event, KUBERNETES_AUDIT_STAGES);
  }
}
