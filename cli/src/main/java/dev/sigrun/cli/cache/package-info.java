/** Compiled rules: loaded from jars, and kept between runs. */
@NullMarked
package dev.sigrun.cli.cache;

import org.jspecify.annotations.NullMarked;
