/** The tactics and techniques of MITRE ATT&amp;CK. */
@NullMarked
package dev.sigrun.compiler.attack;

import org.jspecify.annotations.NullMarked;
