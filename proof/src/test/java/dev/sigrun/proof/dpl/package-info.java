/**
 * A second opinion on the syntax of searches: Teragrep's parser of a dialect that is close to
 * Splunk's. What searches mean is none of its business.
 */
@NullMarked
package dev.sigrun.proof.dpl;

import org.jspecify.annotations.NullMarked;
