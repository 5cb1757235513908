// Generated from rules/cloud/impact_github_repositories_destroyed.toml. Do not edit.
package dev.sigrun.examples;

import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.detector.threshold.ThresholdDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdPlan;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.rule.EventMatcher;
import java.time.Duration;

/**
 * Several GitHub Repositories Destroyed or Opened.
 *
 * <pre>{@code
 * event.dataset: github.audit
 *   and github.category: repo
 *   and event.action: (repo.destroy or repo.access)
 * }</pre>
 */
@GeneratedMatcher
public final class ImpactGithubRepositoriesDestroyed implements EventMatcher {
  private static final StringSet EVENT_ACTIONS = StringSet.of("repo.destroy", "repo.access");

  private final KeywordField eventDataset;
  private final KeywordField githubCategory;
  private final KeywordField eventAction;
  private final KeywordField userName;
  private final DateField eventIngested;
  private final DateField timestamp;

  /**
   * Registers the fields that it reads.
   */
  public ImpactGithubRepositoriesDestroyed(Fields fields) {
    this.eventDataset = fields.keyword("event.dataset");
    this.githubCategory = fields.keyword("github.category");
    this.eventAction = fields.keyword("event.action");
    this.userName = fields.keyword("user.name");
    this.eventIngested = fields.date("event.ingested");
    this.timestamp = fields.date("@timestamp");
  }

  @Override
  public String ruleId() {
    return "3bf16337-7713-49ec-8527-7908423acecd";
  }

  @Override
  public boolean matches(Event event) {
    return eventDataset.is(event, "github.audit")
        && githubCategory.is(event, "repo")
        && eventAction.isAnyOf(event, EVENT_ACTIONS);
  }

  /**
   * Counts events.
   */
  public ThresholdDetector detector() {
    return new ThresholdDetector(
        this,
        ThresholdPlan.atLeast(5, Duration.ofHours(1))
            .groupedBy(userName))
        .withTimestamp(eventIngested, timestamp)
        .withFingerprint("026c94999990a8c82bbc1fb531f1139a");
  }
}
