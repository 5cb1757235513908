/**
 * How exact an artifact is, with the reasons for approximations and refusals. Mappings and back
 * ends share this package; it depends on neither.
 */
@NullMarked
package dev.sigrun.compiler.fidelity;

import org.jspecify.annotations.NullMarked;
