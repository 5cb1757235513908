package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.sigrun.compiler.backend.java.names.Words;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.compiled.LazyDetector;
import dev.sigrun.runtime.compiled.LazyMatcher;
import dev.sigrun.runtime.compiled.RuleSource;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/**
 * Writes the class of a set of rules. It contains the facts about each rule that are needed before
 * the first event, and loads the class and the parameters of a rule when an event could satisfy it.
 */
final class SetClassWriter {
  /** The file next to the class with the index of the rules. */
  static final String INDEX = "rules.index";

  /** Elements that one method makes. */
  private static final int CHUNK = 100;

  private static final ParameterSpec SOURCE =
      ParameterSpec.builder(RuleSource.class, "source").build();

  private static final ParameterSpec FIELDS =
      ParameterSpec.builder(Fields.class, Scope.FIELDS).build();

  private static final TypeName ANY_DETECTOR =
      ParameterizedTypeName.get(
          ClassName.get(Detector.class), WildcardTypeName.subtypeOf(Object.class));

  private final String name;
  private final JavaBackend.Options options;
  private final List<RuleEntry> rules;
  private final List<RuleEntry> matchers;
  private final List<RuleEntry> detectors;

  private final ChunkMethods chunks;

  private SetClassWriter(JavaBackend.Options options, List<RuleEntry> rules) {
    this.name = options.setName();
    this.options = options;
    this.chunks = new ChunkMethods(name);
    this.rules = rules;
    this.matchers = rules.stream().filter(rule -> rule.detector().isEmpty()).toList();
    this.detectors = rules.stream().filter(rule -> rule.detector().isPresent()).toList();
  }

  /**
   * A class for rules in this order.
   *
   * @param options its name, and where events have their time
   */
  static TypeSpec write(JavaBackend.Options options, List<RuleEntry> rules) {
    return new SetClassWriter(options, rules).type();
  }

