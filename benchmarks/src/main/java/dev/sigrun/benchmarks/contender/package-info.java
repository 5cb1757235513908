/** Everything that takes events in the race, each behind the same small interface. */
@NullMarked
package dev.sigrun.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
