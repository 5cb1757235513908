@NullMarked
package dev.sigrun.flink.stage;

import org.jspecify.annotations.NullMarked;
