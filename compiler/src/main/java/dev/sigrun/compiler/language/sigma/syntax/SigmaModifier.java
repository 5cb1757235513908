package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.source.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A word behind the name of a field that says how its values are meant.
 *
 * @param origin where the word is written
 * @param kind which of the modifiers it is
 */
public record SigmaModifier(Origin origin, Kind kind) {
  /** The effect of a modifier. An item has at most one modifier of each role, lists excepted. */
  public enum Role {
    /** How the value and the field are compared. */
    OPERATOR,
    /** Where in the field the value must be. */
    PLACE,
    /** How the text is changed before it is compared. */
    ENCODING,
    /** How a regular expression is read. */
    FLAG,
    /** How the values of a list go together. */
    LIST,
    /** Anything else about the comparison. */
    OPTION
  }

  /** The modifiers of the specification and of the tools in use. */
  public enum Kind {
    CONTAINS("contains", Role.PLACE),
    STARTSWITH("startswith", Role.PLACE),
    ENDSWITH("endswith", Role.PLACE),
    ALL("all", Role.LIST),
    NEQ("neq", Role.LIST),
    CASED("cased", Role.OPTION),
    EXISTS("exists", Role.OPERATOR),
    RE("re", Role.OPERATOR),
    IGNORECASE("i", Role.FLAG, "ignorecase"),
    MULTILINE("m", Role.FLAG, "multiline"),
    DOTALL("s", Role.FLAG, "dotall"),
    CIDR("cidr", Role.OPERATOR),
    LT("lt", Role.OPERATOR),
    LTE("lte", Role.OPERATOR),
    GT("gt", Role.OPERATOR),
    GTE("gte", Role.OPERATOR),
    FIELDREF("fieldref", Role.OPERATOR),
    MINUTE("minute", Role.OPERATOR),
    HOUR("hour", Role.OPERATOR),
    DAY("day", Role.OPERATOR),
    WEEK("week", Role.OPERATOR),
    MONTH("month", Role.OPERATOR),
    YEAR("year", Role.OPERATOR),
    BASE64("base64", Role.ENCODING),
    BASE64OFFSET("base64offset", Role.ENCODING),
    WIDE("wide", Role.ENCODING, "utf16le"),
    UTF16BE("utf16be", Role.ENCODING),
    UTF16("utf16", Role.ENCODING),
    WINDASH("windash", Role.OPTION),
    EXPAND("expand", Role.OPTION);

    private final Role role;
    private final List<String> spellings;

    Kind(String spelling, Role role) {
      this.role = role;
      this.spellings = List.of(spelling);
    }

    Kind(String spelling, Role role, String other) {
      this.role = role;
      this.spellings = List.of(spelling, other);
    }

    /** Its role. */
    public Role role() {
      return role;
    }

    /** The usual word for it. */
    public String spelling() {
      return spellings.get(0);
    }

    /** Whether it takes a part of a point in time. */
    public boolean isTimePart() {
      return switch (this) {
        case MINUTE, HOUR, DAY, WEEK, MONTH, YEAR -> true;
        default -> false;
      };
    }

    /** Whether it compares the order of numbers. */
    public boolean isOrder() {
      return this == LT || this == LTE || this == GT || this == GTE;
    }

    /** The modifier that is written {@code word}. */
    static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.spellings.contains(word)).findFirst();
    }

    /** All words for modifiers. */
    public static List<String> words() {
      return Arrays.stream(values()).flatMap(kind -> kind.spellings.stream()).toList();
    }

    @Override
    public String toString() {
      return spelling();
    }
  }
}
