/**
 * Query DSL that Elasticsearch runs: a typed model, printed once. Made from the IR; the query that
 * Kibana itself would send is made from the syntax tree of KQL.
 */
@NullMarked
package dev.sigrun.compiler.backend.elasticsearch.dsl;

import org.jspecify.annotations.NullMarked;
