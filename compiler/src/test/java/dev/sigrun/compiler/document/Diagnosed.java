package dev.sigrun.compiler.document;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Assertions about diagnostics. */
public final class Diagnosed {
  private Diagnosed() {}

  /** Each diagnostic as {@code line:column CODE message}, one a line. */
  public static String all(DiagnosticSink sink) {
    return sink.diagnostics().stream()
        .map(d -> d.position() + " " + d.code() + " " + d.message())
        .collect(Collectors.joining("\n"));
  }

  /** The codes of the kinds that a class declares. */
  public static Set<String> codesOf(Class<?>... reporters) {
    Set<String> codes = new TreeSet<>();
    for (Class<?> reporter : reporters) {
      for (Field field : reporter.getDeclaredFields()) {
        if (field.getType() == DiagnosticKind.class) {
          codes.add(code(field));
        }
      }
    }
    return codes;
  }

  private static String code(Field field) {
    try {
      field.setAccessible(true);
      return ((DiagnosticKind) field.get(null)).code();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
