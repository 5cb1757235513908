/**
 * The slow oracle: the plainest evaluation of the IR, random inputs, and the engines that are
 * compared with it. Not shipped: other modules use it in their tests. Expectations for single
 * queries do not belong here.
 */
@NullMarked
package dev.sigrun.oracle;

import org.jspecify.annotations.NullMarked;
