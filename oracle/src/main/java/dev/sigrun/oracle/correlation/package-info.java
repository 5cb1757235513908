/**
 * A model of sequences and samples over complete sets of events, with which streams are compared.
 */
@NullMarked
package dev.sigrun.oracle.correlation;

import org.jspecify.annotations.NullMarked;
