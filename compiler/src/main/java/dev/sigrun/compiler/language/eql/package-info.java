/** EQL as a language of rules: the door to its syntax and its analysis. */
@NullMarked
package dev.sigrun.compiler.language.eql;

import org.jspecify.annotations.NullMarked;
