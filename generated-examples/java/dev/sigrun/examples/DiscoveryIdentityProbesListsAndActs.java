// Generated from rules/kubernetes/discovery_identity_probes_lists_and_acts.toml. Do not edit.
package dev.sigrun.examples;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import java.time.Duration;

/**
 * Service Account Probes, Lists Secrets, Enters Pods.
 *
 * <pre>{@code
 * sample by kubernetes.audit.user.username
 *   [any where event.dataset == "kubernetes.audit_logs" and kubernetes.audit.verb == "create" and
 *      kubernetes.audit.objectRef.resource in ("selfsubjectrulesreviews", "selfsubjectaccessreviews") and
 *      kubernetes.audit.user.username like "system:serviceaccount:*"]
 *   [any where event.dataset == "kubernetes.audit_logs" and kubernetes.audit.verb == "list" and
 *      kubernetes.audit.objectRef.resource == "secrets"]
 *   [any where event.dataset == "kubernetes.audit_logs" and kubernetes.audit.verb in ("create", "get") and
 *      kubernetes.audit.objectRef.resource == "pods" and
 *      (kubernetes.audit.objectRef.subresource == "exec" or
 *        (kubernetes.audit.verb == "create" and kubernetes.audit.objectRef.subresource == null)) and
 *      `kubernetes.audit.annotations.authorization_k8s_io/decision` == "allow"]
 * }</pre>
 */
@GeneratedMatcher
public final class DiscoveryIdentityProbesListsAndActs {
  private static final StringSet KUBERNETES_AUDIT_OBJECT_REF_RESOURCES = StringSet.of(
      "selfsubjectrulesreviews", "selfsubjectaccessreviews");

  private static final Wildcards KUBERNETES_AUDIT_USER_USERNAME_PATTERN = Wildcards.of("system:serviceaccount:*");

  private static final StringSet KUBERNETES_AUDIT_VERBS = StringSet.of("create", "get");

  private final KeywordField kubernetesAuditUserUsername;
  private final KeywordField eventDataset;
  private final KeywordField kubernetesAuditVerb;
  private final KeywordField kubernetesAuditObjectRefResource;
  private final KeywordField kubernetesAuditObjectRefSubresource;
  private final KeywordField kubernetesAuditAnnotationsAuthorizationK8sIoDecision;

  /**
   * Registers the fields that it reads.
   */
  public DiscoveryIdentityProbesListsAndActs(Fields fields) {
    this.kubernetesAuditUserUsername = fields.keyword("kubernetes.audit.user.username");
    this.eventDataset = fields.keyword("event.dataset");
    this.kubernetesAuditVerb = fields.keyword("kubernetes.audit.verb");
    this.kubernetesAuditObjectRefResource = fields.keyword("kubernetes.audit.objectRef.resource");
    this.kubernetesAuditObjectRefSubresource =
        fields.keyword("kubernetes.audit.objectRef.subresource");
    this.kubernetesAuditAnnotationsAuthorizationK8sIoDecision =
        fields.keyword("kubernetes.audit.annotations.authorization_k8s_io/decision");
  }

  /**
   * Finds a sample of events.
   */
  public SampleDetector detector() {
    KeyReader keys = KeyReader.by(kubernetesAuditUserUsername);
    return SampleDetector.of("2f7843ff-5c04-451d-93ed-d29af7f580b2")
        .item(this::stage1, keys)
        .item(this::stage2, keys)
        .item(this::stage3, keys)
        .forgetAfter(Duration.ofMinutes(30))
        .fingerprint("d5989c64d6b39235f051e31124f95c1f")
        .build();
  }

  /**
   * {@code event.dataset == "kubernetes.audit_logs" and kubernetes.audit.verb == "create" and
   * kubernetes.audit.objectRef.resource in ("selfsubjectrulesreviews",
   * "selfsubjectaccessreviews") and kubernetes.audit.u…}
   */
  private boolean stage1(Event event) {
    return eventDataset.is(event, "kubernetes.audit_logs")
        && kubernetesAuditVerb.is(event, "create")
        && kubernetesAuditObjectRefResource.isAnyOf(event, KUBERNETES_AUDIT_OBJECT_REF_RESOURCES)
        && kubernetesAuditUserUsername.matches(event, KUBERNETES_AUDIT_USER_USERNAME_PATTERN);
  }

  /**
   * {@code event.dataset == "kubernetes.audit_logs" and kubernetes.audit.verb == "list" and
   * kubernetes.audit.objectRef.resource == "secrets"}
   */
  private boolean stage2(Event event) {
    return eventDataset.is(event, "kubernetes.audit_logs")
        && kubernetesAuditVerb.is(event, "list")
        && kubernetesAuditObjectRefResource.is(event, "secrets")
        && kubernetesAuditUserUsername.matches(event, KUBERNETES_AUDIT_USER_USERNAME_PATTERN);
  }

  /**
   * {@code event.dataset == "kubernetes.audit_logs" and kubernetes.audit.verb in ("create", "get")
   * and kubernetes.audit.objectRef.resource == "pods" and
   * (kubernetes.audit.objectRef.subresource == "exec" or (kube…}
   */
  private boolean stage3(Event event) {
    return eventDataset.is(event, "kubernetes.audit_logs")
        && kubernetesAuditVerb.isAnyOf(event, KUBERNETES_AUDIT_VERBS)
        && kubernetesAuditObjectRefResource.is(event, "pods")
        && kubernetesAuditObjectRefSubresourceOrKubernetesAuditVerb(event)
        && kubernetesAuditAnnotationsAuthorizationK8sIoDecision.is(event, "allow")
        && kubernetesAuditUserUsername.matches(event, KUBERNETES_AUDIT_USER_USERNAME_PATTERN);
  }

  /**
   * {@code kubernetes.audit.objectRef.subresource == "exec" or (kubernetes.audit.verb == "create" and
   * kubernetes.audit.objectRef.subresource == null)}
   */
  private boolean kubernetesAuditObjectRefSubresourceOrKubernetesAuditVerb(Event event) {
    return kubernetesAuditObjectRefSubresource.is(event, "exec")
        || (kubernetesAuditVerb.is(event, "create")
            && !kubernetesAuditObjectRefSubresource.exists(event));
  }
}
