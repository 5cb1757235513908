// Generated from rules/kubernetes/execution_shell_in_pod.toml. Do not edit.
package dev.sigrun.examples;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.suppression.SuppressionPlan;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.rule.EventMatcher;
import java.time.Duration;

/**
 * Shell Opened in a Running Pod.
 *
 * <pre>{@code
 * kubernetes.audit.verb: (create or get)
 *   and kubernetes.audit.objectRef.resource: pods
 *   and kubernetes.audit.objectRef.subresource: (exec or attach)
 *   and kubernetes.audit.annotations.authorization_k8s_io/decision: allow
 *   and not kubernetes.audit.objectRef.namespace: kube-system
 * }</pre>
 */
@GeneratedMatcher
public final class ExecutionShellInPod implements EventMatcher {
  private static final StringSet KUBERNETES_AUDIT_VERBS = StringSet.of("create", "get");

  private static final StringSet KUBERNETES_AUDIT_OBJECT_REF_SUBRESOURCES = StringSet.of("exec", "attach");

  private final KeywordField kubernetesAuditVerb;
  private final KeywordField kubernetesAuditObjectRefResource;
  private final KeywordField kubernetesAuditObjectRefSubresource;
  private final KeywordField kubernetesAuditAnnotationsAuthorizationK8sIoDecision;
  private final KeywordField kubernetesAuditObjectRefNamespace;
  private final KeywordField kubernetesAuditUserUsername;
  private final DateField eventIngested;
  private final DateField timestamp;

  /**
   * Registers the fields that it reads.
   */
  public ExecutionShellInPod(Fields fields) {
    this.kubernetesAuditVerb = fields.keyword("kubernetes.audit.verb");
    this.kubernetesAuditObjectRefResource = fields.keyword("kubernetes.audit.objectRef.resource");
    this.kubernetesAuditObjectRefSubresource =
        fields.keyword("kubernetes.audit.objectRef.subresource");
    this.kubernetesAuditAnnotationsAuthorizationK8sIoDecision =
        fields.keyword("kubernetes.audit.annotations.authorization_k8s_io/decision");
    this.kubernetesAuditObjectRefNamespace = fields.keyword("kubernetes.audit.objectRef.namespace");
    this.kubernetesAuditUserUsername = fields.keyword("kubernetes.audit.user.username");
    this.eventIngested = fields.date("event.ingested");
    this.timestamp = fields.date("@timestamp");
  }

  @Override
  public String ruleId() {
    return "1cb000fc-4a11-4fd3-a30d-65e5eccf7d56";
  }

  @Override
  public boolean matches(Event event) {
    return kubernetesAuditVerb.isAnyOf(event, KUBERNETES_AUDIT_VERBS)
        && kubernetesAuditObjectRefResource.is(event, "pods")
        && kubernetesAuditObjectRefSubresource.isAnyOf(event, KUBERNETES_AUDIT_OBJECT_REF_SUBRESOURCES)
        && kubernetesAuditAnnotationsAuthorizationK8sIoDecision.is(event, "allow")
        && !kubernetesAuditObjectRefNamespace.is(event, "kube-system");
  }

  /**
   * Suppresses alerts of the same group.
   */
  public Suppressor suppressor() {
    return new Suppressor(
        "1cb000fc-4a11-4fd3-a30d-65e5eccf7d56",
        SuppressionPlan.groupedByElement(Duration.ofMinutes(30), kubernetesAuditUserUsername, kubernetesAuditObjectRefNamespace).orEachWithoutField())
        .withTimestamp(eventIngested, timestamp)
        .withFingerprint("6119ddf397bc2f024220a035dcf196c6");
  }
}
