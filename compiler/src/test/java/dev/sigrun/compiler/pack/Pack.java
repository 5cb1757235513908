package dev.sigrun.compiler.pack;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.pipeline.EventChoice;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDocument;
import dev.sigrun.compiler.language.sigma.syntax.SigmaStream;
import dev.sigrun.compiler.source.SourceText;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules of the project's own pack, and a way through the trees of their queries. */
final class Pack {
  private static final String FOLDER = "../rules";

  private Pack() {}

  /** The compiled rules that find something themselves, in the order of their files. */
  static List<Compilation> compilations() {
    DiagnosticSink sink = new DiagnosticSink();
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults().withSigmaData(data()));
    List<Compilation> compilations = new ArrayList<>();
    for (var file : RuleFiles.find(List.of(FOLDER), CompilerOptions.defaults().formats(), sink)) {
      SourceText text = RuleFiles.load(file, sink).orElseThrow();
      compiler.compileAll(text).stream()
          .filter(compilation -> compilation.outcome() != Compilation.Outcome.PART)
          .forEach(compilations::add);
    }
    return compilations;
  }

  /** Events of any form, with the values that the pack has for placeholders. */
  private static SigmaData data() {
    DiagnosticSink sink = new DiagnosticSink();
    EventChoice choice =
        EventChoice.of(
            List.of(FOLDER + "/lists.pipeline.yml"),
            List.of(),
            path -> RuleFiles.load(Path.of(path), sink));
    SigmaData data = choice.data(EventForm.AUTO, sink);
    if (sink.hasErrors()) {
      throw new AssertionError(sink.diagnostics());
    }
    return data;
  }

  /** The documents of all files in YAML. */
  static List<SigmaDocument> sigma() {
    DiagnosticSink sink = new DiagnosticSink();
    return RuleFiles.find(List.of(FOLDER), CompilerOptions.defaults().formats(), sink).stream()
        .filter(file -> !file.toString().endsWith(".toml"))
        .map(file -> RuleFiles.load(file, sink).orElseThrow())
        .flatMap(text -> SigmaStream.read(text, sink).stream())
        .toList();
  }

  /** {@code root} and all records below it. */
  static Stream<Record> nodes(Record root) {
    Stream<Record> below =
        Stream.of(root.getClass().getRecordComponents())
            .flatMap(component -> records(value(component, root)))
            .flatMap(Pack::nodes);
    return Stream.concat(Stream.of(root), below);
  }

  private static Stream<Record> records(Object value) {
    if (value instanceof Record record) {
      return Stream.of(record);
    }
    if (value instanceof Optional<?> optional) {
      return optional.stream().flatMap(Pack::records);
    }
    return value instanceof Collection<?> collection
        ? collection.stream().flatMap(Pack::records)
        : Stream.empty();
  }

  /** The value of {@code component} in {@code node}. */
  static Object value(RecordComponent component, Record node) {
    try {
      return component.getAccessor().invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("Not readable: " + component, e);
    }
  }
}
