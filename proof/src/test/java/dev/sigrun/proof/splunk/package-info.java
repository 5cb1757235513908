/**
 * Holds searches in SPL against compiled rules, event by event. Knows neither how searches are
 * written nor how they are interpreted.
 */
@NullMarked
package dev.sigrun.proof.splunk;

import org.jspecify.annotations.NullMarked;