  private TypeSpec type() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addJavadoc("A set of rules.")
            .addAnnotation(GeneratedMatcher.class)
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addSuperinterface(CompiledRules.class)
            .addSuperinterface(RuleSource.class)
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addModifiers(Modifier.PUBLIC)
                    .addJavadoc("Called by ServiceLoader.")
                    .build());
    type.addMethod(contractMethod());
    options.timestampField().ifPresent(f -> type.addMethod(optionalMethod("timestampField", f)));
    options.timestampFormat().ifPresent(f -> type.addMethod(optionalMethod("timestampFormat", f)));
    type.addMethod(rulesMethod()).addMethod(matchersMethod());
    if (!detectors.isEmpty()) {
      type.addMethod(detectorsMethod());
    }
    if (rules.stream().anyMatch(RuleEntry::suppressed)) {
      type.addMethod(suppressorsMethod());
    }
    type.addMethod(indexMethod());
    if (!matchers.isEmpty()) {
      type.addMethod(makerMethod("matcher", ClassName.get(EventMatcher.class), matchers, ""));
    }
    if (!detectors.isEmpty()) {
      type.addMethod(makerMethod("detector", ANY_DETECTOR, detectors, ".detector()"));
    }
    type.addMethod(openMethod());
    chunks.addTo(type);
    return type.build();
  }

  /** The number itself: javac would take a constant from the runtime that it finds. */
  private static MethodSpec contractMethod() {
    return override("contract")
        .returns(int.class)
        .addStatement("return $L", CompiledRules.CONTRACT)
        .build();
  }

  private static MethodSpec optionalMethod(String name, String value) {
    return override(name)
        .returns(ParameterizedTypeName.get(Optional.class, String.class))
        .addStatement("return $T.of($L)", Optional.class, Literals.string(value))
        .build();
  }

  private MethodSpec rulesMethod() {
    List<CodeBlock> elements =
        rules.stream()
            .map(
                rule ->
                    CodeBlock.of(
                        "$T.late($L, source, $S)",
                        Rule.class,
                        Literals.string(rule.ruleId()),
                        rule.file()))
            .toList();
    return listMethod(
        "rules", ClassName.get(Rule.class), elements, List.of(SOURCE), CodeBlock.of(""));
  }

  private MethodSpec matchersMethod() {
    List<CodeBlock> elements =
        IntStream.range(0, matchers.size()).mapToObj(i -> lazyMatcher(matchers.get(i), i)).toList();
    return listMethod(
        "matchers",
        ClassName.get(EventMatcher.class),
        elements,
        List.of(SOURCE, FIELDS),
        registration("registerMatcherFields", matchers));
  }

  private static CodeBlock lazyMatcher(RuleEntry rule, int number) {
    return CodeBlock.of(
        "$T.of($L, source, $L, fields)$L",
        LazyMatcher.class,
        Literals.string(rule.ruleId()),
        number,
        rule.times().isEmpty()
            ? CodeBlock.of("")
            : CodeBlock.of("\n.withTimestamp($L)", read(rule.times())));
  }

  private MethodSpec detectorsMethod() {
    List<CodeBlock> elements =
        IntStream.range(0, detectors.size())
            .mapToObj(i -> lazyDetector(detectors.get(i), i))
            .toList();
    return listMethod(
        "detectors",
        ANY_DETECTOR,
        elements,
        List.of(SOURCE, FIELDS),
        registration("registerDetectorFields", detectors));
  }

  private static CodeBlock lazyDetector(RuleEntry rule, int number) {
    DetectorTraits traits = rule.detector().orElseThrow();
    return CodeBlock.of(
        "$T.of($L, $T.class, source, $L, fields)$L",
        LazyDetector.class,
        Literals.string(rule.ruleId()),
        traits.kind(),
        number,
        traits.settings("with", SetClassWriter::read));
  }

  private static CodeBlock read(List<Field> fields) {
    return fields.stream()
        .map(field -> MatcherClass.read(Scope.EVENT.fields(), field))
        .collect(CodeBlock.joining(", "));
  }

  private MethodSpec suppressorsMethod() {
    List<CodeBlock> elements =
        rules.stream()
            .filter(RuleEntry::suppressed)
            .map(rule -> CodeBlock.of("new $T(fields).suppressor()", rule.type()))
            .toList();
    return listMethod(
        "suppressors",
        ClassName.get(Suppressor.class),
        elements,
        List.of(FIELDS),
        CodeBlock.of(""));
  }

  /**
   * Statements that register the fields of these rules. That is done for all at once, because
   * events are read for all of them; the classes of most are never needed.
   *
   * @param method how the methods that do it are called, up to a number
   */
  private CodeBlock registration(String method, List<RuleEntry> registered) {
    List<CodeBlock> fields =
        registered.stream()
            .flatMap(rule -> rule.registrations().stream())
            .map(RuleEntry.Registration::code)
            .distinct()
            .sorted(Comparator.comparing(CodeBlock::toString))
            .toList();
    CodeBlock.Builder calls = CodeBlock.builder();
    int number = 1;
    for (List<CodeBlock> part : ChunkMethods.parts(fields, CHUNK)) {
      MethodSpec.Builder chunk =
          MethodSpec.methodBuilder(method + number++)
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
              .addParameter(FIELDS);
      part.forEach(field -> chunk.addStatement("$L", field));
      calls.addStatement("$L(fields)", chunks.add(chunk.build()));
    }
    return calls.build();
  }

  /**
   * The method that makes a list.
   *
   * @param list the name of both
   * @param needs what its elements are made of
   * @param before statements that come first
   */
  private MethodSpec listMethod(
      String list,
      TypeName element,
      List<CodeBlock> elements,
      List<ParameterSpec> needs,
      CodeBlock before) {
    TypeName listType = ParameterizedTypeName.get(ClassName.get(List.class), element);
    MethodSpec.Builder method =
        override(list)
            .returns(listType)
            .addParameters(needs.stream().filter(FIELDS::equals).toList())
            .addCode(before)
            .addStatement("$T $L = new $T<>()", listType, list, ArrayList.class);
    CodeBlock arguments =
        needs.stream()
            .map(each -> each.equals(SOURCE) ? CodeBlock.of("this") : CodeBlock.of("$N", each))
            .collect(CodeBlock.joining(", "));
    int number = 1;
    for (List<CodeBlock> part : ChunkMethods.parts(elements, CHUNK)) {
      MethodSpec.Builder chunk =
          MethodSpec.methodBuilder("add" + Words.of(list, list).pascalCase() + number++)
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
              .addParameters(needs)
              .addParameter(listType, list);
      part.forEach(each -> chunk.addStatement("$L.add($L)", list, each));
      method.addStatement("$L($L, $L)", chunks.add(chunk.build()), arguments, list);
    }
    return method.addStatement("return $T.copyOf($L)", List.class, list).build();
  }

  /** The method that makes one of the elements of a list. */
  private MethodSpec makerMethod(
      String element, TypeName type, List<RuleEntry> made, String afterConstructor) {
    List<CodeBlock> makers =
        IntStream.range(0, made.size())
            .mapToObj(
                i ->
                    CodeBlock.of(
                        "case $L -> new $T(fields)$L", i, made.get(i).type(), afterConstructor))
            .toList();
    List<CodeBlock> cases = new ArrayList<>();
    for (List<CodeBlock> part : ChunkMethods.parts(makers, CHUNK)) {
      int number = cases.size();
      MethodSpec chunk =
          switchMethod(
              MethodSpec.methodBuilder(
                      "make" + Words.of(element, element).pascalCase() + (number + 1))
                  .addModifiers(Modifier.PRIVATE, Modifier.STATIC),
              type,
              CodeBlock.of("number"),
              part);
      cases.add(CodeBlock.of("case $L -> $L(number, fields)", number, chunks.add(chunk)));
    }
    return switchMethod(override(element), type, CodeBlock.of("number / $L", CHUNK), cases);
  }

  private static MethodSpec switchMethod(
      MethodSpec.Builder method, TypeName type, CodeBlock selector, List<CodeBlock> cases) {
    method
        .returns(type)
        .addParameter(int.class, "number")
        .addParameter(FIELDS)
        .beginControlFlow("return switch ($L)", selector);
    cases.forEach(each -> method.addStatement("$L", each));
    return method
        .addStatement("default -> throw new $T(number)", IndexOutOfBoundsException.class)
        .addCode("$<};\n")
        .build();
  }

  private MethodSpec indexMethod() {
    return override("openIndex")
        .returns(InputStream.class)
        .addException(IOException.class)
        .addStatement("return open($S)", INDEX)
        .build();
  }

  private MethodSpec openMethod() {
    return override("open")
        .returns(InputStream.class)
        .addParameter(String.class, "file")
        .addException(IOException.class)
        .addStatement("return $T.stream($L.class.getResource(file))", RuleSource.class, name)
        .build();
  }

  private static MethodSpec.Builder override(String name) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC);
  }
}
