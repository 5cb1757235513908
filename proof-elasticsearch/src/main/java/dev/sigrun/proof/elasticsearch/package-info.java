/** Starts an Elasticsearch node; what is asked of it stands in the module {@code proof}. */
@NullMarked
package dev.sigrun.proof.elasticsearch;

import org.jspecify.annotations.NullMarked;
