package dev.sigrun.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * What a stream brings, in the memory of this process. A function and not a sink, because sinks
 * differ between the lines of Flink.
 */
final class Collected<T> extends ProcessFunction<T, T> {
  private static final long serialVersionUID = 1L;
  private static final Map<Integer, Queue<Object>> ALL = new ConcurrentHashMap<>();

  private final int number;

  Collected() {
    number = ALL.size();
    ALL.put(number, new ConcurrentLinkedQueue<>());
  }

  /** Takes all of {@code stream}. */
  void collect(DataStream<T> stream, String name) {
    stream
        .process(this, stream.getType())
        .uid(name)
        .sinkTo(new DiscardingSink<>())
        .uid(name + "-end");
  }

  @SuppressWarnings("unchecked")
  List<T> all() {
    return new ArrayList<>((Queue<T>) ALL.get(number));
  }

  @Override
  public void processElement(T element, Context context, Collector<T> out) {
    ALL.get(number).add(element);
  }
}
