package dev.sigrun.cli.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a set of rules in the cache. */
class CacheEntryTest {
  private static final List<String> NOTES = List.of("2 rules: 2 compiled", "One more");

  @TempDir Path folder;

  private CacheEntry written() throws Exception {
    CacheEntry entry = new CacheEntry(folder);
    entry.write(new byte[] {1, 2}, "a 1\n", new byte[] {3}, NOTES);
    return entry;
  }

  @Test
  void hasWhatWasWritten() throws Exception {
    CacheEntry entry = written();
    assertThat(entry.jarBytes()).contains(new byte[] {1, 2});
    assertThat(entry.classes()).contains("a 1\n");
    assertThat(entry.records()).contains(new byte[] {3});
    assertThat(entry.notes()).contains(NOTES);
  }

  @Test
  void noFileIsThereWithAnotherBit() throws Exception {
    written();
    for (String file : List.of("rules.jar", "classes.txt", "records.bin", "contents.json")) {
      byte[] bytes = Files.readAllBytes(folder.resolve(file));
      for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
        byte[] damaged = bytes.clone();
        damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        Files.write(folder.resolve(file), damaged);
        CacheEntry entry = new CacheEntry(folder);
        String what = file + ": " + new String(damaged, StandardCharsets.ISO_8859_1);
        switch (file) {
          case "rules.jar" -> assertThat(entry.jarBytes()).as(what).isEmpty();
          case "classes.txt" -> assertThat(entry.classes()).as(what).isEmpty();
          case "records.bin" -> assertThat(entry.records()).as(what).isEmpty();
          default -> assertThat(entry.notes().orElse(NOTES)).as(what).isEqualTo(NOTES);
        }
      }
      Files.write(folder.resolve(file), bytes);
    }
  }
}
