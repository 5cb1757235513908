/**
 * What all back ends share: their interface, the artifact that each makes of a rule or the reasons
 * why it refuses, and the frame of exports. Holds no output format; each has a package of its own
 * below.
 */
@NullMarked
package dev.sigrun.compiler.backend;

import org.jspecify.annotations.NullMarked;
