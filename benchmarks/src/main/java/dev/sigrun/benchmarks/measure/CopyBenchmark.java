package dev.sigrun.benchmarks.measure;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Copies lines as long as alerts through a buffered stream to nowhere, by one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CopyBenchmark {
  /** The length of an alert with the usual text about its rule. */
  public static final int LINE_BYTES = 5_500;

  private static final int BUFFER = 1 << 16;

  private final byte[] line = new byte[LINE_BYTES];
  private OutputStream out = OutputStream.nullOutputStream();

  /** Opens the stream. */
  @Setup
  public void open() throws IOException {
    Arrays.fill(line, (byte) 'x');
    out = new BufferedOutputStream(new FileOutputStream("/dev/null"), BUFFER);
  }

  /** Closes it. */
  @TearDown
  public void close() throws IOException {
    out.close();
  }

  /** One line. */
  @Benchmark
  public void line() throws IOException {
    out.write(line);
  }
}
