/** Builds alert documents from rules and events. Decides no matches and keeps no state. */
@NullMarked
package dev.sigrun.runtime.alert;

import org.jspecify.annotations.NullMarked;
