package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.sigrun.runtime.CompiledRules;
import dev.sigrun.runtime.EventMatcher;
import dev.sigrun.runtime.Fields;
import dev.sigrun.runtime.GeneratedMatcher;
import dev.sigrun.runtime.LazyMatcher;
import dev.sigrun.runtime.MatcherSource;
import dev.sigrun.runtime.Rule;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.Suppressor;
import dev.sigrun.runtime.index.RuleIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/** Writes the class of a set of rules. */
final class SetClassWriter {
  /** The file beside the class that says what is known about the rules. */
  static final String RULES = "rules.json";

  /** The file beside the class that says which rules an event could satisfy. */
  static final String INDEX = "rules.index";

  /** Elements that one method makes. */
  private static final int CHUNK = 200;

  private SetClassWriter() {}

  /**
   * A list that the class makes.
   *
   * @param elements what the list is called
   * @param type of its elements
   * @param element makes an element with the fields
   */
  private record Part(String elements, TypeName type, List<CodeBlock> element) {
    ParameterizedTypeName listType() {
      return ParameterizedTypeName.get(ClassName.get(List.class), type);
    }
  }

  /**
   * The class of one matcher.
   *
   * @param registrations expressions that register all fields that it reads, in {@code fields}
   */
  record Matcher(String ruleId, ClassName type, Set<CodeBlock> registrations) {}

