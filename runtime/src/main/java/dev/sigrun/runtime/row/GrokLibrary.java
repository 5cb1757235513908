package dev.sigrun.runtime.row;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The patterns that GROK knows by name, in its own syntax. */
final class GrokLibrary {
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String BYTE = "(?:[0-1]?[0-9]{1,2}|2[0-4][0-9]|25[0-5])";
  private static final String GROUP = "[0-9A-Fa-f]{1,4}";
  private static final Map<String, String> PATTERNS = new HashMap<>();

  static {
    put("USERNAME", "[a-zA-Z0-9._-]+");
    put("USER", "%{USERNAME}");
    put(
        "EMAILLOCALPART",
        "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\\.[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,62}){0,63}");
    put("EMAILADDRESS", "%{EMAILLOCALPART}@%{HOSTNAME}");
    put("INT", "(?:[+-]?(?:[0-9]+))");
    put("BASE10NUM", "(?<![0-9.+-])(?>[+-]?(?:(?:[0-9]+(?:\\.[0-9]+)?)|(?:\\.[0-9]+)))");
    put("NUMBER", "(?:%{BASE10NUM})");
    put("BASE16NUM", "(?<![0-9A-Fa-f])(?:[+-]?(?:0x)?(?:[0-9A-Fa-f]+))");
    put(
        "BASE16FLOAT",
        "\\b(?<![0-9A-Fa-f.])(?:[+-]?(?:0x)?(?:[0-9A-Fa-f]+(?:\\.[0-9A-Fa-f]*)?|\\.[0-9A-Fa-f]+))\\b");
    put("POSINT", "\\b(?:[1-9][0-9]*)\\b");
    put("NONNEGINT", "\\b(?:[0-9]+)\\b");
    put("WORD", "\\b\\w+\\b");
    put("NOTSPACE", "\\S+");
    put("SPACE", "\\s*");
    put("DATA", ".*?");
    put("GREEDYDATA", ".*");
    put(
        "QUOTEDSTRING",
        "(?<!\\\\)(?>Q(?>\\\\.|[^\\\\Q])*+Q|A(?>\\\\.|[^\\\\A])*+A|`(?>\\\\.|[^\\\\`])*+`)"
            .replace('Q', '"')
            .replace('A', '\''));
    put("QS", "%{QUOTEDSTRING}");
    put("UUID", "[A-Fa-f0-9]{8}-(?:[A-Fa-f0-9]{4}-){3}[A-Fa-f0-9]{12}");
    put(
        "URN",
        "urn:[0-9A-Za-z][0-9A-Za-z-]{0,31}:(?:%[0-9a-fA-F]{2}|[0-9A-Za-z()+,.:=@;$_!*'/?#-])+");
    put("MAC", "(?:%{CISCOMAC}|%{WINDOWSMAC}|%{COMMONMAC})");
    put("CISCOMAC", "(?:(?:[A-Fa-f0-9]{4}\\.){2}[A-Fa-f0-9]{4})");
    put("WINDOWSMAC", "(?:(?:[A-Fa-f0-9]{2}-){5}[A-Fa-f0-9]{2})");
    put("COMMONMAC", "(?:(?:[A-Fa-f0-9]{2}:){5}[A-Fa-f0-9]{2})");
    put("IPV4", "(?<![0-9])B(?:[.]B){3}(?![0-9])".replace("B", BYTE));
    put("IPV6", ipv6());
    put("IP", "(?:%{IPV6}|%{IPV4})");
    put(
        "HOSTNAME",
        "\\b(?:[0-9A-Za-z][0-9A-Za-z-]{0,62})(?:\\.(?:[0-9A-Za-z][0-9A-Za-z-]{0,62}))*(?:\\.?|\\b)");
    put("HOST", "%{HOSTNAME}");
    put("IPORHOST", "(?:%{IP}|%{HOSTNAME})");
    put("HOSTPORT", "%{IPORHOST}:%{POSINT}");
    put("PATH", "(?:%{UNIXPATH}|%{WINPATH})");
    put("UNIXPATH", "(?:/[[:alnum:]_%!$@:.,+~-]*)+");
    put("TTY", "(?:/dev/(?:pts|tty(?:[pq])?)(?:\\w+)?/?(?:[0-9]+))");
    put("WINPATH", "(?>[A-Za-z]+:|\\\\)(?:\\\\[^\\\\?*]*)+");
    put("URIPROTO", "[A-Za-z](?:[A-Za-z0-9+.-]+)+");
    put("URIHOST", "%{IPORHOST}(?::%{POSINT})?");
    put("URIPATH", "(?:/[A-Za-z0-9$.+!*'(){},~:;=@#%&_-]*)+");
    put("URIQUERY", "[A-Za-z0-9$.+!*'|(){},~@#%&/=:;_?\\-\\[\\]<>]*");
    put("URIPARAM", "\\?%{URIQUERY}");
    put("URIPATHPARAM", "%{URIPATH}(?:\\?%{URIQUERY})?");
    put(
        "URI",
        "%{URIPROTO}://(?:%{USER}(?::[^@]*)?@)?(?:%{URIHOST})?(?:%{URIPATH}(?:\\?%{URIQUERY})?)?");
    put(
        "MONTH",
        "\\b(?:[Jj]an(?:uary|uar)?|[Ff]eb(?:ruary|ruar)?|[Mm](?:a|\u00e4)?r(?:ch|z)?|[Aa]pr(?:il)?|[Mm]a[yi]?"
            + "|[Jj]un[ei]?|[Jj]ul[yi]?|[Aa]ug(?:ust)?|[Ss]ep(?:tember)?|[Oo][ck]?t(?:ober)?"
            + "|[Nn]ov(?:ember)?|[Dd]e[cz](?:ember)?)\\b");
    put("MONTHNUM", "(?:0?[1-9]|1[0-2])");
    put("MONTHNUM2", "(?:0[1-9]|1[0-2])");
    put("MONTHDAY", "(?:(?:0[1-9])|(?:[12][0-9])|(?:3[01])|[1-9])");
    put(
        "DAY",
        "(?:Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)");
    put("YEAR", "(?>\\d\\d){1,2}");
    put("HOUR", "(?:2[0123]|[01]?[0-9])");
    put("MINUTE", "(?:[0-5][0-9])");
    put("SECOND", "(?:(?:[0-5]?[0-9]|60)(?:[:.,][0-9]+)?)");
    put("TIME", "%{HOUR}:%{MINUTE}(?::%{SECOND})(?![0-9])");
    put("DATE_US", "%{MONTHNUM}[/-]%{MONTHDAY}[/-]%{YEAR}");
    put("DATE_EU", "%{MONTHDAY}[./-]%{MONTHNUM}[./-]%{YEAR}");
    put("ISO8601_TIMEZONE", "(?:Z|[+-]%{HOUR}(?::?%{MINUTE}))");
    put("ISO8601_SECOND", "%{SECOND}");
    put("ISO8601_HOUR", "(?:2[0123]|[01][0-9])");
    put(
        "TIMESTAMP_ISO8601",
        "%{YEAR}-%{MONTHNUM}-%{MONTHDAY}[T"
            + " ]%{HOUR}:?%{MINUTE}(?::?%{SECOND})?%{ISO8601_TIMEZONE}?");
    put("DATE", "%{DATE_US}|%{DATE_EU}");
    put("DATESTAMP", "%{DATE}[- ]%{TIME}");
    put("TZ", "(?:[APMCE][SD]T|UTC)");
    put("DATESTAMP_RFC822", "%{DAY} %{MONTH} %{MONTHDAY} %{YEAR} %{TIME} %{TZ}");
    put("DATESTAMP_RFC2822", "%{DAY}, %{MONTHDAY} %{MONTH} %{YEAR} %{TIME} %{ISO8601_TIMEZONE}");
    put("DATESTAMP_OTHER", "%{DAY} %{MONTH} %{MONTHDAY} %{TIME} %{TZ} %{YEAR}");
    put("DATESTAMP_EVENTLOG", "%{YEAR}%{MONTHNUM2}%{MONTHDAY}%{HOUR}%{MINUTE}%{SECOND}");
    put("SYSLOGTIMESTAMP", "%{MONTH} +%{MONTHDAY} %{TIME}");
    put("PROG", "[\\x21-\\x5a\\x5c\\x5e-\\x7e]+");
    put("SYSLOGPROG", "%{PROG:process.name}(?:\\[%{POSINT:process.pid:int}\\])?");
    put("SYSLOGHOST", "%{IPORHOST}");
    put(
        "SYSLOGFACILITY",
        "<%{NONNEGINT:log.syslog.facility.code:int}.%{NONNEGINT:log.syslog.priority:int}>");
    put(
        "SYSLOGBASE",
        "%{SYSLOGTIMESTAMP:timestamp} (?:%{SYSLOGFACILITY} )?%{SYSLOGHOST:host.hostname}"
            + " %{SYSLOGPROG}:");
    put("HTTPDATE", "%{MONTHDAY}/%{MONTH}/%{YEAR}:%{TIME} %{INT}");
    put("LOGLEVEL", level());
  }

