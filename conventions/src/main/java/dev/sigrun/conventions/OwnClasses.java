package dev.sigrun.conventions;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** The compiled classes of one module, without those of its tests and those that JMH generates. */
final class OwnClasses {
  private static final String GENERATED_BY_JMH = ".jmh_generated";

  private OwnClasses() {}

  /** All classes that were compiled to the same folder as {@code any}. */
  static List<JavaClass> of(Class<?> any) {
    try {
      Path folder = Path.of(any.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new ClassFileImporter()
          .importPath(folder).stream()
              .filter(type -> !type.getSimpleName().endsWith("-info"))
              .filter(type -> !type.getPackageName().endsWith(GENERATED_BY_JMH))
              .toList();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("The classes around " + any + " are nowhere.", e);
    }
  }
}
