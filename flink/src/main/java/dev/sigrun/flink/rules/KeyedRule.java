package dev.sigrun.flink.rules;

import dev.sigrun.flink.wire.RuleKey;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.rule.Rule;

/**
 * A rule that needs memory.
 *
 * @param key under which its states are kept
 * @param detector with a state for each key, and for each term
 * @param timeline the place of its timeline in {@link RuleCatalog#timelines()}
 */
public record KeyedRule(RuleKey key, Rule rule, Detector<?> detector, int timeline) {}
