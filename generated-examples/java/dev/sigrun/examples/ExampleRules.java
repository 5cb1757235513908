// Generated from rules. Do not edit.
package dev.sigrun.examples;

import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.compiled.LazyDetector;
import dev.sigrun.runtime.compiled.LazyMatcher;
import dev.sigrun.runtime.compiled.RuleSource;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import dev.sigrun.runtime.detector.newterms.NewTermsDetector;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.detector.threshold.ThresholdDetector;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of rules.
 */
@GeneratedMatcher
public final class ExampleRules implements CompiledRules, RuleSource {
  /**
   * Called by ServiceLoader.
   */
  public ExampleRules() {
  }

  @Override
  public int contract() {
    return 2;
  }

  @Override
  public List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    addRules1(this, rules);
    return List.copyOf(rules);
  }

  @Override
  public List<EventMatcher> matchers(Fields fields) {
    registerMatcherFields1(fields);
    List<EventMatcher> matchers = new ArrayList<>();
    addMatchers1(this, fields, matchers);
    return List.copyOf(matchers);
  }

  @Override
  public List<Detector<?>> detectors(Fields fields) {
    registerDetectorFields1(fields);
    List<Detector<?>> detectors = new ArrayList<>();
    addDetectors1(this, fields, detectors);
    return List.copyOf(detectors);
  }

  @Override
  public List<Suppressor> suppressors(Fields fields) {
    List<Suppressor> suppressors = new ArrayList<>();
    addSuppressors1(fields, suppressors);
    return List.copyOf(suppressors);
  }

  @Override
  public InputStream openIndex() throws IOException {
    return open("rules.index");
  }

  @Override
  public EventMatcher matcher(int number, Fields fields) {
    return switch (number / 100) {
      case 0 -> makeMatcher1(number, fields);
      default -> throw new IndexOutOfBoundsException(number);
    };
  }

  @Override
  public Detector<?> detector(int number, Fields fields) {
    return switch (number / 100) {
      case 0 -> makeDetector1(number, fields);
      default -> throw new IndexOutOfBoundsException(number);
    };
  }

  @Override
  public InputStream open(String file) throws IOException {
    return RuleSource.stream(ExampleRules.class.getResource(file));
  }

  private static void addRules1(RuleSource source, List<Rule> rules) {
    rules.add(Rule.late("3bf16337-7713-49ec-8527-7908423acecd", source, "ImpactGithubRepositoriesDestroyed.json"));
    rules.add(Rule.late("9b93aaa1-825a-49fc-95dd-692c3011efaf", source, "CommandAndControlContainerToKnownBadAddress.json"));
    rules.add(Rule.late("4258e922-3604-4487-943d-7988e10ab44a", source, "DiscoveryKubeletClientTool.json"));
    rules.add(Rule.late("0433dcc1-cb4c-4ad6-a59b-998892cbf098", source, "ExecutionPackageInstalledByHand.json"));
    rules.add(Rule.late("28fd9603-d3f0-426d-98f2-211a3feb33f5", source, "ExecutionPromptInContainer.json"));
    rules.add(Rule.late("631c2b6e-55d5-4ea1-bb2c-91753787c834", source, "DefenseEvasionAdmissionWebhookRemoved.json"));
    rules.add(Rule.late("2f7843ff-5c04-451d-93ed-d29af7f580b2", source, "DiscoveryIdentityProbesListsAndActs.json"));
    rules.add(Rule.late("b3fcbc33-da89-42f9-bf4f-1fe754aad2ad", source, "ExecutionApiRequestFromContainerPrompt.json"));
    rules.add(Rule.late("1fc4d88b-43bc-4e59-93a7-0f068e8d3f96", source, "ExecutionDebugImageNewInNamespace.json"));
    rules.add(Rule.late("1cb000fc-4a11-4fd3-a30d-65e5eccf7d56", source, "ExecutionShellInPod.json"));
  }

  private static void registerMatcherFields1(Fields fields) {
    fields.bool("process.entry_leader.same_as_process");
    fields.bool("process.interactive");
    fields.date("@timestamp");
    fields.date("event.ingested");
    fields.keyword("container.id");
    fields.keyword("event.category");
    fields.keyword("event.type");
    fields.keyword("host.os.type");
    fields.keyword("kubernetes.audit.annotations.authorization_k8s_io/decision");
    fields.keyword("kubernetes.audit.objectRef.namespace");
    fields.keyword("kubernetes.audit.objectRef.resource");
    fields.keyword("kubernetes.audit.objectRef.subresource");
    fields.keyword("kubernetes.audit.user.username");
    fields.keyword("kubernetes.audit.verb");
    fields.keyword("process.args");
    fields.keyword("process.entry_leader.entry_meta.type");
    fields.keyword("process.name");
    fields.keyword("process.parent.name");
  }

  private static void addMatchers1(RuleSource source, Fields fields, List<EventMatcher> matchers) {
    matchers.add(LazyMatcher.of("4258e922-3604-4487-943d-7988e10ab44a", source, 0, fields));
    matchers.add(LazyMatcher.of("0433dcc1-cb4c-4ad6-a59b-998892cbf098", source, 1, fields));
    matchers.add(LazyMatcher.of("28fd9603-d3f0-426d-98f2-211a3feb33f5", source, 2, fields));
    matchers.add(LazyMatcher.of("1cb000fc-4a11-4fd3-a30d-65e5eccf7d56", source, 3, fields));
  }

  private static void registerDetectorFields1(Fields fields) {
    fields.bool("process.interactive");
    fields.date("@timestamp");
    fields.date("event.ingested");
    fields.ip("destination.ip");
    fields.keyword("container.id");
    fields.keyword("dns.question.name");
    fields.keyword("event.action");
    fields.keyword("event.category");
    fields.keyword("event.dataset");
    fields.keyword("event.type");
    fields.keyword("github.category");
    fields.keyword("host.os.type");
    fields.keyword("kubernetes.audit.annotations.authorization_k8s_io/decision");
    fields.keyword("kubernetes.audit.objectRef.name");
    fields.keyword("kubernetes.audit.objectRef.namespace");
    fields.keyword("kubernetes.audit.objectRef.resource");
    fields.keyword("kubernetes.audit.objectRef.subresource");
    fields.keyword("kubernetes.audit.requestObject.spec.containers.image");
    fields.keyword("kubernetes.audit.stage");
    fields.keyword("kubernetes.audit.user.extra.authentication.kubernetes.io/pod-name");
    fields.keyword("kubernetes.audit.user.username");
    fields.keyword("kubernetes.audit.verb");
    fields.keyword("orchestrator.resource.name");
    fields.keyword("process.args");
    fields.keyword("process.name");
    fields.keyword("user.name");
    fields.number("destination.port", NumberType.LONG);
  }

  private static void addDetectors1(RuleSource source, Fields fields, List<Detector<?>> detectors) {
    detectors.add(LazyDetector.of("3bf16337-7713-49ec-8527-7908423acecd", ThresholdDetector.class, source, 0, fields)
        .withTimestamp(fields.date("event.ingested"), fields.date("@timestamp"))
        .withFingerprint("026c94999990a8c82bbc1fb531f1139a"));
    detectors.add(LazyDetector.of("9b93aaa1-825a-49fc-95dd-692c3011efaf", IndicatorMatchDetector.class, source, 1, fields)
        .withTimestamp(fields.date("event.ingested"), fields.date("@timestamp"))
        .withFingerprint("20b7cc6369da47bb573ec20f326ab83f"));
    detectors.add(LazyDetector.of("631c2b6e-55d5-4ea1-bb2c-91753787c834", SequenceDetector.class, source, 2, fields)
        .withFingerprint("03c5f9efd4ab91c4a47173a049594027"));
    detectors.add(LazyDetector.of("2f7843ff-5c04-451d-93ed-d29af7f580b2", SampleDetector.class, source, 3, fields)
        .withFingerprint("d5989c64d6b39235f051e31124f95c1f"));
    detectors.add(LazyDetector.of("b3fcbc33-da89-42f9-bf4f-1fe754aad2ad", SequenceDetector.class, source, 4, fields)
        .withFingerprint("9ec1ab1ce515e055a6148b99dca2550d"));
    detectors.add(LazyDetector.of("1fc4d88b-43bc-4e59-93a7-0f068e8d3f96", NewTermsDetector.class, source, 5, fields)
        .withTimestamp(fields.date("event.ingested"), fields.date("@timestamp"))
        .withFingerprint("58d94294c25c48827153b3538199e3c9"));
  }

  private static void addSuppressors1(Fields fields, List<Suppressor> suppressors) {
    suppressors.add(new ExecutionPromptInContainer(fields).suppressor());
    suppressors.add(new ExecutionShellInPod(fields).suppressor());
  }

  private static EventMatcher makeMatcher1(int number, Fields fields) {
    return switch (number) {
      case 0 -> new DiscoveryKubeletClientTool(fields);
      case 1 -> new ExecutionPackageInstalledByHand(fields);
      case 2 -> new ExecutionPromptInContainer(fields);
      case 3 -> new ExecutionShellInPod(fields);
      default -> throw new IndexOutOfBoundsException(number);
    };
  }

  private static Detector<?> makeDetector1(int number, Fields fields) {
    return switch (number) {
      case 0 -> new ImpactGithubRepositoriesDestroyed(fields).detector();
      case 1 -> new CommandAndControlContainerToKnownBadAddress(fields).detector();
      case 2 -> new DefenseEvasionAdmissionWebhookRemoved(fields).detector();
      case 3 -> new DiscoveryIdentityProbesListsAndActs(fields).detector();
      case 4 -> new ExecutionApiRequestFromContainerPrompt(fields).detector();
      case 5 -> new ExecutionDebugImageNewInNamespace(fields).detector();
      default -> throw new IndexOutOfBoundsException(number);
    };
  }
}
