// Generated from rules. Do not edit.
package dev.sigrun.examples;

import dev.sigrun.runtime.CompiledRules;
import dev.sigrun.runtime.EventMatcher;
import dev.sigrun.runtime.Fields;
import dev.sigrun.runtime.GeneratedMatcher;
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
public final class ExampleRules implements CompiledRules {
  /**
   * Makes the set; services are made so.
   */
  public ExampleRules() {
  }

  @Override
  public List<EventMatcher> matchers(Fields fields) {
    List<EventMatcher> matchers = new ArrayList<>();
    addMatchers1(fields, matchers);
    return List.copyOf(matchers);
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

  private static void addMatchers1(Fields fields, List<EventMatcher> matchers) {
    matchers.add(new DiscoveryKubeletClientTool(fields));
    matchers.add(new ExecutionPackageInstalledByHand(fields));
    matchers.add(new ExecutionPromptInContainer(fields));
    matchers.add(new ExecutionShellInPod(fields));
  }

  private static void addDetectors1(Fields fields, List<Detector<?>> detectors) {
    detectors.add(new ImpactGithubRepositoriesDestroyed(fields).detector());
    detectors.add(new CommandAndControlContainerToKnownBadAddress(fields).detector());
    detectors.add(new DefenseEvasionAdmissionWebhookRemoved(fields).detector());
    detectors.add(new DiscoveryIdentityProbesListsAndActs(fields).detector());
    detectors.add(new ExecutionApiRequestFromContainerPrompt(fields).detector());
    detectors.add(new ExecutionDebugImageNewInNamespace(fields).detector());
  }

  private static void addSuppressors1(Fields fields, List<Suppressor> suppressors) {
    suppressors.add(new ExecutionPromptInContainer(fields).suppressor());
    suppressors.add(new ExecutionShellInPod(fields).suppressor());
  }
}
