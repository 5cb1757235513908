// Generated from rules/kubernetes/execution_debug_image_new_in_namespace.toml. Do not edit.
package dev.sigrun.examples;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.newterms.NewTermsDetector;
import dev.sigrun.runtime.detector.newterms.NewTermsPlan;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import dev.sigrun.runtime.rule.EventMatcher;
import java.time.Duration;

/**
 * Debug or Base Image New to a Namespace.
 *
 * <pre>
 * event.dataset: kubernetes.audit_logs
 *   and kubernetes.audit.stage: ResponseComplete
 *   and kubernetes.audit.verb: create
 *   and kubernetes.audit.objectRef.resource: pods
 *   and kubernetes.audit.annotations.authorization_k8s_io/decision: allow
 *   and kubernetes.audit.requestObject.spec.containers.image: (
 *     busybox or busybox\:* or *&#47;busybox\:* or alpine or alpine\:* or *&#47;alpine\:*
 *     or ubuntu or ubuntu\:* or debian or debian\:* or fedora\:* or kalilinux/*
 *     or *netshoot* or *network-multitool* or *dnsutils* or *curlimages/curl* or *toolbox*
 *   )
 * </pre>
 */
@GeneratedMatcher
public final class ExecutionDebugImageNewInNamespace implements EventMatcher {
  private static final StringSet KUBERNETES_AUDIT_REQUEST_OBJECT_SPEC_CONTAINERS_IMAGES = StringSet.of("busybox", "alpine", "ubuntu", "debian");

  private static final Wildcards KUBERNETES_AUDIT_REQUEST_OBJECT_SPEC_CONTAINERS_IMAGE_PATTERNS = Wildcards.of(
      "busybox:*", "*/busybox:*", "alpine:*", "*/alpine:*", "ubuntu:*", "debian:*",
      "fedora:*", "kalilinux/*", "*netshoot*", "*network-multitool*", "*dnsutils*",
      "*curlimages/curl*", "*toolbox*");

  private final KeywordField eventDataset;
  private final KeywordField kubernetesAuditStage;
  private final KeywordField kubernetesAuditVerb;
  private final KeywordField kubernetesAuditObjectRefResource;
  private final KeywordField kubernetesAuditAnnotationsAuthorizationK8sIoDecision;
  private final KeywordField kubernetesAuditRequestObjectSpecContainersImage;
  private final KeywordField kubernetesAuditObjectRefNamespace;
  private final DateField eventIngested;
  private final DateField timestamp;

  /**
   * Registers the fields that it reads.
   */
  public ExecutionDebugImageNewInNamespace(Fields fields) {
    this.eventDataset = fields.keyword("event.dataset");
    this.kubernetesAuditStage = fields.keyword("kubernetes.audit.stage");
    this.kubernetesAuditVerb = fields.keyword("kubernetes.audit.verb");
    this.kubernetesAuditObjectRefResource = fields.keyword("kubernetes.audit.objectRef.resource");
    this.kubernetesAuditAnnotationsAuthorizationK8sIoDecision =
        fields.keyword("kubernetes.audit.annotations.authorization_k8s_io/decision");
    this.kubernetesAuditRequestObjectSpecContainersImage =
        fields.keyword("kubernetes.audit.requestObject.spec.containers.image");
    this.kubernetesAuditObjectRefNamespace = fields.keyword("kubernetes.audit.objectRef.namespace");
    this.eventIngested = fields.date("event.ingested");
    this.timestamp = fields.date("@timestamp");
  }

  @Override
  public String ruleId() {
    return "1fc4d88b-43bc-4e59-93a7-0f068e8d3f96";
  }

  @Override
  public boolean matches(Event event) {
    return eventDataset.is(event, "kubernetes.audit_logs")
        && kubernetesAuditStage.is(event, "ResponseComplete")
        && kubernetesAuditVerb.is(event, "create")
        && kubernetesAuditObjectRefResource.is(event, "pods")
        && kubernetesAuditAnnotationsAuthorizationK8sIoDecision.is(event, "allow")
        && (kubernetesAuditRequestObjectSpecContainersImage.isAnyOf(event, KUBERNETES_AUDIT_REQUEST_OBJECT_SPEC_CONTAINERS_IMAGES)
            || kubernetesAuditRequestObjectSpecContainersImage.matches(event, KUBERNETES_AUDIT_REQUEST_OBJECT_SPEC_CONTAINERS_IMAGE_PATTERNS));
  }

  /**
   * Finds values that have not been seen for some time.
   */
  public NewTermsDetector detector() {
    return new NewTermsDetector(
        this,
        NewTermsPlan.unseenFor(Duration.ofDays(10), kubernetesAuditObjectRefNamespace, kubernetesAuditRequestObjectSpecContainersImage))
        .withTimestamp(eventIngested, timestamp)
        .withFingerprint("58d94294c25c48827153b3538199e3c9");
  }
}
