package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.ir.Expression.Type;
import dev.sigrun.compiler.ir.Function;
import dev.sigrun.compiler.language.FunctionSignature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Describes each function of the table in words. */
public final class EqlSignatures {
  private EqlSignatures() {}

  /** The signatures, in the order of the alphabet. */
  public static List<FunctionSignature> all() {
    return Arrays.stream(EqlFunction.values()).map(EqlSignatures::of).toList();
  }

  private static FunctionSignature of(EqlFunction function) {
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < function.parameterCount(); i++) {
      String label =
          function.parameter(i).label().replaceFirst("^an? ", "").replace(" or a ", " or ");
      parameters.add(i < function.least() ? label : "[" + label + "]");
    }
    if (function.repeatsLast()) {
      parameters.add("...");
    }
    String result =
        function
            .function(false)
            .map(Function::result)
            .orElse(Type.BOOLEAN)
            .name()
            .toLowerCase(Locale.ROOT);
    return new FunctionSignature(
        function.spelling(),
        FunctionSignature.call(function.spelling(), parameters, result),
        notes(function));
  }

  private static List<String> notes(EqlFunction function) {
    List<String> notes = new ArrayList<>();
    if (function.hasCaseInsensitiveForm()) {
      notes.add(function.spelling() + "~ ignores case");
    }
    int strict = 0;
    while (strict < function.parameterCount() && isStrict(function, strict)) {
      strict++;
    }
    notes.add(
        strict == function.parameterCount()
            ? "Null if an argument is null"
            : "Null if "
                + (strict == 1 ? "the first argument" : "one of the first " + strict + " arguments")
                + " is null");
    if (function.function(false).filter(Function::mayBeNull).isPresent()) {
      notes.add("Null if nothing is found");
    }
    if (function.function(false).filter(Function::mayFail).isPresent()) {
      notes.add("Fails for some values: a server fails the search, a matcher finds nothing");
    }
    return notes;
  }

  /** {@code cidrMatch}, which is not a function of the IR, has constants after its first. */
  private static boolean isStrict(EqlFunction function, int index) {
    return function.function(false).map(f -> f.isStrict(index)).orElse(true);
  }
}
