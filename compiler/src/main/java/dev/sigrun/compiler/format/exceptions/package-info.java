/** Files of exceptions, which lie beside rule files. */
package dev.sigrun.compiler.format.exceptions;
