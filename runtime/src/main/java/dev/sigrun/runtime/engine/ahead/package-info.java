/**
 * The part of an engine's work on an event that does not depend on the events before it, so that
 * other threads can do it ahead: reading it, finding the rules that it could satisfy, and asking
 * them about the event alone.
 */
@NullMarked
package dev.sigrun.runtime.engine.ahead;

import org.jspecify.annotations.NullMarked;
