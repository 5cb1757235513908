/**
 * What Elasticsearch runs: Query DSL, EQL and ES|QL, each with a typed model that is printed once.
 * Sees the IR only; the shape of Kibana's own queries is made of the syntax tree of KQL.
 */
@NullMarked
package dev.sigrun.compiler.backend.elasticsearch;

import org.jspecify.annotations.NullMarked;
