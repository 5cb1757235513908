/** The parts of a rule that are known at run time: its parameters and its compiled condition. */
@NullMarked
package dev.sigrun.runtime.rule;

import org.jspecify.annotations.NullMarked;
