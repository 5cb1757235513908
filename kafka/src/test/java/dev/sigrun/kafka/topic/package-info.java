@NullMarked
package dev.sigrun.kafka.topic;

import org.jspecify.annotations.NullMarked;
