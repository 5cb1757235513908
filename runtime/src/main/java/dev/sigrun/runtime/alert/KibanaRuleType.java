package dev.sigrun.runtime.alert;

/** The types of rules that Kibana knows, for the documents of alerts. */
enum KibanaRuleType {
  QUERY("query", "siem.queryRule"),
  EQL("eql", "siem.eqlRule"),
  THRESHOLD("threshold", "siem.thresholdRule"),
  NEW_TERMS("new_terms", "siem.newTermsRule"),
  THREAT_MATCH("threat_match", "siem.indicatorRule"),
  ESQL("esql", "siem.esqlRule"),
  MACHINE_LEARNING("machine_learning", "siem.mlRule"),
  SAVED_QUERY("saved_query", "siem.savedQueryRule");

  private final String word;
  private final String id;

  KibanaRuleType(String word, String id) {
    this.word = word;
    this.id = id;
  }

  /** Kibana's id of the type that rules call {@code word}; that of queries for other words. */
  static String idOf(String word) {
    for (KibanaRuleType type : values()) {
      if (type.word.equals(word)) {
        return type.id;
      }
    }
    return QUERY.id;
  }
}
