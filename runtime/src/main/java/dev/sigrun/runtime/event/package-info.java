/**
 * Events and the fields that matchers read from them, and the readers that make events of JSON.
 * Knows no rules.
 */
@NullMarked
package dev.sigrun.runtime.event;

import org.jspecify.annotations.NullMarked;
