/** Reads files and streams of events, one event after the other. */
@NullMarked
package dev.sigrun.cli.event;

import org.jspecify.annotations.NullMarked;
