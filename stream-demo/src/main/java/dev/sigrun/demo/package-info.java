/** A broker, the job and a generator of events on one machine, to see alerts come. */
@NullMarked
package dev.sigrun.demo;

import org.jspecify.annotations.NullMarked;
