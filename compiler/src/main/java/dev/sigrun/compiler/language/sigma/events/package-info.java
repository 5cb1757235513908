/**
 * The forms of events that Sigma rules are read over, from bundled tables: how log sources are
 * recognised, and where raw Windows events, events of the Elastic Common Schema and flat events
 * hold what rules ask for.
 */
@NullMarked
package dev.sigrun.compiler.language.sigma.events;

import org.jspecify.annotations.NullMarked;
