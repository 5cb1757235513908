package dev.sigrun.flink.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.flink.wire.Announced;
import dev.sigrun.flink.wire.IndicatorList;
import dev.sigrun.flink.wire.RuleVersion;
import dev.sigrun.flink.wire.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.RoundRobinOperatorStateRepartitioner;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subtasks of a stage in the states of Flink, which are given to other subtasks in a restore. */
@Tag("smoke")
class AnnouncedStateTest {
  private static final int MAX_BYTES = 1 << 20;

  private static final RuleVersion SECOND = version(1);
  private static final RuleVersion THIRD = version(2);
  private static final IndicatorList LIST =
      new IndicatorList(3, List.of("rule"), new StoredFile("file:/list", "00"));

  private static RuleVersion version(long number) {
    return new RuleVersion(number, "v" + number, number, List.of(new StoredFile("file:/v", "00")));
  }

  /** A subtask with its state. */
  private record Subtask(OperatorStateBackend backend, AnnouncedState state) {
    static Subtask of(List<OperatorStateHandle> handles) throws Exception {
      OperatorStateBackend backend =
          new DefaultOperatorStateBackendBuilder(
                  AnnouncedStateTest.class.getClassLoader(),
                  new ExecutionConfig(),
                  false,
                  handles,
                  new CloseableRegistry())
              .build();
      return new Subtask(backend, AnnouncedState.of(new Context(backend)));
    }

    Subtask knows(Announced... all) throws Exception {
      for (Announced each : all) {
        state.own().put(each.number(), each);
      }
      return this;
    }

    List<Announced> known() throws Exception {
      List<Announced> known = new ArrayList<>();
      for (Map.Entry<Long, Announced> each : state.own().immutableEntries()) {
        known.add(each.getValue());
      }
      return known;
    }

    List<OperatorStateHandle> save(long inForce) throws Exception {
      state.share(inForce);
      var snapshot =
          backend.snapshot(
              1,
              0,
              new MemCheckpointStreamFactory(MAX_BYTES),
              CheckpointOptions.forCheckpointWithDefaultLocation());
      snapshot.run();
      return List.of(snapshot.get().getJobManagerOwnedSnapshot());
    }
  }

  /** What a subtask is given at its start. */
  private record Context(OperatorStateStore store) implements FunctionInitializationContext {
    @Override
    public OptionalLong getRestoredCheckpointId() {
      return OptionalLong.empty();
    }

    @Override
    public OperatorStateStore getOperatorStateStore() {
      return store;
    }

    @Override
    public KeyedStateStore getKeyedStateStore() {
      throw new UnsupportedOperationException("Not keyed.");
    }
  }

  /** As Flink gives the states of former subtasks to those of today. */
  private static List<Subtask> restored(List<List<OperatorStateHandle>> saved, int parallelism)
      throws Exception {
    List<Subtask> subtasks = new ArrayList<>();
    for (List<OperatorStateHandle> each :
        RoundRobinOperatorStateRepartitioner.INSTANCE.repartitionState(
            saved, saved.size(), parallelism)) {
      subtasks.add(Subtask.of(each));
    }
    return subtasks;
  }

  @Test
  void knowsNothingWithoutACheckpoint() throws Exception {
    Subtask first = Subtask.of(List.of());
    assertThat(first.known()).isEmpty();
    assertThat(first.state().inForceUpTo()).isEqualTo(Long.MAX_VALUE);
  }

  /** A subtask that has dropped a version may be followed by one that needs it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void eachSubtaskGetsAllThatAnyKnew(int parallelism) throws Exception {
    var behind = Subtask.of(List.of()).knows(RuleVersion.FIRST, SECOND, THIRD, LIST).save(1);
    var ahead = Subtask.of(List.of()).knows(SECOND, THIRD, LIST).save(2);
    List<Subtask> next = restored(List.of(behind, ahead), parallelism);
    assertThat(next).hasSize(parallelism);
    for (Subtask each : next) {
      assertThat(each.known()).containsExactlyInAnyOrder(RuleVersion.FIRST, SECOND, THIRD, LIST);
      assertThat(each.state().inForceUpTo()).isEqualTo(2);
    }
  }

  /** What all have dropped does not come back. */
  @Test
  void savesWhatIsKnownNow() throws Exception {
    var before = Subtask.of(List.of()).knows(RuleVersion.FIRST, SECOND).save(0);
    List<List<OperatorStateHandle>> saved = new ArrayList<>();
    for (Subtask each : restored(List.of(before), 2)) {
      each.state().own().remove(RuleVersion.FIRST.number());
      saved.add(each.knows(THIRD).save(2));
    }
    for (Subtask each : restored(saved, 3)) {
      assertThat(each.known()).containsExactlyInAnyOrder(SECOND, THIRD);
      assertThat(each.state().inForceUpTo()).isEqualTo(2);
    }
  }
}
