/** A run of compiled rules over events: the engine, its saved state, alerts and closing remarks. */
@NullMarked
package dev.sigrun.cli.run;

import org.jspecify.annotations.NullMarked;
