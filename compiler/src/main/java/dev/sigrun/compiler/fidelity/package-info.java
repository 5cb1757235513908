/**
 * How exact an artifact is, and why it is not: shared by mappings and back ends, and knows neither.
 */
@NullMarked
package dev.sigrun.compiler.fidelity;

import org.jspecify.annotations.NullMarked;
