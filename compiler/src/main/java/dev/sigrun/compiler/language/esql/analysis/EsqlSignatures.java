package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.language.FunctionSignature;
import dev.sigrun.compiler.language.esql.analysis.EsqlFunction.Kind;
import dev.sigrun.compiler.language.esql.analysis.EsqlFunction.Parameter;
import dev.sigrun.compiler.language.esql.analysis.EsqlFunction.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Describes each function of the table in words. */
public final class EsqlSignatures {
  private static final String OLDEST = "8.19";

  private EsqlSignatures() {}

  /** The signatures, in the order of the table. */
  public static List<FunctionSignature> all() {
    return EsqlFunctions.names().stream()
        .map(name -> of(EsqlFunctions.named(name).orElseThrow()))
        .toList();
  }

  private static FunctionSignature of(EsqlFunction function) {
    List<String> parameters = new ArrayList<>();
    for (Parameter parameter : function.parameters()) {
      String label = parameter.label().replaceFirst("^an? ", "").replace(" or a ", " or ");
      parameters.add(parameter.isRequired() ? label : "[" + label + "]");
      if (parameter.isRepeated()) {
        parameters.add("...");
      }
    }
    return new FunctionSignature(
        function.name(),
        FunctionSignature.call(function.name(), parameters, result(function.result())),
        notes(function));
  }

  private static String result(Result result) {
    return switch (result.rule()) {
      case FIXED -> result.type().name().toLowerCase(Locale.ROOT);
      case FIRST -> "type of the first argument";
      case COMMON -> "common type of the arguments";
      case SUM -> "double or long";
      case CASE -> "common type of the results";
    };
  }

  private static List<String> notes(EsqlFunction function) {
    List<String> notes = new ArrayList<>();
    place(function.kind(), notes);
    if (!function.since().equals(OLDEST)) {
      notes.add("Since Elasticsearch " + function.since());
    }
    return notes;
  }

  private static void place(Kind kind, List<String> notes) {
    switch (kind) {
      case SCALAR -> {
        // Anywhere.
      }
      case AGGREGATE -> notes.add("Only in STATS, before BY");
      case GROUPING -> notes.add("Only in a key of STATS");
      case SEARCH -> notes.add("Searches the index, so only in WHERE on events as they are stored");
    }
  }
}
