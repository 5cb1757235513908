package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.sigrun.compiler.backend.java.names.Names;
import dev.sigrun.compiler.backend.java.names.Words;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.runtime.event.BooleanField;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.IpField;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NestedField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.event.PresenceField;
import dev.sigrun.runtime.event.RangeField;
import dev.sigrun.runtime.event.Reading;
import dev.sigrun.runtime.event.TextField;
import dev.sigrun.runtime.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * A class under construction that tests events: its constants, fields and methods under names of
 * their own. Top-level for a rule, nested for parts of rules that are too big for one class.
 */
final class MatcherClass {
  /** Methods of interfaces and of Object, parameters and local variables. */
  private static final List<String> RESERVED =
      Stream.concat(
              Stream.of(
                  "matches",
                  "ruleId",
                  "detector",
                  "suppressor",
                  "clone",
                  "equals",
                  "finalize",
                  "getClass",
                  "hashCode",
                  "notify",
                  "notifyAll",
                  "toString",
                  "wait",
                  "choices",
                  "event",
                  "fields",
                  "element",
                  "row",
                  "each",
                  "e"),
              IntStream.range(2, 256).mapToObj(depth -> "element" + depth))
          .toList();

  /** Bytecode that puts a constant into an array. */
  private static final int BYTES_OF_ELEMENT = 8;

  /** The maximum amount of bytecode in the class initializer that fills arrays. */
  private static final int MOST_LIST_BYTES = 4_000;

  private final String name;
  private final Names types;
  private final Names members = new Names(RESERVED);
  private final Names constantNames = new Names(List.of());
  private final Map<FieldKey, String> nameByField = new LinkedHashMap<>();
  private final Map<String, String> nameByConstant = new LinkedHashMap<>();
  private final List<FieldSpec> constants = new ArrayList<>();
  private final List<FieldSpec> fields = new ArrayList<>();
  private final CodeBlock.Builder assignments = CodeBlock.builder();
  private final List<MethodSpec> methods = new ArrayList<>();
  private final List<TypeSpec> parts;
  private final Set<RuleEntry.Registration> registrations;
  private int listBytes;

  private record FieldKey(String prefix, Field field) {}

  private MatcherClass(
      String name, Names types, List<TypeSpec> parts, Set<RuleEntry.Registration> registrations) {
    this.name = name;
    this.types = types;
    this.parts = parts;
    this.registrations = registrations;
  }

  /** The class of a rule. */
  static MatcherClass topLevel(String name) {
    return new MatcherClass(
        name, new Names(List.of(name)), new ArrayList<>(), new LinkedHashSet<>());
  }

  /** A class for a part of the same rule. */
  MatcherClass part() {
    return new MatcherClass(types.allocate("Part"), types, parts, registrations);
  }

  /**
   * A class for the tests of the rule on documents other than events. It is called {@code wanted}
   * if nothing else is.
   */
  MatcherClass separatePart(String wanted) {
    return new MatcherClass(types.allocate(wanted), types, parts, new LinkedHashSet<>());
  }

  String name() {
    return name;
  }

  /** The name of a member that is still free. */
  String allocate(String wanted) {
    return members.allocate(wanted);
  }

  /** The name of the constant with this value, made from {@code wanted} if it is new. */
  String constant(Class<?> type, String wanted, CodeBlock value) {
    return constant(ClassName.get(type), wanted, value);
  }