  private GrokLibrary() {}

  private static void put(String name, String pattern) {
    PATTERNS.put(name, pattern);
  }

  /** First as many groups before the gap as there are; an IPv4 address may stand at the end. */
  private static String ipv6() {
    String dotted = "(?:%s(?:\\.%s){3})".formatted(OCTET, OCTET);
    List<String> forms = new ArrayList<>();
    forms.add("(?:G:){7}(?:G|:)");
    forms.add("(?:G:){6}(?::G|" + dotted + "|:)");
    for (int before = 5; before > 0; before--) {
      String rest = "(?:(?::G){1," + (7 - before) + "}|(?::G){0," + (5 - before) + "}:" + dotted;
      forms.add("(?:G:){" + before + "}" + rest + "|:)");
    }
    forms.add(":(?:(?::G){1,7}|(?::G){0,5}:" + dotted + "|:)");
    return "(?:" + String.join("|", forms).replace("G", GROUP) + ")(?:%.+)?";
  }

  /** Names with a capital letter, or in capitals. */
  private static String level() {
    List<String> forms = new ArrayList<>();
    for (String word :
        List.of(
            "alert",
            "trace",
            "debug",
            "notice",
            "info?(?:rmation)?",
            "warn?(?:ing)?",
            "err?(?:or)?",
            "crit?(?:ical)?",
            "fatal",
            "severe",
            "emerg(?:ency)?")) {
      String capitals = word.toUpperCase(Locale.ROOT);
      String first = "[" + capitals.charAt(0) + word.charAt(0) + "]";
      forms.add(first + word.substring(1));
      forms.add(capitals);
    }
    return "(?:" + String.join("|", forms) + ")";
  }

  /** The pattern of this name. */
  static Optional<String> named(String name) {
    return Optional.ofNullable(PATTERNS.get(name));
  }
}
