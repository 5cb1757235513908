/**
 * The shipped engines (generated Java, its index, its detectors) behind the interfaces of the
 * oracle.
 */
@NullMarked
package dev.sigrun.oracle.compiled;

import org.jspecify.annotations.NullMarked;
