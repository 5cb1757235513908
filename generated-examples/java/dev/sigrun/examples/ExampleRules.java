// Generated from rules. Do not edit.
package dev.sigrun.examples;

import dev.sigrun.runtime.CompiledRules;
import dev.sigrun.runtime.EventMatcher;
import dev.sigrun.runtime.Fields;
import dev.sigrun.runtime.GeneratedMatcher;
import dev.sigrun.runtime.LazyMatcher;
import dev.sigrun.runtime.MatcherSource;
import dev.sigrun.runtime.Rule;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.Suppressor;
import dev.sigrun.runtime.index.RuleIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A set of rules.
 */
@GeneratedMatcher
public final class ExampleRules implements CompiledRules, MatcherSource {
  /**
   * Makes the set; services are made so.
   */
  public ExampleRules() {
  }

  @Override
  public List<EventMatcher> matchers(Fields fields) {
    addFields1(fields);
    List<EventMatcher> matchers = new ArrayList<>();
    addMatchers1(fields, matchers);
    return List.copyOf(matchers);
  }

  @Override
  public EventMatcher matcher(int number, Fields fields) {
    return switch (number / 200) {
      case 0 -> makeMatcher1(number, fields);
      default -> throw new IndexOutOfBoundsException(number);
    };
  }

  @Override
  public List<Detector<?>> detectors(Fields fields) {
    List<Detector<?>> detectors = new ArrayList<>();
    addDetectors1(fields, detectors);
    return List.copyOf(detectors);
  }

  @Override
  public List<Suppressor> suppressors(Fields fields) {
    List<Suppressor> suppressors = new ArrayList<>();
    addSuppressors1(fields, suppressors);
    return List.copyOf(suppressors);
  }

  @Override
  public Optional<RuleIndex> index() {
    try (InputStream bytes = ExampleRules.class.getResourceAsStream("rules.index")) {
      return Optional.of(RuleIndex.read(Objects.requireNonNull(bytes, "rules.index")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Rule> rules() {
    try (InputStream bytes = ExampleRules.class.getResourceAsStream("rules.json")) {
      return Rule.readAll(Objects.requireNonNull(bytes, "rules.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addFields1(Fields fields) {
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

  private void addMatchers1(Fields fields, List<EventMatcher> matchers) {
    matchers.add(LazyMatcher.of("4258e922-3604-4487-943d-7988e10ab44a", this, 0, fields));
    matchers.add(LazyMatcher.of("0433dcc1-cb4c-4ad6-a59b-998892cbf098", this, 1, fields));
    matchers.add(LazyMatcher.of("28fd9603-d3f0-426d-98f2-211a3feb33f5", this, 2, fields));
    matchers.add(LazyMatcher.of("1cb000fc-4a11-4fd3-a30d-65e5eccf7d56", this, 3, fields));
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

  private void addDetectors1(Fields fields, List<Detector<?>> detectors) {
    detectors.add(new ImpactGithubRepositoriesDestroyed(fields).detector());
    detectors.add(new CommandAndControlContainerToKnownBadAddress(fields).detector());
    detectors.add(new DefenseEvasionAdmissionWebhookRemoved(fields).detector());
    detectors.add(new DiscoveryIdentityProbesListsAndActs(fields).detector());
    detectors.add(new ExecutionApiRequestFromContainerPrompt(fields).detector());
    detectors.add(new ExecutionDebugImageNewInNamespace(fields).detector());
  }

  private void addSuppressors1(Fields fields, List<Suppressor> suppressors) {
    suppressors.add(new ExecutionPromptInContainer(fields).suppressor());
    suppressors.add(new ExecutionShellInPod(fields).suppressor());
  }
}
