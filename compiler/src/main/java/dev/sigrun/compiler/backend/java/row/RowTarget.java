package dev.sigrun.compiler.backend.java.row;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sigrun.compiler.ir.row.RowExpression;
import java.util.List;
import java.util.function.Supplier;

/** A class under construction that tests events, as writers of rows see it. */
public interface RowTarget {
  /** A name in camel case made from {@code words} that is free among methods. */
  String method(String words);

  /** A name in camel case made from {@code words}. */
  String variable(String words);

  /** Adds a method before those that are made while its body is. */
  void addMethod(Supplier<MethodSpec> method);

  /** The name of a nested class that is called {@code wanted} if nothing else is. */
  ClassName nestedType(String wanted);

  /** Adds a nested class. */
  void addType(TypeSpec type);

  /** The constant with this value, named after what it is about. */
  CodeBlock constant(Class<?> type, String words, CodeBlock value);

  /** A text as a literal. */
  CodeBlock string(String text);

  /** Texts as arguments. */
  CodeBlock strings(List<String> texts);

  /** The constant of the patterns. */
  CodeBlock wildcards(RowExpression.Like like);

  /** The constant of the regular expression. */
  CodeBlock regex(RowExpression.RegexLike like);

  /** The constant of the blocks of addresses. */
  CodeBlock blocks(RowExpression.InBlocks in);

  /** The member that reads the field of an input of the rows. */
  CodeBlock field(int number);

  /** Whether an event satisfies a predicate of the rows. */
  CodeBlock test(int number);

  /** A clause as a comment on a method. */
  String comment(String clause);
}
