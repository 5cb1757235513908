/** The benchmarks themselves: the code that JMH runs, and its inputs. */
@NullMarked
package dev.sigrun.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
