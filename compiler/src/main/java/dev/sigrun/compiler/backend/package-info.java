/**
 * What all back ends share: how they say that they cannot render a rule. Holds no output format;
 * each has a package of its own below.
 */
@NullMarked
package dev.sigrun.compiler.backend;

import org.jspecify.annotations.NullMarked;
