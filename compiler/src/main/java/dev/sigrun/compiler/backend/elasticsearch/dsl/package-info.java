/**
 * Exports to Query DSL, by way of a typed model. The input is the IR; the query that Kibana itself
 * would send is derived from KQL's syntax tree.
 */
@NullMarked
package dev.sigrun.compiler.backend.elasticsearch.dsl;

import org.jspecify.annotations.NullMarked;
