/** Starts an OpenSearch node; the module {@code proof} queries it. */
@NullMarked
package dev.sigrun.proof.opensearch;

import org.jspecify.annotations.NullMarked;
