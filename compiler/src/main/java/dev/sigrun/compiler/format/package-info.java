/**
 * The interface of rule file formats, and how rule files are found and their text is read. Does not
 * depend on the formats; each has its own package below.
 */
@NullMarked
package dev.sigrun.compiler.format;

import org.jspecify.annotations.NullMarked;
