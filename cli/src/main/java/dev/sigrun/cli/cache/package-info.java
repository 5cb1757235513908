/** Loads compiled rules from jars and caches them between runs. */
@NullMarked
package dev.sigrun.cli.cache;

import org.jspecify.annotations.NullMarked;
