/**
 * The Maven plugin. Goals are thin: they declare parameters and pass them to the other classes. The
 * plugin does not depend on the languages of rules.
 */
@NullMarked
package dev.sigrun.maven;

import org.jspecify.annotations.NullMarked;
