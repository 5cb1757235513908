/** Which tactics and techniques of ATT&amp;CK rules cover, also beside another collection. */
@NullMarked
package dev.sigrun.cli.coverage;

import org.jspecify.annotations.NullMarked;
