/**
 * Types that all back ends share: their interface, the artifact that each makes from a rule or the
 * reasons why it refuses, and the common parts of exports. Each output format has its own package
 * below.
 */
@NullMarked
package dev.sigrun.compiler.backend;

import org.jspecify.annotations.NullMarked;
