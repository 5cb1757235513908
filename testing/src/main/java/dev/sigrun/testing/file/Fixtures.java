package dev.sigrun.testing.file;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.explain.EventTree;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.runtime.event.TimePlaces;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the files of a test file that contain events or indicators, each once. */
final class Fixtures {
  private static final DiagnosticKind NO_FILE =
      DiagnosticKind.error("TST016", "There is no file '%s' in the folder of this test.");
  private static final DiagnosticKind NO_EVENT =
      DiagnosticKind.error("TST017", "This line is not a valid event: %s");
  private static final DiagnosticKind EMPTY =
      DiagnosticKind.error("TST018", "The file '%s' contains no events.");

  private static final DiagnosticKind EVENT_LOG =
      DiagnosticKind.error(
          "TST027",
          "'%s' is a binary Windows event log. Convert it first: evtx_dump -o jsonl %s >"
              + " events.ndjson.");
  private static final DiagnosticKind ELSEWHERE =
      DiagnosticKind.error(
          "TST026",
          "'%s' is not below the folder of this test, and tests cannot read other files. Put a"
              + " copy there.");

  private final Values values;
  private final Path folder;
  private final TimePlaces times;
  private final Map<Path, List<TestEvent>> known = new HashMap<>();
  private final Set<Path> named = new TreeSet<>();

  Fixtures(Values values, Path test, TimePlaces times) {
    this.values = values;
    this.times = times;
    this.folder = Optional.ofNullable(test.getParent()).orElse(Path.of(""));
  }

  /** A file named by a path relative to the test file. */
  Optional<Path> file(DataValue.Text name) {
    try {
      Path path = folder.resolve(name.value());
      if (!isBelowFolder(name.value(), path)) {
        values.report(ELSEWHERE, name.origin(), name.value());
        return Optional.empty();
      }
      if (Files.isRegularFile(path)) {
        named.add(path);
        return Optional.of(path);
      }
    } catch (IOException | InvalidPathException e) {
      // Reported like any other path that leads nowhere.
    }
    values.report(NO_FILE, name.origin(), name.value());
    return Optional.empty();
  }

  /** All files that were asked for and exist. */
  List<Path> named() {
    return List.copyOf(named);
  }

  /** Whether a path stays in the folder of the test, also where links lead. */
  private boolean isBelowFolder(String written, Path path) throws IOException {
    Path relative = Path.of(written);
    boolean leavesByName = relative.isAbsolute() || relative.normalize().startsWith("..");
    return !leavesByName
        && (!Files.exists(path)
            || path.toRealPath().startsWith(folder.toAbsolutePath().toRealPath()));
  }

  /** The events of a file, one a line; empty after a report. */
  List<TestEvent> events(DataValue.Text name) {
    Optional<Path> path = file(name);
    if (path.isEmpty()) {
      return List.of();
    }
    if (isEventLog(path.get())) {
      values.report(EVENT_LOG, name.origin(), name.value(), name.value());
      return List.of();
    }
    int checkpoint = values.sink().checkpoint();
    List<TestEvent> events = known.computeIfAbsent(path.get(), this::read);
    if (events.isEmpty() && !values.sink().hasErrorsSince(checkpoint)) {
      values.report(EMPTY, name.origin(), name.value());
    }
    return events;
  }

  private static boolean isEventLog(Path path) {
    byte[] magic = "ElfFile\0".getBytes(StandardCharsets.US_ASCII);
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(magic, in.readNBytes(magic.length));
    } catch (IOException e) {
      // Reported when it is read as what it should be.
      return false;
    }
  }

  private List<TestEvent> read(Path path) {
    List<TestEvent> events = new ArrayList<>();
    Optional<SourceText> text = RuleFiles.load(path, values.sink());
    text.ifPresent(source -> readLines(source, events));
    return List.copyOf(events);
  }

  private void readLines(SourceText source, List<TestEvent> events) {
    int start = 0;
    long number = 0;
    for (String line : source.content().split("\n", -1)) {
      number++;
      String json = (number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line).strip();
      if (!json.isEmpty()) {
        Optional<Map<String, @Nullable Object>> object = Optional.empty();
        String problem = "it is not a JSON object.";
        try {
          object = JsonValues.asObject(JsonValues.read(json));
        } catch (JsonFormatException e) {
          problem = e.getMessage() + ".";
        }
        if (object.isPresent()) {
          events.add(new TestEvent(number, time(object.get()), json, true));
        } else {
          values.sink().report(NO_EVENT, source, new Span(start, start + line.length()), problem);
        }
      }
      start += line.length() + 1;
    }
  }

  private OptionalLong time(Map<String, @Nullable Object> event) {
    return times.in(new EventTree(event)::values);
  }
}
