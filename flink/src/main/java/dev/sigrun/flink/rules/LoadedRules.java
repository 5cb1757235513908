package dev.sigrun.flink.rules;

import java.io.Closeable;

/**
 * Rules with the class loader that they need.
 *
 * @param loader to be closed when nobody uses the rules any more
 */
record LoadedRules(RuleCatalog catalog, Closeable loader) {}
