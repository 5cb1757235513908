/** KQL as a language of rules: the door to its syntax and its analysis. */
@NullMarked
package dev.sigrun.compiler.language.kql;

import org.jspecify.annotations.NullMarked;
