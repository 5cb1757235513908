/**
 * Events, the fields that matchers read from them, and the readers that create events from JSON.
 * Does not depend on rules.
 */
@NullMarked
package dev.sigrun.runtime.event;

import org.jspecify.annotations.NullMarked;