  private String constant(TypeName type, String wanted, CodeBlock value) {
    return nameByConstant.computeIfAbsent(
        value.toString(),
        key -> {
          String constant = constantNames.allocate(wanted, "_");
          constants.add(
              FieldSpec.builder(type, constant, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                  .initializer(value)
                  .build());
          return constant;
        });
  }

  /** The name of the constant that holds these words in a row. */
  String phrase(String wanted, CodeBlock value) {
    return constant(ParameterizedTypeName.get(List.class, String.class), wanted, value);
  }

  /** Strings as arguments; in the form that takes little bytecode once there are many. */
  CodeBlock strings(List<String> values) {
    boolean crowded = listBytes + values.size() * BYTES_OF_ELEMENT > MOST_LIST_BYTES;
    if (values.size() > Literals.MOST_ELEMENTS || crowded) {
      listBytes += BYTES_OF_ELEMENT;
      return Literals.lines(values);
    }
    listBytes += values.size() * BYTES_OF_ELEMENT;
    return Literals.strings(values);
  }

  /** The name of the member that reads {@code field}. */
  String field(Scope scope, Field field) {
    FieldKey key = new FieldKey(scope.prefix(), field);
    String known = nameByField.get(key);
    if (known != null) {
      return known;
    }
    String member =
        allocate(
            Words.of(scope.prefix() + field.name().replace("*", " any "), "field").camelCase());
    nameByField.put(key, member);
    add(ClassName.get(type(field.type())), member, read(scope.fields(), field));
    registrations.add(new RuleEntry.Registration(scope.lists(), field));
    return member;
  }

  /** Members that read these fields of the event, as arguments. */
  CodeBlock members(List<Field> eventFields) {
    return eventFields.stream()
        .map(field -> CodeBlock.of("$N", field(Scope.EVENT, field)))
        .collect(CodeBlock.joining(", "));
  }

  /** The name of a member that holds an instance of {@code part}. */
  String partField(Scope scope, MatcherClass part) {
    String member = allocate(Words.of(part.name, "part").camelCase());
    ClassName type = ClassName.get("", part.name);
    add(type, member, CodeBlock.of("new $T($L)", type, scope.fields()));
    return member;
  }

  private void add(ClassName type, String member, CodeBlock value) {
    fields.add(FieldSpec.builder(type, member, Modifier.PRIVATE, Modifier.FINAL).build());
    assignments.addStatement("this.$N =$W$L", member, value);
  }

  /** Adds a method before those that are made while its body is. */
  void addMethod(Supplier<MethodSpec> method) {
    int index = methods.size();
    methods.add(index, method.get());
  }

  /** The name of a nested class that is still free. */
  String allocateType(String wanted) {
    return types.allocate(wanted);
  }

  /** Adds the finished class of a part. */
  void addPart(TypeSpec part) {
    parts.add(part);
  }

  /** All fields that the class of the rule reads. */
  Set<RuleEntry.Registration> registrations() {
    return Collections.unmodifiableSet(registrations);
  }

  /** The class of a rule. */
  TypeSpec.Builder topLevelType() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name).addModifiers(Modifier.PUBLIC, Modifier.FINAL);
    MethodSpec.Builder constructor =
        constructor()
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc("Registers the fields that it reads.");
    return addMembers(type, constructor).addTypes(parts);
  }

  /** The class of a part. */
  TypeSpec partType() {
    return partType("A part of the rule, which is too long for one class.").build();
  }

  /** The class of a part, with a sentence about it. */
  TypeSpec.Builder partType(String javadoc) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc(javadoc);
    return addMembers(type, constructor().addModifiers(Modifier.PRIVATE));
  }

  private MethodSpec.Builder constructor() {
    return MethodSpec.constructorBuilder()
        .addParameter(Fields.class, Scope.FIELDS)
        .addCode(assignments.build());
  }

  private TypeSpec.Builder addMembers(TypeSpec.Builder type, MethodSpec.Builder constructor) {
    return type.addFields(constants)
        .addFields(fields)
        .addMethod(constructor.build())
        .addMethods(methods);
  }

  private static Class<?> type(ValueType type) {
    return switch (type) {
      case KEYWORD, LOWERCASE, VERSION -> KeywordField.class;
      case TEXT, SCRIPT_TEXT -> TextField.class;
      case BYTE, SHORT, INTEGER, LONG, UNSIGNED_LONG, HALF_FLOAT, FLOAT, DOUBLE, NUMBER ->
          NumberField.class;
      case BOOLEAN -> BooleanField.class;
      case DATE, DATE_NANOS -> DateField.class;
      case IP -> IpField.class;
      case INTEGER_RANGE, LONG_RANGE, FLOAT_RANGE, DOUBLE_RANGE, DATE_RANGE, IP_RANGE ->
          RangeField.class;
      case OBJECT -> PresenceField.class;
      case NESTED -> NestedField.class;
    };
  }

  /** Reads {@code field} from the registry that {@code fields} represents. */
  static CodeBlock read(CodeBlock fields, Field field) {
    return readAs(reading(fields, field.reading()), field);
  }

  /** The registry that reads fields as {@code reading} says. */
  private static CodeBlock reading(CodeBlock fields, Reading reading) {
    if (reading.equals(Reading.PLAIN)) {
      return fields;
    }
    CodeBlock.Builder code = CodeBlock.builder();
    if (reading.places().isEmpty()) {
      code.add("$T.PLAIN", Reading.class);
    } else {
      code.add("$T.at($L)", Reading.class, Literals.strings(reading.places()));
    }
    if (!reading.patterns().isEmpty()) {
      code.add(".withPatterns($T.of($L))", List.class, Literals.strings(reading.patterns()));
    }
    reading.nullValue().ifPresent(v -> code.add(".withNull($L)", Literals.string(v)));
    reading.constant().ifPresent(v -> code.add(".withConstant($L)", Literals.string(v)));
    reading.dateFormat().ifPresent(f -> code.add(".withDateFormat($L)", Literals.string(f)));
    reading.scalingFactor().ifPresent(f -> code.add(".withScalingFactor($L)", f));
    reading.ignoreAbove().ifPresent(most -> code.add(".ignoringAbove($L)", most));
    return CodeBlock.of("$L.reading($L)", fields, code.build());
  }

  private static CodeBlock readAs(CodeBlock fields, Field field) {
    CodeBlock name = Literals.string(field.name());
    if (field.pattern()) {
      return CodeBlock.of(
          "$L.keywordPattern($L, $T.of($L))",
          fields,
          name,
          List.class,
          field.except().isEmpty() ? CodeBlock.of("") : Literals.strings(field.except()));
    }
    return switch (field.type()) {
      case KEYWORD -> CodeBlock.of("$L.keyword($L)", fields, name);
      case VERSION -> CodeBlock.of("$L.version($L)", fields, name);
      case LOWERCASE -> CodeBlock.of("$L.lowercase($L)", fields, name);
      case TEXT -> text(fields, name, TextAnalyzer.STANDARD);
      case SCRIPT_TEXT -> text(fields, name, TextAnalyzer.SCRIPT);
      case BYTE -> number(fields, name, NumberType.BYTE);
      case SHORT -> number(fields, name, NumberType.SHORT);
      case INTEGER -> number(fields, name, NumberType.INTEGER);
      case LONG -> number(fields, name, NumberType.LONG);
      case UNSIGNED_LONG -> number(fields, name, NumberType.UNSIGNED_LONG);
      case HALF_FLOAT -> number(fields, name, NumberType.HALF_FLOAT);
      case FLOAT -> number(fields, name, NumberType.FLOAT);
      case DOUBLE -> number(fields, name, NumberType.DOUBLE);
      case NUMBER -> number(fields, name, NumberType.ANY);
      case BOOLEAN -> CodeBlock.of("$L.bool($L)", fields, name);
      case DATE -> CodeBlock.of("$L.date($L)", fields, name);
      case DATE_NANOS -> CodeBlock.of("$L.dateNanos($L)", fields, name);
      case IP -> CodeBlock.of("$L.ip($L)", fields, name);
      case INTEGER_RANGE -> range(fields, name, RangeField.Type.INTEGER);
      case LONG_RANGE -> range(fields, name, RangeField.Type.LONG);
      case FLOAT_RANGE -> range(fields, name, RangeField.Type.FLOAT);
      case DOUBLE_RANGE -> range(fields, name, RangeField.Type.DOUBLE);
      case DATE_RANGE -> range(fields, name, RangeField.Type.DATE);
      case IP_RANGE -> range(fields, name, RangeField.Type.IP);
      case OBJECT -> CodeBlock.of("$L.presence($L)", fields, name);
      case NESTED -> CodeBlock.of("$L.nested($L)", fields, name);
    };
  }

  private static CodeBlock text(CodeBlock fields, CodeBlock name, TextAnalyzer analyzer) {
    return CodeBlock.of("$L.text($L, $T.$L)", fields, name, TextAnalyzer.class, analyzer.name());
  }

  private static CodeBlock range(CodeBlock fields, CodeBlock name, RangeField.Type type) {
    return CodeBlock.of("$L.range($L, $T.$L)", fields, name, RangeField.Type.class, type.name());
  }

  private static CodeBlock number(CodeBlock fields, CodeBlock name, NumberType type) {
    return CodeBlock.of("$L.number($L, $T.$L)", fields, name, NumberType.class, type.name());
  }
}
