/**
 * What a rule is, whatever the format of its file. The query inside is a text here; knows neither
 * its language nor any format.
 */
@NullMarked
package dev.sigrun.compiler.rule;

import org.jspecify.annotations.NullMarked;
