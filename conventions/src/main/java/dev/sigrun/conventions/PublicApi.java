package dev.sigrun.conventions;

import static java.util.stream.Collectors.toList;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.Constructor;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public API of a module as text, so that a change of it is seen in review. */
public final class PublicApi {
  private PublicApi() {}

  /**
   * The public types of the module of {@code any} by package, each with its public and protected
   * members: a line for each type and member, sorted. The same on every JDK.
   *
   * @param packages chooses packages by their full name
   */
  public static String around(Class<?> any, Predicate<String> packages) {
    SortedMap<String, List<Class<?>>> types =
        OwnClasses.of(any).stream()
            .filter(type -> packages.test(type.getPackageName()))
            .map(JavaClass::reflect)
            .filter(PublicApi::isVisible)
            .sorted(Comparator.comparing(Class::getName))
            .collect(Collectors.groupingBy(Class::getPackageName, TreeMap::new, toList()));
    return types.entrySet().stream()
        .map(
            each ->
                "package "
                    + each.getKey()
                    + "\n\n"
                    + each.getValue().stream()
                        .map(PublicApi::describe)
                        .collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n"));
  }

  /**
   * The types and members of that API whose declarations name a type of a package with {@code part}
   * in its name, sorted: what its users can call but not name.
   */
  public static List<String> naming(String part, Class<?> any, Predicate<String> packages) {
    return OwnClasses.of(any).stream()
        .filter(type -> packages.test(type.getPackageName()))
        .map(JavaClass::reflect)
        .filter(PublicApi::isVisible)
        .flatMap(
            type ->
                Stream.of(
                        Stream.of(head(type) + supertypes(type)),
                        fields(type),
                        constructors(type),
                        methods(type))
                    .flatMap(each -> each)
                    .filter(declaration -> declaration.contains(part))
                    .map(declaration -> type.getSimpleName() + ": " + shortened(declaration)))
        .sorted()
        .toList();
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
    return shortened(head(type) + supertypes(type)) + "\n" + members;
  }

  /** The modifiers, kind, name, type parameters and components. */
  private static String head(Class<?> type) {
    boolean plain = !type.isInterface() && !type.isEnum() && !type.isRecord();
    String modifiers = Modifier.isProtected(type.getModifiers()) ? "protected " : "";
    modifiers += type.isSealed() && !type.isEnum() ? "sealed " : "";
    modifiers += plain && Modifier.isAbstract(type.getModifiers()) ? "abstract " : "";
    modifiers += plain && Modifier.isFinal(type.getModifiers()) ? "final " : "";
    String parameters =
        Arrays.stream(type.getTypeParameters())
            .map(PublicApi::bounded)
            .collect(Collectors.joining(", "));
    return modifiers
        + kind(type)
        + " "
        + type.getName()
        + (parameters.isEmpty() ? "" : "<" + parameters + ">")
        + (type.isRecord() ? components(type) : "");
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface";
    }
    if (type.isInterface()) {
      return "interface";
    }
    return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
  }

  private static String bounded(TypeVariable<?> parameter) {
    String bounds =
        Arrays.stream(parameter.getBounds())
            .filter(bound -> bound != Object.class)
            .map(Type::getTypeName)
            .collect(Collectors.joining(" & "));
    return parameter.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
  }

  private static String components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> component.getGenericType().getTypeName() + " " + component.getName())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String supertypes(Class<?> type) {
    Stream<Type> extended = Stream.ofNullable(type.getGenericSuperclass());
    String all =
        Stream.concat(extended, Arrays.stream(type.getGenericInterfaces()))
            .map(Type::getTypeName)
            .filter(name -> !name.matches("java\\.lang\\.(Object|Record|Enum<.*)"))
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "" : " : " + all;
  }

  private static Stream<String> fields(Class<?> type) {
    return visible(type.getDeclaredFields())
        .map(field -> withoutOwner(field.toGenericString(), field));
  }

  /** The constructors, without the canonical ones of records, which the type says. */
  private static Stream<String> constructors(Class<?> type) {
    Class<?>[] components =
        type.isRecord()
            ? Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new)
            : null;
    return visible(type.getDeclaredConstructors())
        .filter(each -> !Arrays.equals(each.getParameterTypes(), components))
        .map(Constructor::toGenericString);
  }

  /** The methods, without those that every record or enumeration has. */
  private static Stream<String> methods(Class<?> type) {
    return visible(type.getDeclaredMethods())
        .filter(method -> !method.isBridge() && !isImplied(type, method))
        .map(method -> withoutOwner(method.toGenericString(), method))
        .map(text -> type.isInterface() ? text.replace("public abstract ", "") : text);
  }

  /** Without the name of the type whose member it is. */
  private static String withoutOwner(String text, Member member) {
    return text.replace(
        " " + member.getDeclaringClass().getTypeName() + "." + member.getName(),
        " " + member.getName());
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

  /** Names as in source text, without their packages, for readability. */
  private static String shortened(String text) {
    return text.replaceAll("\\b(?:[a-z_][A-Za-z0-9_]*\\.)+(?=[A-Z])", "")
        .replaceAll("\\bpublic ", "")
        .replace('$', '.')
        .replaceAll(",(?=\\S)", ", ");
  }
}
