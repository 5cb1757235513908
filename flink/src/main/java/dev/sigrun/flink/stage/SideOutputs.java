package dev.sigrun.flink.stage;

import org.apache.flink.util.OutputTag;

/** The side outputs of a stage, in whichever kind of function it runs. */
@FunctionalInterface
interface SideOutputs {
  /** Sends a record to one of them. */
  <X> void output(OutputTag<X> tag, X record);
}
