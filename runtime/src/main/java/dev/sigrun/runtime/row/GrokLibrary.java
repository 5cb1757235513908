package dev.sigrun.runtime.row;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The patterns that GROK knows by name, in its own syntax. */
final class GrokLibrary {
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String GROUP = "[0-9A-Fa-f]{1,4}";
  private static final Map<String, String> PATTERNS = new HashMap<>();

  static {
    put("USERNAME", "[a-zA-Z0-9._-]+");
    put("USER", "%{USERNAME}");
    put("EMAILLOCALPART", "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+)*");
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
    put("QUOTEDSTRING", "(?:\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`(?:[^`\\\\]|\\\\.)*`)");
    put("QS", "%{QUOTEDSTRING}");
    put("UUID", "[A-Fa-f0-9]{8}-(?:[A-Fa-f0-9]{4}-){3}[A-Fa-f0-9]{12}");
    put(
        "URN",
        "urn:[0-9A-Za-z][0-9A-Za-z-]{0,31}:(?:%[0-9a-fA-F]{2}|[0-9A-Za-z()+,.:=@;$_!*'/?#-])+");
    put("MAC", "(?:%{CISCOMAC}|%{WINDOWSMAC}|%{COMMONMAC})");
    put("CISCOMAC", "(?:(?:[A-Fa-f0-9]{4}\\.){2}[A-Fa-f0-9]{4})");
    put("WINDOWSMAC", "(?:(?:[A-Fa-f0-9]{2}-){5}[A-Fa-f0-9]{2})");
    put("COMMONMAC", "(?:(?:[A-Fa-f0-9]{2}:){5}[A-Fa-f0-9]{2})");
    put("IPV4", "(?<![0-9])(?:" + OCTET + "\\.){3}" + OCTET + "(?![0-9])");
    put(
        "IPV6",
        "(?:(?:G:){7}G|(?:G:){1,7}:(?:%[0-9A-Za-z]+)?|(?:G:){1,6}:G|(?:G:){1,5}(?::G){1,2}|(?:G:){1,4}(?::G){1,3}"
                .replace("G", GROUP)
            + "|(?:G:){1,3}(?::G){1,4}|(?:G:){1,2}(?::G){1,5}|G:(?::G){1,6}|:(?:(?::G){1,7}|:)"
                .replace("G", GROUP)
            + "|::(?:ffff(?::0{1,4})?:)?(?:"
            + OCTET
            + "\\.){3}"
            + OCTET
            + ")");
    put("IP", "(?:%{IPV6}|%{IPV4})");
    put(
        "HOSTNAME",
        "\\b(?:[0-9A-Za-z][0-9A-Za-z-]{0,62})(?:\\.(?:[0-9A-Za-z][0-9A-Za-z-]{0,62}))*(?:\\.?|\\b)");
    put("HOST", "%{HOSTNAME}");
    put("IPORHOST", "(?:%{IP}|%{HOSTNAME})");
    put("HOSTPORT", "%{IPORHOST}:%{POSINT}");
    put("PATH", "(?:%{UNIXPATH}|%{WINPATH})");
    put("UNIXPATH", "(?:/[\\w_%!$@:.,+~-]*)+");
    put("TTY", "(?:/dev/(?:pts|tty(?:[pq])?)(?:\\w+)?/?(?:[0-9]+))");
    put("WINPATH", "(?:[A-Za-z]+:|\\\\)(?:\\\\[^\\\\?*]*)+");
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
        "\\b(?:[Jj]an(?:uary)?|[Ff]eb(?:ruary)?|[Mm]ar(?:ch)?|[Aa]pr(?:il)?|[Mm]ay|[Jj]une?|[Jj]uly?|[Aa]ug(?:ust)?|[Ss]ep(?:tember)?|[Oo]ct(?:ober)?|[Nn]ov(?:ember)?|[Dd]ec(?:ember)?)\\b");
    put("MONTHNUM", "(?:0?[1-9]|1[0-2])");
    put("MONTHNUM2", "(?:0[1-9]|1[0-2])");
    put("MONTHDAY", "(?:(?:0[1-9])|(?:[12][0-9])|(?:3[01])|[1-9])");
    put(
        "DAY",
        "(?:Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)");
    put("YEAR", "(?:\\d\\d){1,2}");
    put("HOUR", "(?:2[0123]|[01]?[0-9])");
    put("MINUTE", "(?:[0-5][0-9])");
    put("SECOND", "(?:(?:[0-5]?[0-9]|60)(?:[:.,][0-9]+)?)");
    put("TIME", "(?<![0-9])%{HOUR}:%{MINUTE}(?::%{SECOND})(?![0-9])");
    put("DATE_US", "%{MONTHNUM}[/-]%{MONTHDAY}[/-]%{YEAR}");
    put("DATE_EU", "%{MONTHDAY}[./-]%{MONTHNUM}[./-]%{YEAR}");
    put("ISO8601_TIMEZONE", "(?:Z|[+-]%{HOUR}(?::?%{MINUTE}))");
    put("ISO8601_SECOND", "%{SECOND}");
    put("ISO8601_HOUR", "(?:2[0123]|[01][0-9])");
    put(
        "TIMESTAMP_ISO8601",
        "%{YEAR}-%{MONTHNUM}-%{MONTHDAY}[T ]%{HOUR}:?%{MINUTE}(?::?%{SECOND})?%{ISO8601_TIMEZONE}?");
    put("DATE", "%{DATE_US}|%{DATE_EU}");
    put("DATESTAMP", "%{DATE}[- ]%{TIME}");
    put("TZ", "(?:[APMCE][SD]T|UTC)");
    put("DATESTAMP_RFC822", "%{DAY} %{MONTH} %{MONTHDAY} %{YEAR} %{TIME} %{TZ}");
    put("DATESTAMP_RFC2822", "%{DAY}, %{MONTHDAY} %{MONTH} %{YEAR} %{TIME} %{ISO8601_TIMEZONE}");
    put("DATESTAMP_OTHER", "%{DAY} %{MONTH} %{MONTHDAY} %{TIME} %{TZ} %{YEAR}");
    put("DATESTAMP_EVENTLOG", "%{YEAR}%{MONTHNUM2}%{MONTHDAY}%{HOUR}%{MINUTE}%{SECOND}");
    put("SYSLOGTIMESTAMP", "%{MONTH} +%{MONTHDAY} %{TIME}");
    put("PROG", "[\\x21-\\x5a\\x5c\\x5e-\\x7e]+");
    put("SYSLOGPROG", "%{PROG}(?:\\[%{POSINT}\\])?");
    put("SYSLOGHOST", "%{IPORHOST}");
    put("SYSLOGFACILITY", "<%{NONNEGINT}.%{NONNEGINT}>");
    put("SYSLOGBASE", "%{SYSLOGTIMESTAMP} (?:%{SYSLOGFACILITY} )?%{SYSLOGHOST} %{SYSLOGPROG}:");
    put("HTTPDATE", "%{MONTHDAY}/%{MONTH}/%{YEAR}:%{TIME} %{INT}");
    put(
        "LOGLEVEL",
        "(?i:alert|trace|debug|notice|info(?:rmation)?|warn(?:ing)?|err(?:or)?|crit(?:ical)?|fatal|severe|emerg(?:ency)?)");
  }

  private GrokLibrary() {}

  private static void put(String name, String pattern) {
    PATTERNS.put(name, pattern);
  }

  /** The pattern of this name; none that holds others binds their values. */
  static Optional<String> named(String name) {
    return Optional.ofNullable(PATTERNS.get(name));
  }
}
