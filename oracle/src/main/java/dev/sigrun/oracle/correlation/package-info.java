/**
 * What sequences and samples find among events that are all known: a model to compare streams with.
 */
@NullMarked
package dev.sigrun.oracle.correlation;

import org.jspecify.annotations.NullMarked;
