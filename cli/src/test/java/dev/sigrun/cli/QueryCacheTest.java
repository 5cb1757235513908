package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A query that was asked before is not compiled again. */
class QueryCacheTest {
  private static final String EVENTS =
      "{\"@timestamp\":1,\"user.name\":\"ann\"}\n{\"@timestamp\":2,\"user.name\":\"bob\"}\n";

  @TempDir private Path folder;

  private Cli cli;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder).input(EVENTS);
  }

  private String query(String text) {
    Cli.Result result = cli.run("query", "-q", "--eql", text, "--output", "lines", "-");
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve("cache/queries"))) {
      return entries.sorted().toList();
    }
  }

  @Test
  void isLoadedFromTheCache() throws IOException {
    String ann = query("any where user.name == \"ann\"");
    List<Path> first = entries();
    String bob = query("any where user.name == \"bob\"");
    List<Path> both = entries();
    assertThat(ann).isNotEqualTo(bob);
    assertThat(first).hasSize(1);
    assertThat(both).hasSize(2);
    assertThat(query("any where user.name == \"ann\"")).isEqualTo(ann);
    assertThat(entries()).isEqualTo(both);
    // That it is used shows when another query is in its place.
    Path other = both.get(0).equals(first.get(0)) ? both.get(1) : both.get(0);
    for (String file : List.of("rules.jar", "classes.txt", "contents.json")) {
      Files.copy(
          other.resolve(file),
          first.get(0).resolve(file),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(query("any where user.name == \"ann\"")).isEqualTo(bob);
  }

  @Test
  void isCompiledAgainWhenItsEntryIsDamaged() throws IOException {
    String sequence = "sequence [any where user.name == \"ann\"] [any where user.name == \"bob\"]";
    for (String query : List.of("any where user.name == \"ann\" | tail 1", sequence)) {
      String found = query(query);
      assertThat(found).isNotEmpty();
      for (Path entry : entries()) {
        Files.writeString(entry.resolve("rules.jar"), "damaged");
      }
      assertThat(query(query)).isEqualTo(found);
      assertThat(query(query)).isEqualTo(found);
    }
  }

  @Test
  void needsNoPlaceForACache() {
    String found = query("any where user.name == \"bob\"");
    cli.with("SIGRUN_CACHE", cli.file("a_file", "in the way"));
    assertThat(query("any where user.name == \"bob\"")).isEqualTo(found).isNotEmpty();
  }
}
