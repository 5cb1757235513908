package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/**
 * Static methods that are parts of others, which would be too large for one method. Those that the
 * class of a set has no room for are in nested classes.
 */
final class ChunkMethods {
  /**
   * Methods of chunks that one class holds. They name an id, a file, and a class with its
   * constructor for each element, and a class has room for 65,535 constants.
   */
  private static final int CHUNKS_OF_CLASS = 100;

  private final String className;
  private final List<MethodSpec> methods = new ArrayList<>();

  /**
   * No methods yet.
   *
   * @param className the name of the class of the set
   */
  ChunkMethods(String className) {
    this.className = className;
  }

  /** Adds a static method; returns how it is called. */
  CodeBlock add(MethodSpec method) {
    int part = methods.size() / CHUNKS_OF_CLASS;
    methods.add(method);
    return part == 0 ? CodeBlock.of("$N", method) : CodeBlock.of("$L.$N", partName(part), method);
  }

  /** Adds all methods to the class of the set. */
  void addTo(TypeSpec.Builder type) {
    List<List<MethodSpec>> classes = parts(methods, CHUNKS_OF_CLASS);
    for (int i = 0; i < classes.size(); i++) {
      if (i == 0) {
        type.addMethods(classes.get(i));
      } else {
        type.addType(
            TypeSpec.classBuilder(partName(i))
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addMethods(classes.get(i))
                .build());
      }
    }
  }

  private String partName(int number) {
    return className + "Part" + number;
  }

  /** The list in parts of at most {@code size} elements. */
  static <T> List<List<T>> parts(List<T> list, int size) {
    return IntStream.iterate(0, start -> start < list.size(), start -> start + size)
        .mapToObj(start -> list.subList(start, Math.min(list.size(), start + size)))
        .toList();
  }
}
