package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.StringLiteral;
import dev.sigrun.runtime.row.DissectPattern;
import dev.sigrun.runtime.row.GrokPattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns that the patterns of GROK and DISSECT name. */
final class ExtractedColumns {
  private static final DiagnosticKind UNKNOWN_PATTERN =
      DiagnosticKind.error("ESQL057", "GROK has no pattern called '%s'.%s");
  private static final DiagnosticKind UNKNOWN_TYPE =
      DiagnosticKind.error(
          "ESQL058",
          "GROK cannot convert to '%s'. Known types: int, long, float, double, boolean.");
  private static final DiagnosticKind NO_KEYS =
      DiagnosticKind.error("ESQL059", "A pattern of DISSECT needs a key, as '%s' has.");
  private static final DiagnosticKind REFERENCE_KEY =
      DiagnosticKind.error("ESQL067", "Keys with '*' and '&' are not part of ES|QL: '%s'.");

  private static final Pattern GROK_REFERENCE =
      Pattern.compile("%\\{([A-z0-9]++)(?::([^:{}]++))?+(?::(\\w++))?+\\}");
  private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?<([^=!>][^>]*+)>");
  private static final Pattern DISSECT_KEY = Pattern.compile("%\\{([^}]*+)\\}");

  /** The names of the patterns that Elasticsearch brings, those of single products left out. */
  private static final List<String> GROK_PATTERNS =
      List.of(
          "USERNAME",
          "USER",
          "EMAILLOCALPART",
          "EMAILADDRESS",
          "INT",
          "BASE10NUM",
          "NUMBER",
          "BASE16NUM",
          "BASE16FLOAT",
          "POSINT",
          "NONNEGINT",
          "WORD",
          "NOTSPACE",
          "SPACE",
          "DATA",
          "GREEDYDATA",
          "QUOTEDSTRING",
          "UUID",
          "URN",
          "MAC",
          "CISCOMAC",
          "WINDOWSMAC",
          "COMMONMAC",
          "IPV6",
          "IPV4",
          "IP",
          "HOSTNAME",
          "HOST",
          "IPORHOST",
          "HOSTPORT",
          "PATH",
          "UNIXPATH",
          "TTY",
          "WINPATH",
          "URIPROTO",
          "URIHOST",
          "URIPATH",
          "URIPARAM",
          "URIQUERY",
          "URIPATHPARAM",
          "URI",
          "MONTH",
          "MONTHNUM",
          "MONTHNUM2",
          "MONTHDAY",
          "DAY",
          "YEAR",
          "HOUR",
          "MINUTE",
          "SECOND",
          "TIME",
          "DATE_US",
          "DATE_EU",
          "ISO8601_TIMEZONE",
          "ISO8601_SECOND",
          "ISO8601_HOUR",
          "TIMESTAMP_ISO8601",
          "DATE",
          "DATESTAMP",
          "TZ",
          "DATESTAMP_RFC822",
          "DATESTAMP_RFC2822",
          "DATESTAMP_OTHER",
          "DATESTAMP_EVENTLOG",
          "SYSLOGTIMESTAMP",
          "PROG",
          "SYSLOGPROG",
          "SYSLOGHOST",
          "SYSLOGFACILITY",
          "SYSLOGBASE",
          "HTTPDATE",
          "QS",
          "COMMONAPACHELOG",
          "COMBINEDAPACHELOG",
          "HTTPD_COMMONLOG",
          "HTTPD_COMBINEDLOG",
          "LOGLEVEL");

  private final EsqlReports reports;

  ExtractedColumns(EsqlReports reports) {
    this.reports = reports;
  }

  /** The columns of a pattern of GROK, with their types. */
  Map<String, EsqlType> grok(StringLiteral pattern) {
    Map<String, EsqlType> columns = new LinkedHashMap<>();
    Matcher reference = GROK_REFERENCE.matcher(pattern.value());
    while (reference.find()) {
      String name = reference.group(1);
      if (!GROK_PATTERNS.contains(name)) {
        DidYouMean hint = Suggestions.didYouMean(name, GROK_PATTERNS);
        reports.error(UNKNOWN_PATTERN, pattern.origin(), name, hint);
      }
      if (reference.group(2) != null) {
        String type = reference.group(3) == null ? "string" : reference.group(3);
        columns.put(reference.group(2), type(pattern, type));
      }
    }
    Matcher group = NAMED_GROUP.matcher(upTo('>', pattern));
    while (group.find()) {
      columns.put(group.group(1), EsqlType.KEYWORD);
    }
    inLibrary(pattern.value()).forEach(columns::putIfAbsent);
    return columns;
  }

  /** Some patterns of the library name columns themselves. */
  private static Map<String, EsqlType> inLibrary(String pattern) {
    Map<String, EsqlType> columns = new LinkedHashMap<>();
    try {
      for (GrokPattern.Key key : GrokPattern.of(pattern).columns()) {
        columns.put(key.name(), key.type().equals("int") ? EsqlType.INTEGER : EsqlType.KEYWORD);
      }
    } catch (IllegalArgumentException e) {
      // A pattern that is not run is reported elsewhere.
      return Map.of();
    }
    return columns;
  }

  /** The text up to its last {@code end}, so that no search for one runs through the rest. */
  private static String upTo(char end, StringLiteral pattern) {
    String text = pattern.value();
    return text.substring(0, text.lastIndexOf(end) + 1);
  }

  private EsqlType type(StringLiteral pattern, String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "string" -> EsqlType.KEYWORD;
      case "int" -> EsqlType.INTEGER;
      case "long" -> EsqlType.LONG;
      case "float", "double" -> EsqlType.DOUBLE;
      case "boolean" -> EsqlType.BOOLEAN;
      default -> reports.error(UNKNOWN_TYPE, pattern.origin(), name);
    };
  }

  /** The columns of a pattern of DISSECT. */
  Map<String, EsqlType> dissect(StringLiteral pattern) {
    Map<String, EsqlType> columns = new LinkedHashMap<>();
    for (String name : DissectPattern.of(pattern.value(), "").names()) {
      if (name.startsWith("*") || name.startsWith("&")) {
        reports.error(REFERENCE_KEY, pattern.origin(), name);
      } else {
        columns.put(name, EsqlType.KEYWORD);
      }
    }
    if (!DISSECT_KEY.matcher(upTo('}', pattern)).find()) {
      reports.error(NO_KEYS, pattern.origin(), "%{user} %{rest}");
    }
    return columns;
  }
}
