/**
 * What all back ends share: the frame of a target, how it states its fidelity, and how it says that
 * it cannot render a rule. Holds no output format; each has a package of its own below.
 */
@NullMarked
package dev.sigrun.compiler.backend;

import org.jspecify.annotations.NullMarked;
