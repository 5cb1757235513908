package dev.sigrun.flink.stage;

import dev.sigrun.flink.rules.RuleCatalog;
import dev.sigrun.flink.rules.RuleVersions;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.rules.SharedRules;
import dev.sigrun.flink.wire.RuleVersion;

/**
 * The rules of one version in a stage that keeps states.
 *
 * @param alerts makes alerts of what they detect
 */
record StageRules(RuleCatalog catalog, StreamAlerts alerts) {
  /** Those of {@code rules}. */
  static StageRules of(SharedRules rules) {
    return new StageRules(rules.catalog(), new StreamAlerts(rules.catalog()));
  }

  /** The rules of {@code location} as the only version, loaded. */
  static RuleVersions<StageRules> ofOne(RulesLocation location, ClassLoader loader) {
    RuleVersions<StageRules> versions = new RuleVersions<>(location, loader, StageRules::of);
    var unusedPlace = versions.add(RuleVersion.FIRST);
    var unusedEntry = versions.enter(RuleVersion.FIRST.number());
    versions.awaitAll();
    return versions;
  }
}
