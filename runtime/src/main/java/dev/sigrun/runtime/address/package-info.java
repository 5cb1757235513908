/**
 * IP addresses, and tests whether an address is in a block or a range. Immutable, and can be shared
 * between threads. Does not depend on events.
 */
@NullMarked
package dev.sigrun.runtime.address;

import org.jspecify.annotations.NullMarked;
