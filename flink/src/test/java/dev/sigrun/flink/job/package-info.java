@NullMarked
package dev.sigrun.flink.job;

import org.jspecify.annotations.NullMarked;
