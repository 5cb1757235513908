package dev.sigrun.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink into the memory of this process. */
final class Collected<T> implements Sink<T> {
  private static final long serialVersionUID = 1L;
  private static final Map<Integer, Queue<Object>> ALL = new ConcurrentHashMap<>();

  private final int number;

  Collected() {
    number = ALL.size();
    ALL.put(number, new ConcurrentLinkedQueue<>());
  }

  @SuppressWarnings("unchecked")
  List<T> all() {
    return new ArrayList<>((Queue<T>) ALL.get(number));
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    Queue<Object> queue = ALL.get(number);
    return new SinkWriter<>() {
      @Override
      public void write(T element, Context unused) {
        queue.add(element);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
