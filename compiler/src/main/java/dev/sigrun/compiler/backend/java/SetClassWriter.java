package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.sigrun.runtime.CompiledRules;
import dev.sigrun.runtime.EventMatcher;
import dev.sigrun.runtime.Fields;
import dev.sigrun.runtime.GeneratedMatcher;
import dev.sigrun.runtime.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/** Writes the class of a set of rules. */
final class SetClassWriter {
  /** The file beside the class that says what is known about the rules. */
  static final String RULES = "rules.json";

  /** Matchers that one method makes. */
  private static final int CHUNK = 200;

  private static final ParameterizedTypeName MATCHERS =
      ParameterizedTypeName.get(List.class, EventMatcher.class);

  private SetClassWriter() {}

  /** A class of this name that makes all matchers. */
  static TypeSpec write(String name, List<ClassName> matchers) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addJavadoc("The matchers of a set of rules.")
            .addAnnotation(GeneratedMatcher.class)
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addSuperinterface(CompiledRules.class)
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addModifiers(Modifier.PUBLIC)
                    .addJavadoc("Makes the set; services are made so.")
                    .build());
    List<MethodSpec> chunks = new ArrayList<>();
    for (int start = 0; start < matchers.size(); start += CHUNK) {
      int end = Math.min(matchers.size(), start + CHUNK);
      chunks.add(chunk(chunks.size() + 1, matchers.subList(start, end)));
    }
    return type.addMethod(matchersMethod(chunks))
        .addMethod(rulesMethod(name))
        .addMethods(chunks)
        .build();
  }

  private static MethodSpec matchersMethod(List<MethodSpec> chunks) {
    MethodSpec.Builder method =
        override("matchers")
            .returns(MATCHERS)
            .addParameter(Fields.class, "fields")
            .addStatement("$T matchers = new $T<>()", MATCHERS, ArrayList.class);
    chunks.forEach(chunk -> method.addStatement("$N(fields, matchers)", chunk));
    return method.addStatement("return $T.copyOf(matchers)", List.class).build();
  }

  private static MethodSpec chunk(int number, List<ClassName> matchers) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("addMatchers" + number)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameter(Fields.class, "fields")
            .addParameter(MATCHERS, "matchers");
    matchers.forEach(matcher -> method.addStatement("matchers.add(new $T(fields))", matcher));
    return method.build();
  }

  private static MethodSpec rulesMethod(String name) {
    CodeBlock stream = CodeBlock.of("$L.class.getResourceAsStream($S)", name, RULES);
    return override("rules")
        .returns(ParameterizedTypeName.get(List.class, Rule.class))
        .beginControlFlow("try ($T json = $L)", InputStream.class, stream)
        .addStatement(
            "return $T.readAll($T.requireNonNull(json, $S))", Rule.class, Objects.class, RULES)
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
