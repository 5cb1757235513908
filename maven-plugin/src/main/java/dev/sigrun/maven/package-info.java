/**
 * The Maven plugin. Goals are thin: they say what a build configures and hand it to the classes
 * beside them. Nothing here knows the languages of rules.
 */
@NullMarked
package dev.sigrun.maven;

import org.jspecify.annotations.NullMarked;
