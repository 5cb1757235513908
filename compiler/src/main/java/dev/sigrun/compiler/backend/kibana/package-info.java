/**
 * Exports rules in the format that Kibana imports. Passes every kind of rule through without
 * analysing its query, and does not depend on any query language.
 */
@NullMarked
package dev.sigrun.compiler.backend.kibana;

import org.jspecify.annotations.NullMarked;
