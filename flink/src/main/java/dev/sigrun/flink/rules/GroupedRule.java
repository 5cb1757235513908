package dev.sigrun.flink.rules;

import dev.sigrun.flink.wire.RuleKey;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.rule.Rule;

/**
 * A rule that suppresses alerts.
 *
 * @param key under which its groups are kept
 * @param timeline the place in {@link RuleCatalog#timelines()} of the timeline on which it detects
 */
public record GroupedRule(RuleKey key, Rule rule, Suppressor suppressor, int timeline) {}
