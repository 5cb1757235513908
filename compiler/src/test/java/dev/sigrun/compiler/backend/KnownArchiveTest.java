package dev.sigrun.compiler.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An archive that takes files over has the bytes of one that is written as a whole. */
class KnownArchiveTest {
  private static final String FIRST = "META-INF/first";

  private static byte[] archive(SortedMap<String, byte[]> files) {
    Map<String, byte[]> ordered = new LinkedHashMap<>();
    ordered.put(FIRST, files.getOrDefault(FIRST, new byte[0]));
    ordered.putAll(files);
    return Archive.of(ordered);
  }

  private static byte[] content(Random random) {
    byte[] content = new byte[random.nextInt(5) == 0 ? 0 : random.nextInt(3_000)];
    int different = 1 + random.nextInt(256);
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) random.nextInt(different);
    }
    return content;
  }

  @Test
  void theBytesAreThoseOfTheWhole() {
    Random random = new Random(1);
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(FIRST, content(random));
    byte[] bytes = archive(files);
    for (int step = 0; step < 300; step++) {
      KnownArchive known = KnownArchive.of(bytes);
      assertThat(known.paths().keySet()).isEqualTo(files.keySet());
      SortedMap<String, byte[]> others = new TreeMap<>();
      others.put(FIRST, content(random));
      for (int i = random.nextInt(4); i > 0; i--) {
        others.put("a/\u00e4" + random.nextInt(20), content(random));
      }
      files.keySet().removeIf(path -> random.nextInt(10) == 0);
      List<String> taken =
          files.keySet().stream().filter(path -> !others.containsKey(path)).toList();
      files.putAll(others);
      bytes = known.with(taken, others, FIRST);
      assertThat(bytes).isEqualTo(archive(files));
      Map<String, byte[]> read = KnownArchive.of(bytes).read(files.keySet());
      files.forEach((path, content) -> assertThat(read.get(path)).isEqualTo(content));
    }
  }

  @Test
  void refusesWhatIsNotThere() {
    KnownArchive known = KnownArchive.of(Archive.of(Map.of("a", new byte[1])));
    Map<String, byte[]> first = Map.of(FIRST, new byte[1]);
    assertThatThrownBy(() -> known.with(List.of("b"), first, FIRST))
        .hasMessageContaining("no file 'b'");
  }

  @Test
  void refusesWhatIsNotAnArchive() {
    byte[] archive = Archive.of(Map.of("a", new byte[9], "b", new byte[9]));
    assertThatThrownBy(() -> KnownArchive.of(new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
    Random random = new Random(2);
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = archive.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      try {
        KnownArchive.of(damaged);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("another form");
      }
    }
  }
}
