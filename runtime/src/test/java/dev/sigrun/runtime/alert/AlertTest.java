package dev.sigrun.runtime.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertTest {
  private static final Instant NOW = Instant.parse("2024-05-01T10:00:00Z");
  private static final String RULE =
      "{'rule_id':'r1','name':'Odd Shell','severity':'low','risk_score':21,'type':'eql',"
          + "'language':'eql','query':'any where true','version':3,'tags':['T'],'index':['logs-*']";

  private static Map<String, Object> tree(String json) {
    try {
      return JsonValues.asObject(JsonValues.read(json.replace('\'', '"'))).orElseThrow();
    } catch (JsonFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static Alert alert(String ruleRest, String event) {
    return Alert.of(Rule.of(tree(RULE + ruleRest + "}")), tree(event), NOW);
  }

  @Test
  void holdsTheEventAndWhatIsKnownAboutTheRule() {
    Map<String, Object> document =
        alert(
                ",'building_block_type':'default'",
                "{'@timestamp':'2024-04-30T00:00:00Z','event':{'kind':'event','id':'e1',"
                    + "'category':['process'],'x':{'y':[]}},'empty':[],'none':{},'nil':null,"
                    + "'kibana.alert.x':1,'kibana':{'y':1},'signal':{'z':1},'threshold_result':1,"
                    + "'kibanax':1,'process':{'name':'sh'}}")
            .document();
    assertThat(document)
        .containsEntry("@timestamp", "2024-05-01T10:00:00.000Z")
        .containsEntry("event", tree("{'kind':'signal','id':'e1','category':['process']}"))
        .containsEntry("process", tree("{'name':'sh'}"))
        .containsEntry("kibanax", 1L)
        .containsEntry("kibana.alert.original_time", "2024-04-30T00:00:00Z")
        .containsEntry("kibana.alert.original_event.kind", "event")
        .containsEntry("kibana.alert.original_event.category", List.of("process"))
        .containsEntry("kibana.alert.status", "active")
        .containsEntry("kibana.alert.workflow_status", "open")
        .containsEntry("kibana.alert.severity", "low")
        .containsEntry("kibana.alert.risk_score", 21L)
        .containsEntry("kibana.alert.depth", 1L)
        .containsEntry(
            "kibana.alert.ancestors",
            List.of(tree("{'id':'e1','type':'event','index':'','depth':0}")))
        .containsEntry("kibana.alert.building_block_type", "default")
        .containsEntry("kibana.alert.rule.name", "Odd Shell")
        .containsEntry("kibana.alert.rule.rule_id", "r1")
        .containsEntry("kibana.alert.rule.uuid", "r1")
        .containsEntry("kibana.alert.rule.type", "eql")
        .containsEntry("kibana.alert.rule.version", 3L)
        .containsEntry("kibana.alert.rule.tags", List.of("T"))
        .containsEntry("kibana.alert.rule.rule_type_id", "siem.eqlRule")
        .doesNotContainKeys(
            "empty",
            "none",
            "nil",
            "kibana",
            "kibana.alert.x",
            "signal",
            "threshold_result",
            "kibana.alert.original_event.x.y");
    assertThat(JsonValues.asObject(document.get("kibana.alert.rule.parameters")).orElseThrow())
        .containsEntry("query", "any where true")
        .containsEntry("language", "eql")
        .doesNotContainKey("meta");
  }

  @Test
  void quotesTheIdentityOfASigmaRuleThatHasAnother() {
    Map<String, Object> document = alert(",'sigma_id':'s1'", "{}").document();
    assertThat(document).containsEntry("kibana.alert.rule.rule_id", "r1");
    assertThat(JsonValues.asObject(document.get("kibana.alert.rule.parameters")).orElseThrow())
        .containsEntry("meta", Map.of("sigrun", Map.of("sigma_id", "s1")));
  }

  @Test
  void dottedEventsAreMarkedAsSignalsToo() {
    Map<String, Object> document =
        alert("", "{'event.kind':'event','event.category':'file'}").document();
    assertThat(document)
        .containsEntry("event", Map.of("kind", "signal"))
        .containsEntry("event.category", "file")
        .containsEntry("kibana.alert.original_event.category", "file")
        .doesNotContainKey("event.kind");
  }

  @Test
  void idsDependOnRuleAndEventOnly() {
    String event = "{'a':1,'b':{'c':2,'d':3}}";
    String uuid = alert("", event).id();
    assertThat(uuid).matches("[0-9a-f]{64}");
    assertThat(Alert.of(Rule.of(tree(RULE + "}")), tree(event), NOW.plusSeconds(9)).id())
        .isEqualTo(uuid);
    assertThat(alert("", "{'b':{'d':3,'c':2},'a':1}").id()).isEqualTo(uuid);
    assertThat(alert("", "{'a':1}").id()).isNotEqualTo(uuid);
    assertThat(alert("", "{'_id':'1','a':1}").id()).isEqualTo(alert("", "{'_id':'1'}").id());
    assertThat(Alert.of(Rule.of(Map.of("rule_id", "r2")), tree(event), NOW).id())
        .isNotEqualTo(uuid);
  }

  @Test
  void alertsOnAlertsKeepTheWholeChain() {
    Alert first = alert("", "{'event':{'id':'e1'},'x':1}");
    Map<String, Object> second =
        Alert.of(Rule.of(tree(RULE + "}")), first.document(), NOW).document();
    assertThat(second).containsEntry("kibana.alert.depth", 2L);
    assertThat((List<?>) second.get("kibana.alert.ancestors"))
        .hasSize(2)
        .last()
        .isEqualTo(
            tree("{'id':'" + first.id() + "','type':'signal','index':'','depth':1,'rule':'r1'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | event created low alert Odd Shell.",
        "{'event.category':['process','file'],'process.name':'sh','user':{'name':'bob'},"
            + "'host.name':'h1'} | process, file event with process sh, by bob on h1 created low"
            + " alert Odd Shell.",
        "{'process':{'name':'sh','parent':{'name':'vi'}},'file.name':'f','source':{'ip':'1.1.1.1',"
            + "'port':5},'destination.ip':'2.2.2.2'} | event with process sh, parent process vi,"
            + " file f, source 1.1.1.1:5, destination 2.2.2.2, created low alert Odd Shell.",
        "{'user.name':'-'} | event created low alert Odd Shell.",
      })
  void saysInASentenceWhatItIsAbout(String event, String reason) {
    assertThat(alert("", event).reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'event.severity':90} | high",
        "{'event.severity':'90.0'} | high",
        "{'event.severity':[90],'level':'C'} | critical",
        "{'level':'c'} | low",
        "{'level':7} | medium",
        "{} | low",
      })
  void theHighestMatchingSeverityWins(String event, String severity) {
    String mapping =
        ",'severity_mapping':[{'field':'level','value':'C','severity':'critical'},"
            + "{'field':'event.severity','value':'90','severity':'high'},"
            + "{'field':'level','value':'7','severity':'medium'}]";
    assertThat(alert(mapping, event).document()).containsEntry("kibana.alert.severity", severity);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'score':50} | 50",
        "{'score':['12.5','x',101,-1]} | 12.5",
        "{'score':'x'} | 21",
        "{'other':99} | 21",
      })
  void theFirstRiskScoreMappingCounts(String event, String score) {
    String mapping =
        ",'risk_score_mapping':[{'field':'score','operator':'equals','value':''},"
            + "{'field':'other','operator':'equals','value':''}]";
    assertThat(alert(mapping, event).document().get("kibana.alert.risk_score")).hasToString(score);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'t':{'n':'X'}} | X",
        "{'t.n':'X'} | X",
        "{'t.n':['X']} | Odd Shell",
        "{'t.n':1} | Odd Shell"
      })
  void aSingleStringOverridesTheName(String event, String name) {
    assertThat(alert(",'rule_name_override':'t.n'", event).document())
        .containsEntry("kibana.alert.rule.name", name);
  }

  @Test
  void printsAsOneLine() {
    assertThat(alert("", "{'a':'x\\ny'}").toJson())
        .doesNotContain("\n")
        .contains("\"a\":\"x\\ny\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // evtx_dump, a logon (of the target), Wazuh, flat Sysmon, CloudTrail, Kubernetes
        "{'Event':{'System':{'EventID':1,'Computer':'WS7'},'EventData':{'User':'CORP\\\\mia'}}}"
            + "| WS7 | CORP | mia",
        "{'Event':{'System':{'EventID':4688,'Computer':'WS7'},'EventData':{'SubjectUserName':'mia',"
            + "'SubjectDomainName':'CORP','TargetUserName':'-','TargetDomainName':'-'}}}"
            + "| WS7 | CORP | mia",
        "{'Event':{'System':{'EventID':{'#text':4624},'Computer':'WS7'},'EventData':{"
            + "'SubjectUserName':'WS7$','TargetUserName':'mia','TargetDomainName':'CORP'}}}"
            + "| WS7 | CORP | mia",
        "{'data':{'win':{'system':{'eventID':'4688','computer':'WS7'},'eventdata':{"
            + "'subjectUserName':'mia','subjectDomainName':'CORP'}}}} | WS7 | CORP | mia",
        "{'Computer':'WS7','User':'mia'} | WS7 | | mia",
        // A cleared log has its data elsewhere, and Sysmon sometimes two users.
        "{'Event':{'System':{'EventID':1102,'Computer':'WS7'},'UserData':{'LogFileCleared':{"
            + "'SubjectUserName':'mia','SubjectDomainName':'CORP'}}}} | WS7 | CORP | mia",
        "{'Event':{'System':{'EventID':10},'EventData':{'SourceUser':'CORP\\\\mia','TargetUser':"
            + "'NT AUTHORITY\\\\SYSTEM'}}} | | CORP | mia",
        "{'protoPayload':{'authenticationInfo':{'principalEmail':'mia@x'}}} | | | mia@x",
        "{'properties':{'initiatedBy':{'user':{'userPrincipalName':'mia@x'}}}} | | | mia@x",
        "{'actor':'mia','action':'repo.destroy'} | | | mia",
        // A text is in the way of a name.
        "{'host':'h','user':'u','Computer':'WS7','User':'mia'} | | |",
        "{'userIdentity':{'userName':'mia'}} | | | mia",
        "{'user':{'username':'mia','groups':['a']}} | | | mia",
        // Names that the event already has in the schema are kept.
        "{'host':{'name':'h'},'user':{'name':'u','domain':'d'},'Computer':'WS7','User':'mia'}"
            + "| h | d | u",
        "{'host.name':'h','user.id':'7','Computer':'WS7','User':'mia'} | h | |",
        "{'process':{'name':'sh'}} | | |",
      })
  void namesHostAndUserOfEventsOfOtherForms(String json, String host, String domain, String user) {
    Alert alert = alert("", json);
    EventTree document = EventTree.copyOf(alert.document());
    assertThat(document.text("host.name").orElse(null)).isEqualTo(host);
    assertThat(document.text("user.domain").orElse(null)).isEqualTo(domain);
    assertThat(document.text("user.name").orElse(null)).isEqualTo(user);
    String by = user == null ? "" : " by " + user;
    assertThat(alert.reason()).contains("event" + by + (host == null ? "" : " on " + host));
  }

  @Test
  void numbersTheUserOfWhomWindowsHasNoName() {
    String system = "'Security':{'#attributes':{'UserID':'S-1-5-21-7'}}";
    EventTree document =
        EventTree.copyOf(alert("", "{'Event':{'System':{" + system + "}}}").document());
    assertThat(document.text("user.id")).contains("S-1-5-21-7");
    String data = "'EventData':{'User':'mia'}";
    EventTree named =
        EventTree.copyOf(
            alert("", "{'Event':{'System':{" + system + "}," + data + "}}").document());
    assertThat(named.text("user.id")).isEmpty();
    assertThat(named.text("user.name")).contains("mia");
  }

  @Test
  void saysWhenEventsOfOtherFormsHappened() {
    Alert alert =
        alert(
            "",
            "{'Event':{'System':{'TimeCreated':{'#attributes':{"
                + "'SystemTime':'2026-03-01T12:00:01.5Z'}}}}}");
    assertThat(alert.document())
        .containsEntry("kibana.alert.original_time", "2026-03-01T12:00:01.500Z");
    assertThat(alert.startTime()).contains(Instant.parse("2026-03-01T12:00:01.5Z"));
    assertThat(alert("", "{'a':1}").document()).doesNotContainKey("kibana.alert.original_time");
    assertThat(alert("", "{'a':1}").startTime()).isEmpty();
  }
}
