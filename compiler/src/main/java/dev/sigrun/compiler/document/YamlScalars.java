package dev.sigrun.compiler.document;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Determines the type of scalars. Plain ones are read by YAML 1.1 as in PyYAML, whose users wrote
 * most rules: {@code 1e3} is a text there, since a decimal number needs its point.
 */
final class YamlScalars {
  private static final DiagnosticKind OTHER_VERSION =
      DiagnosticKind.warning(
          "YAML011",
          "YAML 1.1 reads this as %s, YAML 1.2 as %s. Write '%s' in quotes, or the value plainly.");
  private static final DiagnosticKind TOO_LARGE =
      DiagnosticKind.error("YAML013", "The number has more than %s digits. Write it in quotes.");

  private static final int MOST_DIGITS = 18;

  private static final Pattern TRUTH =
      Pattern.compile(
          "(?:yes|Yes|YES|true|True|TRUE|on|On|ON)|no|No|NO|false|False|FALSE|off|Off|OFF");
  private static final Pattern CORE_TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern WHOLE =
      Pattern.compile(
          "[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
              + "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9]+");
  private static final Pattern CORE_WHOLE = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
              + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
              + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
  private static final Pattern CORE_DECIMAL =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
  private static final Pattern DATE =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}"
              + "(?:\\.[0-9]*)?(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?");
  private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");

  private final SourceText source;
  private final DiagnosticSink sink;

  YamlScalars(SourceText source, DiagnosticSink sink) {
    this.source = source;
    this.sink = sink;
  }

  static boolean isNull(String plain) {
    return NULL.matcher(plain).matches();
  }

  DataValue plain(Origin origin, String value) {
    char first = value.isEmpty() ? '~' : value.charAt(0);
    if (first > '9' && "yYnNtTfFoO~".indexOf(first) < 0) {
      return text(origin, value);
    }
    if (isNull(value)) {
      return new DataValue.Null(origin);
    }
    if (TRUTH.matcher(value).matches()) {
      if (!CORE_TRUTH.matcher(value).matches()) {
        warn(origin, "a boolean", "a text", value);
      }
      return truth(origin, value);
    }
    if (WHOLE.matcher(value).matches()) {
      return whole(origin, value);
    }
    if (DECIMAL.matcher(value).matches()) {
      return decimal(origin, value);
    }
    if (DATE.matcher(value).matches()) {
      return new DataValue.Date(origin, value);
    }
    if (CORE_DECIMAL.matcher(value).matches()) {
      boolean whole = CORE_WHOLE.matcher(value).matches();
      warn(origin, "a text", whole ? "a whole number" : "a decimal number", value);
    } else if (value.startsWith("0o") && CORE_WHOLE.matcher(value).matches()) {
      warn(origin, "a text", "a whole number", value);
    }
    return text(origin, value);
  }

  /** A scalar with a tag of YAML's own; empty if the tag does not fit. */
  Optional<DataValue> tagged(Tag tag, Origin origin, String value) {
    if (tag.equals(Tag.NULL) && isNull(value)) {
      return Optional.of(new DataValue.Null(origin));
    }
    if (tag.equals(Tag.BOOL) && TRUTH.matcher(value).matches()) {
      return Optional.of(truth(origin, value));
    }
    if (tag.equals(Tag.INT) && WHOLE.matcher(value).matches()) {
      return Optional.of(whole(origin, value));
    }
    if (tag.equals(Tag.FLOAT) && CORE_DECIMAL.matcher(value).matches()) {
      return Optional.of(new DataValue.Decimal(origin, Double.parseDouble(value)));
    }
    return tag.equals(Tag.TIMESTAMP) && DATE.matcher(value).matches()
        ? Optional.of(new DataValue.Date(origin, value))
        : Optional.empty();
  }

  DataValue text(Origin origin, String value) {
    return new DataValue.Text(origin, source.embed(value, YamlPlaces.of(origin, value)));
  }

  private static DataValue truth(Origin origin, String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    boolean holds = lower.equals("yes") || lower.equals("true") || lower.equals("on");
    return new DataValue.Truth(origin, holds);
  }

  private DataValue whole(Origin origin, String value) {
    BigInteger number = whole(value);
    boolean isCore = CORE_WHOLE.matcher(value).matches();
    if (!isCore) {
      warn(origin, "the number " + number, "a text", value);
    } else if (LEADING_ZERO.matcher(value).matches()
        && !number.equals(new BigInteger(unsigned(value)))) {
      warn(origin, "the number " + number, "the number " + new BigInteger(unsigned(value)), value);
    }
    if (number.abs().toString().length() > MOST_DIGITS) {
      sink.report(TOO_LARGE, source, origin.span(), MOST_DIGITS);
      return new DataValue.Whole(origin, 0);
    }
    return new DataValue.Whole(origin, number.longValueExact());
  }

  private static String unsigned(String value) {
    return value.startsWith("+") ? value.substring(1) : value;
  }

  private static BigInteger whole(String value) {
    boolean negative = value.startsWith("-");
    boolean signed = negative || value.startsWith("+");
    String digits = value.substring(signed ? 1 : 0).replace("_", "");
    BigInteger number;
    if (digits.startsWith("0b")) {
      number = number(digits.substring(2), 2);
    } else if (digits.startsWith("0x")) {
      number = number(digits.substring(2), 16);
    } else if (digits.indexOf(':') >= 0) {
      number = BigInteger.ZERO;
      for (String part : digits.split(":", -1)) {
        number = number.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
      }
    } else {
      number = digits.startsWith("0") ? number(digits, 8) : new BigInteger(digits);
    }
    return negative ? number.negate() : number;
  }

  private static BigInteger number(String digits, int radix) {
    return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits, radix);
  }

  private DataValue decimal(Origin origin, String value) {
    String digits = value.replace("_", "").toLowerCase(Locale.ROOT);
    if (digits.endsWith("inf") || digits.endsWith("nan")) {
      boolean negative = digits.startsWith("-");
      double endless = negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      return new DataValue.Decimal(origin, digits.endsWith("inf") ? endless : Double.NaN);
    }
    if (digits.indexOf(':') < 0) {
      double number = Double.parseDouble(digits);
      if (!CORE_DECIMAL.matcher(value).matches()) {
        warn(origin, "the number " + number, "a text", value);
      }
      return new DataValue.Decimal(origin, number);
    }
    double number = 0;
    for (String part : digits.replaceFirst("^[-+]", "").split(":", -1)) {
      number = number * 60 + Double.parseDouble(part);
    }
    double signed = digits.startsWith("-") ? -number : number;
    warn(origin, "the number " + signed, "a text", value);
    return new DataValue.Decimal(origin, signed);
  }

  private void warn(Origin origin, String before, String now, String value) {
    sink.report(OTHER_VERSION, source, origin.span(), before, now, value);
  }
}
