/**
 * Alerts, which are built from rules and their detections, with typed accessors and as documents in
 * the format of Elastic Security. Does not match events and keeps no state.
 */
@NullMarked
package dev.sigrun.runtime.alert;

import org.jspecify.annotations.NullMarked;
