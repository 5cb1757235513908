package dev.sigrun.compiler.mapping;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The field mappings that ship with Sigrun. */
public final class BundledMappings {
  private BundledMappings() {}

  /** Their names. */
  public static List<String> names() {
    return List.of("ecs", "ecs-json", "cim");
  }

  /** The mapping of that name, one of {@link #names}. */
  public static Optional<FieldMapping> named(String name) {
    return switch (name) {
      case "ecs" -> Optional.of(FieldMapping.none());
      case "ecs-json" -> Optional.of(EcsJson.MAPPING);
      case "cim" -> Optional.of(Cim.MAPPING);
      default -> Optional.empty();
    };
  }

  /** Read when it is first asked for. */
  private static final class Cim {
    static final FieldMapping MAPPING = read("ecs-to-cim.toml");
  }

  /** Read when it is first asked for. */
  private static final class EcsJson {
    static final FieldMapping MAPPING = read("ecs-json.toml");
  }

  private static FieldMapping read(String file) {
    try (InputStream in = Objects.requireNonNull(BundledMappings.class.getResourceAsStream(file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      DiagnosticSink sink = new DiagnosticSink();
      return MappingReader.read(SourceText.of(file, text), sink)
          .orElseThrow(() -> new IllegalStateException(sink.diagnostics().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
