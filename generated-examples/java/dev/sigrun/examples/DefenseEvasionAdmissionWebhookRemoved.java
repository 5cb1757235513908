// Generated from rules/kubernetes/defense_evasion_admission_webhook_removed.toml. Do not edit.
package dev.sigrun.examples;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.pattern.StringSet;
import java.time.Duration;

/**
 * Admission Webhook Removed and Not Replaced.
 *
 * <pre>{@code
 * sequence by kubernetes.audit.objectRef.resource, kubernetes.audit.objectRef.name with maxspan=10m
 *   [any where event.dataset == "kubernetes.audit_logs" and kubernetes.audit.verb == "delete" and
 *      kubernetes.audit.objectRef.resource in (
 *        "validatingwebhookconfigurations", "mutatingwebhookconfigurations",
 *        "validatingadmissionpolicies", "validatingadmissionpolicybindings"
 *      ) and
 *      `kubernetes.audit.annotations.authorization_k8s_io/decision` == "allow"]
 *   ![any where event.dataset == "kubernetes.audit_logs" and
 *      kubernetes.audit.verb in ("create", "update", "patch") and
 *      kubernetes.audit.objectRef.resource in (
 *        "validatingwebhookconfigurations", "mutatingwebhookconfigurations",
 *        "validatingadmissionpolicies", "validatingadmissionpolicybindings"
 *      ) and
 *      `kubernetes.audit.annotations.authorization_k8s_io/decision` == "allow"]
 * }</pre>
 */
@GeneratedMatcher
public final class DefenseEvasionAdmissionWebhookRemoved {
  private static final StringSet KUBERNETES_AUDIT_OBJECT_REF_RESOURCES = StringSet.of(
      "validatingwebhookconfigurations", "mutatingwebhookconfigurations",
      "validatingadmissionpolicies", "validatingadmissionpolicybindings");

  private static final StringSet KUBERNETES_AUDIT_VERBS = StringSet.of("create", "update", "patch");

  private final KeywordField kubernetesAuditObjectRefResource;
  private final KeywordField kubernetesAuditObjectRefName;
  private final KeywordField eventDataset;
  private final KeywordField kubernetesAuditVerb;
  private final KeywordField kubernetesAuditAnnotationsAuthorizationK8sIoDecision;

  /**
   * Registers the fields that it reads.
   */
  public DefenseEvasionAdmissionWebhookRemoved(Fields fields) {
    this.kubernetesAuditObjectRefResource = fields.keyword("kubernetes.audit.objectRef.resource");
    this.kubernetesAuditObjectRefName = fields.keyword("kubernetes.audit.objectRef.name");
    this.eventDataset = fields.keyword("event.dataset");
    this.kubernetesAuditVerb = fields.keyword("kubernetes.audit.verb");
    this.kubernetesAuditAnnotationsAuthorizationK8sIoDecision =
        fields.keyword("kubernetes.audit.annotations.authorization_k8s_io/decision");
  }

  /**
   * Finds a sequence of events.
   */
  public SequenceDetector detector() {
    KeyReader keys = KeyReader.by(kubernetesAuditObjectRefResource, kubernetesAuditObjectRefName);
    return SequenceDetector.of("631c2b6e-55d5-4ea1-bb2c-91753787c834")
        .within(Duration.ofMinutes(10))
        .stage(this::stage1, keys)
        .missing(this::stage2, keys)
        .fingerprint("03c5f9efd4ab91c4a47173a049594027")
        .build();
  }

  /**
   * {@code event.dataset == "kubernetes.audit_logs" and kubernetes.audit.verb == "delete" and
   * kubernetes.audit.objectRef.resource in ( "validatingwebhookconfigurations",
   * "mutatingwebhookconfigurations", "validat…}
   */
  private boolean stage1(Event event) {
    return eventDataset.is(event, "kubernetes.audit_logs")
        && kubernetesAuditVerb.is(event, "delete")
        && kubernetesAuditObjectRefResource.isAnyOf(event, KUBERNETES_AUDIT_OBJECT_REF_RESOURCES)
        && kubernetesAuditAnnotationsAuthorizationK8sIoDecision.is(event, "allow");
  }

  /**
   * {@code event.dataset == "kubernetes.audit_logs" and kubernetes.audit.verb in ("create", "update",
   * "patch") and kubernetes.audit.objectRef.resource in ( "validatingwebhookconfigurations",
   * "mutatingwebhookconf…}
   */
  private boolean stage2(Event event) {
    return eventDataset.is(event, "kubernetes.audit_logs")
        && kubernetesAuditVerb.isAnyOf(event, KUBERNETES_AUDIT_VERBS)
        && kubernetesAuditObjectRefResource.isAnyOf(event, KUBERNETES_AUDIT_OBJECT_REF_RESOURCES)
        && kubernetesAuditAnnotationsAuthorizationK8sIoDecision.is(event, "allow");
  }
}
