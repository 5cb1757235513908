/** Starts an OpenSearch node; what is asked of it stands in the module {@code proof}. */
@NullMarked
package dev.sigrun.proof.opensearch;

import org.jspecify.annotations.NullMarked;
