package dev.sigrun.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.LateEvent;
import dev.sigrun.flink.record.StreamAlert;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;

/** All that jobs with the same rules bring, one after the other. */
final class JobOutput {
  private final Collected<StreamAlert> alerts = new Collected<>();
  private final Collected<LateEvent> late = new Collected<>();
  private final Collected<DeadLetter> deadLetters = new Collected<>();

  /** Adds what a job will bring. */
  void collect(SigrunDetections detections) {
    alerts.collect(detections.alerts(), "alerts");
    late.collect(detections.late(), "late");
    deadLetters.collect(detections.deadLetters(), "dead-letters");
  }

  List<StreamAlert> alerts() {
    return alerts.all();
  }

  List<LateEvent> late() {
    return late.all();
  }

  List<DeadLetter> deadLetters() {
    return deadLetters.all();
  }

  /**
   * Stops a job, and returns the savepoint to go on from. Asks until all tasks have started, before
   * which Flink refuses.
   */
  static String stop(JobClient job, Path folder) throws Exception {
    while (true) {
      try {
        return job.stopWithSavepoint(
                false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
      } catch (ExecutionException e) {
        assertThat(job.getJobStatus().get().isTerminalState()).as("%s", e).isFalse();
        Thread.sleep(100);
      }
    }
  }
}
