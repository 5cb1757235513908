@NullMarked
package dev.sigrun.flink;

import org.jspecify.annotations.NullMarked;
