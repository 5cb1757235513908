/**
 * A second opinion on the syntax of searches: Teragrep's parser of a dialect that is close to
 * Splunk's. It does not depend on the meaning of searches.
 */
@NullMarked
package dev.sigrun.proof.dpl;

import org.jspecify.annotations.NullMarked;
