/** Starts an Elasticsearch node; the module {@code proof} queries it. */
@NullMarked
package dev.sigrun.proof.elasticsearch;

import org.jspecify.annotations.NullMarked;
