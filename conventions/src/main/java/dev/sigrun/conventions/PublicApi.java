package dev.sigrun.conventions;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public API of a module as text, so that a change of it is seen in review. */
public final class PublicApi {
  private PublicApi() {}

  /**
   * The public types of the module of {@code any} with their public and protected members, sorted
   * by name.
   *
   * @param packages chooses packages by their full name
   */
  public static String around(Class<?> any, Predicate<String> packages) {
    return OwnClasses.of(any).stream()
        .filter(type -> packages.test(type.getPackageName()))
        .map(JavaClass::reflect)
        .filter(PublicApi::isVisible)
        .sorted(Comparator.comparing(Class::getName))
        .map(PublicApi::describe)
        .collect(Collectors.joining("\n"));
  }

  private static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return isVisible(type.getModifiers())
        && !type.isAnonymousClass()
        && (outer == null || isVisible(outer));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String describe(Class<?> type) {
    String members =
        Stream.of(fields(type), constructors(type), methods(type))
            .flatMap(each -> each)
            .map(PublicApi::shortened)
            .distinct()
            .sorted()
            .map(member -> "  " + member + "\n")
            .collect(Collectors.joining());
    return shortened(type.toGenericString()) + supertypes(type) + "\n" + members;
  }

  private static String supertypes(Class<?> type) {
    Stream<Object> extended = Stream.ofNullable(type.getGenericSuperclass());
    String all =
        Stream.concat(extended, Arrays.stream(type.getGenericInterfaces()))
            .map(each -> each instanceof Class<?> plain ? plain.getName() : each.toString())
            .filter(name -> !name.matches("java\\.lang\\.(Object|Record|Enum<.*)"))
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "" : " : " + shortened(all);
  }

  private static Stream<String> fields(Class<?> type) {
    return visible(type.getDeclaredFields()).map(Field::toGenericString);
  }

  private static Stream<String> constructors(Class<?> type) {
    return visible(type.getDeclaredConstructors()).map(Constructor::toGenericString);
  }

  /** The methods, without those that every record or enumeration has. */
  private static Stream<String> methods(Class<?> type) {
    return visible(type.getDeclaredMethods())
        .filter(method -> !method.isBridge() && !isImplied(type, method))
        .map(Executable::toGenericString);
  }

  private static boolean isImplied(Class<?> type, Method method) {
    String name = method.getName();
    boolean ofObject =
        (name.equals("equals") && method.getParameterCount() == 1)
            || (name.equals("hashCode") || name.equals("toString"))
                && method.getParameterCount() == 0;
    return ofObject
        || (type.isEnum() && (name.equals("values") || name.equals("valueOf")))
        || (type.isRecord() && isAccessor(type, method));
  }

  private static boolean isAccessor(Class<?> type, Method method) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getAccessor)
        .anyMatch(method::equals);
  }

  private static <M extends Member> Stream<M> visible(M[] members) {
    return Arrays.stream(members)
        .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic());
  }

  /** Names without their packages, for readability. */
  private static String shortened(String text) {
    return text.replaceAll("\\b(?:[a-z_][A-Za-z0-9_]*\\.)+(?=[A-Z])", "")
        .replaceAll("\\bpublic ", "");
  }
}