  /** A class of this name that makes all matchers, detectors and suppressors. */
  static TypeSpec write(
      String name, List<Matcher> matchers, List<ClassName> detectors, List<ClassName> suppressors) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addJavadoc("A set of rules.")
            .addAnnotation(GeneratedMatcher.class)
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addSuperinterface(CompiledRules.class)
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addModifiers(Modifier.PUBLIC)
                    .addJavadoc("Makes the set; services are made so.")
                    .build());
    List<MethodSpec> chunks = new ArrayList<>();
    type.addMethod(matchersMethod(matchers, chunks));
    if (!matchers.isEmpty()) {
      type.addSuperinterface(MatcherSource.class).addMethod(matcherMethod(matchers, chunks));
    }
    if (!detectors.isEmpty()) {
      TypeName any =
          ParameterizedTypeName.get(
              ClassName.get(Detector.class), WildcardTypeName.subtypeOf(Object.class));
      type.addMethod(
          listMethod(part("detectors", any, ".detector()", detectors), CodeBlock.of(""), chunks));
    }
    if (!suppressors.isEmpty()) {
      TypeName any = ClassName.get(Suppressor.class);
      type.addMethod(
          listMethod(
              part("suppressors", any, ".suppressor()", suppressors), CodeBlock.of(""), chunks));
    }
    return type.addMethod(indexMethod(name))
        .addMethod(rulesMethod(name))
        .addMethods(chunks)
        .build();
  }

  /**
   * The method that lists all matchers. The fields of all of them are registered at once, because
   * events are read for them; the classes of most are never needed.
   */
  private static MethodSpec matchersMethod(List<Matcher> matchers, List<MethodSpec> chunks) {
    List<CodeBlock> fields =
        matchers.stream()
            .flatMap(matcher -> matcher.registrations().stream())
            .distinct()
            .sorted(Comparator.comparing(CodeBlock::toString))
            .toList();
    List<CodeBlock> elements =
        IntStream.range(0, matchers.size())
            .mapToObj(
                i ->
                    CodeBlock.of(
                        "$T.of($L, this, $L, fields)",
                        LazyMatcher.class,
                        Literals.string(matchers.get(i).ruleId()),
                        i))
            .toList();
    CodeBlock.Builder registrations = CodeBlock.builder();
    for (int start = 0; start < fields.size(); start += CHUNK) {
      MethodSpec.Builder chunk =
          MethodSpec.methodBuilder("addFields" + (start / CHUNK + 1))
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
              .addParameter(Fields.class, "fields");
      fields
          .subList(start, Math.min(fields.size(), start + CHUNK))
          .forEach(field -> chunk.addStatement("$L", field));
      MethodSpec method = chunk.build();
      chunks.add(method);
      registrations.addStatement("$N(fields)", method);
    }
    return listMethod(
        new Part("matchers", ClassName.get(EventMatcher.class), elements),
        registrations.build(),
        chunks);
  }

  /** The method that makes one matcher. */
  private static MethodSpec matcherMethod(List<Matcher> matchers, List<MethodSpec> chunks) {
    CodeBlock.Builder cases = CodeBlock.builder();
    for (int start = 0; start < matchers.size(); start += CHUNK) {
      int end = Math.min(matchers.size(), start + CHUNK);
      CodeBlock.Builder makers = CodeBlock.builder();
      for (int i = start; i < end; i++) {
        makers.addStatement("case $L -> new $T(fields)", i, matchers.get(i).type());
      }
      MethodSpec chunk =
          matcherMethod(
              MethodSpec.methodBuilder("makeMatcher" + (start / CHUNK + 1))
                  .addModifiers(Modifier.PRIVATE, Modifier.STATIC),
              CodeBlock.of("number"),
              makers.build());
      chunks.add(chunk);
      cases.addStatement("case $L -> $N(number, fields)", start / CHUNK, chunk);
    }
    return matcherMethod(override("matcher"), CodeBlock.of("number / $L", CHUNK), cases.build());
  }

  private static MethodSpec matcherMethod(
      MethodSpec.Builder method, CodeBlock selector, CodeBlock cases) {
    return method
        .returns(EventMatcher.class)
        .addParameter(int.class, "number")
        .addParameter(Fields.class, "fields")
        .beginControlFlow("return switch ($L)", selector)
        .addCode(cases)
        .addStatement("default -> throw new $T(number)", IndexOutOfBoundsException.class)
        .addCode("$<};\n")
        .build();
  }

  private static Part part(String elements, TypeName type, String call, List<ClassName> classes) {
    return new Part(
        elements,
        type,
        classes.stream().map(each -> CodeBlock.of("new $T(fields)$L", each, call)).toList());
  }

  /** The method that makes a list, with the help of further methods that go to {@code chunks}. */
  private static MethodSpec listMethod(Part part, CodeBlock before, List<MethodSpec> chunks) {
    MethodSpec.Builder method =
        override(part.elements())
            .returns(part.listType())
            .addParameter(Fields.class, "fields")
            .addCode(before)
            .addStatement("$T $L = new $T<>()", part.listType(), part.elements(), ArrayList.class);
    int number = 1;
    for (int start = 0; start < part.element().size(); start += CHUNK) {
      int end = Math.min(part.element().size(), start + CHUNK);
      MethodSpec chunk = chunk(number++, part, part.element().subList(start, end));
      chunks.add(chunk);
      method.addStatement("$N(fields, $L)", chunk, part.elements());
    }
    return method.addStatement("return $T.copyOf($L)", List.class, part.elements()).build();
  }

  private static MethodSpec chunk(int number, Part part, List<CodeBlock> elements) {
    String name = part.elements();
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(
                "add" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + number)
            .addModifiers(Modifier.PRIVATE)
            .addParameter(Fields.class, "fields")
            .addParameter(part.listType(), name);
    elements.forEach(element -> method.addStatement("$L.add($L)", name, element));
    return method.build();
  }

  private static MethodSpec indexMethod(String name) {
    CodeBlock index =
        CodeBlock.of(
            "$T.of($T.read($T.requireNonNull(bytes, $S)))",
            Optional.class,
            RuleIndex.class,
            Objects.class,
            INDEX);
    return reading(
        "index", ParameterizedTypeName.get(Optional.class, RuleIndex.class), name, INDEX, index);
  }

  private static MethodSpec rulesMethod(String name) {
    CodeBlock rules =
        CodeBlock.of("$T.readAll($T.requireNonNull(bytes, $S))", Rule.class, Objects.class, RULES);
    return reading("rules", ParameterizedTypeName.get(List.class, Rule.class), name, RULES, rules);
  }

  /** A method that returns what is made of the bytes of a file. */
  private static MethodSpec reading(
      String method, TypeName type, String name, String file, CodeBlock result) {
    return override(method)
        .returns(type)
        .beginControlFlow(
            "try ($T bytes = $L.class.getResourceAsStream($S))", InputStream.class, name, file)
        .addStatement("return $L", result)
        .nextControlFlow("catch ($T e)", IOException.class)
        .addStatement("throw new $T(e)", UncheckedIOException.class)
        .endControlFlow()
        .build();
  }

  private static MethodSpec.Builder override(String name) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC);
  }
}
