/** Files and streams of events, read as one line after the other. */
@NullMarked
package dev.sigrun.cli.event;

import org.jspecify.annotations.NullMarked;
