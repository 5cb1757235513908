/**
 * Exports rules in the format that Kibana imports. A rule in Elastic's format is passed through
 * without analysing its query; others are written from their meaning by the back ends of
 * Elasticsearch's languages.
 */
@NullMarked
package dev.sigrun.compiler.backend.kibana;

import org.jspecify.annotations.NullMarked;
