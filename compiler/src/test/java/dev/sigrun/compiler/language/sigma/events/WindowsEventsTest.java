package dev.sigrun.compiler.language.sigma.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every kind of Windows event that Sigma's rules ask for, as {@code evtx_dump} writes it and as
 * Winlogbeat does: an event that a rule finds, and near misses that it does not.
 */
class WindowsEventsTest {
  private static final String SYSMON = "Microsoft-Windows-Sysmon/Operational";
  private static final String POWERSHELL = "Microsoft-Windows-PowerShell/Operational";
  private static final String CLASSIC = "Windows PowerShell";
  private static final String MD5 = "00112233445566778899AABBCCDDEEFF";

  /**
   * A kind of event.
   *
   * @param source the log source of the rule, {@code category} or {@code /service}
   * @param detection what the rule asks for
   * @param data of the event, {@code name: value} with a bar between
   * @param miss a part of the data that is different in the near miss
   */
  record Kind(String channel, int id, String source, String detection, String data, String miss) {
    String name() {
      return source + " " + id;
    }

    String rule() {
      int slash = source.indexOf('/');
      return "title: "
          + name()
          + "\nid: "
          + java.util.UUID.nameUUIDFromBytes(name().getBytes(UTF_8))
          + "\nlogsource:\n  product: windows\n  "
          + (slash < 0 ? "category: " + source : "service: " + source.substring(slash + 1))
          + "\ndetection:\n  s: "
          + detection
          + "\n  condition: s\nlevel: low\n";
    }

    Map<String, Object> data(boolean near) {
      Map<String, Object> values = new LinkedHashMap<>();
      String all = near ? data + " | " + miss : data;
      for (String each : all.isBlank() ? new String[0] : all.split(" \\| ", -1)) {
        int colon = each.indexOf(": ");
        String value = each.substring(colon + 2);
        values.put(
            each.substring(0, colon), value.matches("[0-9]{1,9}") ? Integer.valueOf(value) : value);
      }
      return values;
    }
  }

  private static Kind sysmon(int id, String category, String detection, String data, String miss) {
    return new Kind(SYSMON, id, category, detection, data, miss);
  }

  private static Kind security(int id, String detection, String data, String miss) {
    String all = "{EventID: " + id + (detection.isEmpty() ? "" : ", " + detection) + "}";
    return new Kind("Security", id, "/security", all, data, miss);
  }

  private static Kind system(int id, String provider, String detection, String data, String miss) {
    String all =
        "{EventID: "
            + id
            + ", Provider_Name: '"
            + provider
            + "'"
            + (detection.isEmpty() ? "" : ", " + detection)
            + "}";
    return new Kind("System", id, "/system", all, data, miss);
  }

  static final List<Kind> KINDS =
      List.of(
          sysmon(
              1,
              "process_creation",
              "{Image|endswith: '\\tool.exe', CommandLine|contains|windash: ' -run ', User|contains:"
                  + " [AUTHORI, AUTORI], Hashes|contains: 'MD5="
                  + MD5
                  + "', IntegrityLevel: System}",
              "Image: C:\\x\\tool.exe | CommandLine: tool /run now | User: NT AUTHORITY\\SYSTEM |"
                  + " Hashes: MD5="
                  + MD5
                  + ",SHA256=00 | IntegrityLevel: System | ProcessId: 12",
              "User: HOST\\me"),
          sysmon(
              2,
              "file_change",
              "{TargetFilename|endswith: '.exe'}",
              "TargetFilename: C:\\a.exe | Image: C:\\b.exe",
              "TargetFilename: C:\\a.txt"),
          sysmon(
              3,
              "network_connection",
              "{Initiated: 'true', DestinationPort: [4444, 5555], DestinationIp|cidr: '10.0.0.0/8',"
                  + " Protocol: tcp}",
              "Initiated: true | DestinationPort: 4444 | DestinationIp: 10.1.2.3 | Protocol: tcp |"
                  + " User: A\\b",
              "Initiated: false"),
          sysmon(
              4,
              "sysmon_status",
              "{State: Stopped}",
              "State: Stopped | Version: 15",
              "State: Started"),
          sysmon(
              5,
              "process_termination",
              "{Image|endswith: '\\a.exe'}",
              "Image: C:\\a.exe",
              "Image: C:\\b.exe"),
          sysmon(
              6,
              "driver_load",
              "{Hashes|contains: '" + MD5 + "', ImageLoaded|endswith: '.sys'}",
              "Hashes: SHA1=12,MD5=" + MD5 + " | ImageLoaded: C:\\d.sys | Signed: true",
              "ImageLoaded: C:\\d.dll"),
          sysmon(
              7,
              "image_load",
              "{ImageLoaded|endswith: '\\x.dll', Signed: 'false'}",
              "ImageLoaded: C:\\x.dll | Signed: false | Image: C:\\y.exe",
              "Signed: true"),
          sysmon(
              8,
              "create_remote_thread",
              "{SourceImage|endswith: '\\a.exe', TargetImage|endswith: '\\b.exe'}",
              "SourceImage: C:\\a.exe | TargetImage: C:\\b.exe",
              "TargetImage: C:\\c.exe"),
          sysmon(
              9,
              "raw_access_thread",
              "{Device|contains: Volume}",
              "Device: \\Device\\HarddiskVolume2 | Image: C:\\a.exe",
              "Device: none"),
          sysmon(
              10,
              "process_access",
              "{TargetImage|endswith: '\\lsass.exe', GrantedAccess: ['0x1010', '0x1410']}",
              "SourceImage: C:\\a.exe | TargetImage: C:\\w\\lsass.exe | GrantedAccess: 0x1410",
              "GrantedAccess: 0x1000"),
          sysmon(
              11,
              "file_event",
              "{TargetFilename|startswith: 'C:\\Temp\\'}",
              "TargetFilename: C:\\Temp\\x | Image: C:\\a.exe",
              "TargetFilename: D:\\Temp\\x"),
          sysmon(
              12,
              "registry_add",
              "{EventType: CreateKey, TargetObject|contains: '\\Run\\'}",
              "EventType: CreateKey | TargetObject: HKLM\\Run\\x",
              "EventType: DeleteKey"),
          sysmon(
              12,
              "registry_delete",
              "{EventType: DeleteKey}",
              "EventType: DeleteKey | TargetObject: HKLM\\Run\\x",
              "EventType: CreateKey"),
          sysmon(
              13,
              "registry_set",
              "{TargetObject|endswith: '\\Enabled', Details: 'DWORD (0x00000001)'}",
              "TargetObject: HKLM\\x\\Enabled | Details: DWORD (0x00000001)",
              "Details: DWORD (0x00000000)"),
          sysmon(14, "registry_rename", "{NewName|contains: x}", "NewName: HKLM\\x", "NewName: y"),
          sysmon(
              14,
              "registry_event",
              "{NewName|contains: '\\z'}",
              "NewName: HKLM\\z",
              "NewName: HKLM\\y"),
          sysmon(
              15,
              "create_stream_hash",
              "{Contents|startswith: '[ZoneTransfer]', Hash|contains:" + " '" + MD5 + "'}",
              "Contents: [ZoneTransfer] x | Hash: MD5=" + MD5,
              "Contents: other"),
          sysmon(
              16,
              "sysmon_status",
              "{Configuration|contains: evil}",
              "Configuration: evil.xml",
              "Configuration: good.xml"),
          sysmon(
              17,
              "pipe_created",
              "{PipeName|startswith: '\\evil'}",
              "PipeName: \\evil-1",
              "PipeName: \\good"),
          sysmon(
              18,
              "pipe_created",
              "{PipeName: '\\connected'}",
              "PipeName: \\connected",
              "PipeName: \\other"),
          sysmon(
              19,
              "wmi_event",
              "{Operation: Created, Query|contains: Win32}",
              "Operation: Created | Query: SELECT Win32",
              "Operation: Deleted"),
          sysmon(
              20,
              "wmi_event",
              "{Destination|contains: script}",
              "Destination: a script",
              "Destination: x"),
          sysmon(
              21,
              "wmi_event",
              "{Consumer|contains: Evil}",
              "Consumer: EvilConsumer",
              "Consumer: x"),
          sysmon(
              22,
              "dns_query",
              "{QueryName|endswith: '.evil.test'}",
              "QueryName: a.evil.test | QueryStatus: 0",
              "QueryName: evil.test.org"),
          sysmon(
              23,
              "file_delete",
              "{TargetFilename|endswith: '.log', User|startswith: 'A\\'}",
              "TargetFilename: C:\\x.log | User: A\\b",
              "User: B\\b"),
          sysmon(24, "clipboard_capture", "{Session: 1}", "Session: 1", "Session: 2"),
          sysmon(
              25,
              "process_tampering",
              "{Type: 'Image is replaced'}",
              "Type: Image is replaced",
              "Type: Image is locked"),
          sysmon(
              26,
              "file_delete_detected",
              "{TargetFilename|endswith: '.x'}",
              "TargetFilename: a.x",
              "TargetFilename: a.y"),
          sysmon(
              27,
              "file_block_executable",
              "{TargetFilename|endswith: '.x'}",
              "TargetFilename: a.x",
              "TargetFilename: a.y"),
          sysmon(
              28,
              "file_block_shredding",
              "{TargetFilename|endswith: '.x'}",
              "TargetFilename: a.x",
              "TargetFilename: a.y"),
          sysmon(
              29,
              "file_executable_detected",
              "{TargetFilename|endswith: '.x'}",
              "TargetFilename: a.x",
              "TargetFilename: a.y"),
          sysmon(
              255,
              "sysmon_error",
              "{Description|contains: Failed}",
              "Description: Failed to x",
              "Description: Done"),
          new Kind(
              POWERSHELL,
              4103,
              "ps_module",
              "{Payload|contains: 'Get-Secret', ContextInfo|contains: 'pwsh.exe'}",
              "Payload: CommandInvocation(Get-Secret) | ContextInfo: Host Application = pwsh.exe -x",
              "Payload: CommandInvocation(Get-Date)"),
          new Kind(
              "PowerShellCore/Operational",
              4104,
              "ps_script",
              "{ScriptBlockText|contains|all: ['Invoke-', ' -Force']}",
              "ScriptBlockText: Invoke-It -Force | Path: C:\\x.ps1",
              "ScriptBlockText: Invoke-It"),
          new Kind(
              CLASSIC,
              400,
              "ps_classic_start",
              "{Data|contains: 'HostVersion=2.'}",
              "Data: HostName=ConsoleHost HostVersion=2.0",
              "Data: HostVersion=5.1"),
          new Kind(
              CLASSIC,
              600,
              "ps_classic_provider_start",
              "{Data|contains: 'ProviderName=WSMan'}",
              "Data: ProviderName=WSMan NewProviderState=Started",
              "Data: ProviderName=Registry"),
          new Kind(
              CLASSIC,
              800,
              "ps_classic_script",
              "{Data|contains: xyz}",
              "Data: a xyz b",
              "Data: a"),
          // The same category from the audit log, by other names.
          new Kind(
              "Security",
              4688,
              "process_creation",
              "{Image|endswith: '\\audit.exe', ParentImage|endswith: '\\p.exe', LogonId: '0x3e7'}",
              "NewProcessName: C:\\audit.exe | ParentProcessName: C:\\p.exe | SubjectLogonId: 0x3e7",
              "ParentProcessName: C:\\q.exe"),
          security(4611, "LogonProcessName: X", "LogonProcessName: X", "LogonProcessName: Y"),
          security(
              4616,
              "ProcessName|endswith: '\\a.exe'",
              "ProcessName: C:\\a.exe",
              "ProcessName: C:\\b.exe"),
          security(
              4624,
              "LogonType: 10, IpAddress|cidr: '10.0.0.0/8', TargetUserName|endswith: '$'",
              "LogonType: 10 | IpAddress: 10.2.3.4 | TargetUserName: HOST$ | SubjectUserName: -",
              "LogonType: 3"),
          security(
              4625,
              "WorkstationName: KALI, LogonType: 3",
              "WorkstationName: KALI | LogonType: 3",
              "WorkstationName: HOST"),
          security(4634, "LogonType: 3", "LogonType: 3", "LogonType: 2"),
          security(4647, "TargetUserName: a", "TargetUserName: a", "TargetUserName: b"),
          security(4648, "TargetServerName: s", "TargetServerName: s", "TargetServerName: t"),
          security(4649, "", "TargetUserName: a", ""),
          security(
              4656,
              "ObjectName|endswith: '\\lsass.exe', AccessMask: '0x40'",
              "ObjectName: \\Device\\lsass.exe | AccessMask: 0x40",
              "AccessMask: 0x10"),
          security(
              4657,
              "ObjectValueName: Start",
              "ObjectValueName: Start | ObjectName: \\REGISTRY",
              "ObjectValueName: Stop"),
          security(4658, "ObjectName|contains: x", "ObjectName: x", "ObjectName: y"),
          security(4661, "ObjectType: SAM_USER", "ObjectType: SAM_USER", "ObjectType: File"),
          security(4662, "AccessMask: '0x100'", "AccessMask: 0x100", "AccessMask: 0x200"),
          security(
              4663,
              "ObjectName|endswith: '\\ntds.dit'",
              "ObjectName: C:\\ntds.dit",
              "ObjectName: C:\\x"),
          security(
              4672,
              "SubjectUserSid|startswith: 'S-1-5-21-'",
              "SubjectUserSid: S-1-5-21-1 | SubjectUserName: a",
              "SubjectUserSid: S-1-5-18"),
          security(4673, "Service: x", "Service: x", "Service: y"),
          security(4674, "ObjectServer: SC", "ObjectServer: SC", "ObjectServer: Security"),
          security(4692, "MasterKeyId|contains: '1'", "MasterKeyId: 1-2", "MasterKeyId: 2"),
          security(
              4697,
              "ServiceFileName|contains: cmd",
              "ServiceFileName: cmd /c",
              "ServiceFileName: x"),
          security(4698, "TaskContent|contains: x", "TaskContent: <x/>", "TaskContent: y"),
          security(4699, "TaskName: '\\a'", "TaskName: \\a", "TaskName: \\b"),
          security(4701, "TaskName: '\\a'", "TaskName: \\a", "TaskName: \\b"),
          security(4702, "TaskContentNew|contains: x", "TaskContentNew: x", "TaskContentNew: y"),
          security(
              4704,
              "PrivilegeList|contains: SeDebug",
              "PrivilegeList: SeDebugPrivilege",
              "PrivilegeList: -"),
          security(4719, "SubcategoryGuid: '{1}'", "SubcategoryGuid: {1}", "SubcategoryGuid: {2}"),
          security(4720, "SamAccountName|endswith: '$'", "SamAccountName: a$", "SamAccountName: a"),
          security(4728, "TargetSid: S-1", "TargetSid: S-1", "TargetSid: S-2"),
          security(4732, "TargetUserName: x", "TargetUserName: x", "TargetUserName: y"),
          security(4738, "NewUacValue: '0x1'", "NewUacValue: 0x1", "NewUacValue: 0x2"),
          security(4741, "TargetUserName: x", "TargetUserName: x", "TargetUserName: y"),
          security(
              4742,
              "SubjectUserName: ANONYMOUS",
              "SubjectUserName: ANONYMOUS",
              "SubjectUserName: a"),
          security(4768, "Status: '0x6'", "Status: 0x6", "Status: 0x0"),
          security(
              4769,
              "TicketEncryptionType: '0x17'",
              "TicketEncryptionType: 0x17",
              "TicketEncryptionType: 0x12"),
          security(4771, "Status: '0x18'", "Status: 0x18", "Status: 0x0"),
          security(4776, "Workstation: x", "Workstation: x", "Workstation: y"),
          security(
              4781,
              "NewTargetUserName|contains: x",
              "NewTargetUserName: x",
              "NewTargetUserName: y"),
          security(4794, "", "Workstation: x", ""),
          security(
              4799,
              "CallerProcessName|endswith: 'a.exe'",
              "CallerProcessName: a.exe",
              "CallerProcessName: b.exe"),
          security(4887, "Attributes|contains: SAN", "Attributes: SAN:x", "Attributes: x"),
          security(
              4899,
              "NewTemplateContent|contains: x",
              "NewTemplateContent: x",
              "NewTemplateContent: y"),
          security(4904, "AuditSourceName: x", "AuditSourceName: x", "AuditSourceName: y"),
          security(5038, "param1|contains: x", "param1: x", "param1: y"),
          security(
              5136,
              "AttributeLDAPDisplayName: x, AttributeValue|contains: y",
              "AttributeLDAPDisplayName: x | AttributeValue: y",
              "AttributeValue: z"),
          security(5137, "ObjectClass: x", "ObjectClass: x", "ObjectClass: y"),
          security(
              5140, "ShareName|endswith: 'ADMIN$'", "ShareName: \\\\*\\ADMIN$", "ShareName: C"),
          security(5145, "RelativeTargetName: x", "RelativeTargetName: x", "RelativeTargetName: y"),
          security(
              5156,
              "Application|endswith: 'a.exe', DestPort: 3389",
              "Application: \\device\\a.exe | DestPort: 3389",
              "DestPort: 80"),
          security(5379, "TargetName: x", "TargetName: x", "TargetName: y"),
          security(5441, "FilterName|contains: x", "FilterName: x", "FilterName: y"),
          security(5447, "FilterName|contains: x", "FilterName: x", "FilterName: y"),
          security(6281, "param1|contains: x", "param1: x", "param1: y"),
          security(6416, "ClassName: DiskDrive", "ClassName: DiskDrive", "ClassName: Mouse"),
          security(517, "Provider_Name: Microsoft-Windows-Security", "SubjectUserName: a", ""),
          security(528, "LogonType: 2", "LogonType: 2 | LogonProcessName: User32", "LogonType: 3"),
          security(529, "LogonType: 2", "LogonType: 2 | LogonProcessName: User32", "LogonType: 3"),
          security(
              632, "TargetUserName: x", "TargetUserName: x | MemberSid: S-1", "TargetUserName: y"),
          security(
              633, "TargetUserName: x", "TargetUserName: x | MemberSid: S-1", "TargetUserName: y"),
          security(
              634, "TargetUserName: x", "TargetUserName: x | MemberSid: S-1", "TargetUserName: y"),
          security(
              4727, "TargetUserName: x", "TargetUserName: x | MemberSid: S-1", "TargetUserName: y"),
          security(
              4729, "TargetUserName: x", "TargetUserName: x | MemberSid: S-1", "TargetUserName: y"),
          security(
              4730, "TargetUserName: x", "TargetUserName: x | MemberSid: S-1", "TargetUserName: y"),
          security(
              4731, "TargetUserName: x", "TargetUserName: x | MemberSid: S-1", "TargetUserName: y"),
          security(
              4737, "TargetUserName: x", "TargetUserName: x | MemberSid: S-1", "TargetUserName: y"),
          security(
              4754, "TargetUserName: x", "TargetUserName: x | MemberSid: S-1", "TargetUserName: y"),
          security(
              4755, "TargetUserName: x", "TargetUserName: x | MemberSid: S-1", "TargetUserName: y"),
          security(
              4756, "TargetUserName: x", "TargetUserName: x | MemberSid: S-1", "TargetUserName: y"),
          security(675, "Status: '0x9'", "Status: 0x9", "Status: 0x0"),
          security(4706, "DomainName: x", "DomainName: x | TdoType: 2", "DomainName: y"),
          security(4743, "TargetUserName|endswith: '$'", "TargetUserName: x$", "TargetUserName: x"),
          security(4765, "SidHistory|contains: S-1", "SidHistory: S-1-5", "SidHistory: -"),
          security(4766, "SidHistory|contains: S-1", "SidHistory: S-1-5", "SidHistory: -"),
          security(
              4800, "TargetUserName: x", "TargetUserName: x | SessionId: 1", "TargetUserName: y"),
          security(
              4825, "AccountName: x", "AccountName: x | ClientAddress: 10.0.0.1", "AccountName: y"),
          security(4886, "Attributes|contains: 'cdc:'", "Attributes: cdc:x", "Attributes: x"),
          security(4898, "TemplateContent|contains: x", "TemplateContent: x", "TemplateContent: y"),
          security(
              4905, "AuditSourceName: VSSAudit", "AuditSourceName: VSSAudit", "AuditSourceName: x"),
          security(
              4964,
              "SubjectUserSid: S-1-5-21",
              "SubjectUserSid: S-1-5-21",
              "SubjectUserSid: S-1-5-18"),
          security(
              5157, "Application|endswith: 'a.exe'", "Application: a.exe", "Application: b.exe"),
          security(
              5449,
              "ProviderContextName|contains: x",
              "ProviderContextName: x",
              "ProviderContextName: y"),
          security(6423, "ClassName: x", "ClassName: x | DeviceId: USB", "ClassName: y"),
          security(1102, "Provider_Name: Microsoft-Windows-Security", "SubjectUserName: a", ""),
          system(
              7045,
              "Microsoft-Windows-System",
              "ImagePath|contains: cmd",
              "ImagePath: cmd /c",
              "ImagePath: x"),
          system(104, "Microsoft-Windows-System", "", "Channel: Application", ""));

  /** What evtx_dump writes; the audit of a cleared log is below UserData. */
  private static Map<String, Object> raw(Kind kind, Map<String, Object> data) {
    Map<String, Object> system = new LinkedHashMap<>();
    system.put("Provider", Map.of("#attributes", Map.of("Name", provider(kind.channel()))));
    system.put("EventID", kind.id() % 2 == 0 ? kind.id() : Map.of("#text", kind.id()));
    system.put(
        "TimeCreated", Map.of("#attributes", Map.of("SystemTime", "2026-01-02T03:04:05.6Z")));
    system.put("Channel", kind.channel());
    system.put("Computer", "HOST.example.test");
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("System", system);
    if (kind.id() == 1102 || kind.id() == 104) {
      event.put("UserData", Map.of("LogFileCleared", data));
    } else if (kind.channel().equals(CLASSIC)) {
      event.put(
          "EventData", Map.of("Data", Map.of("#text", List.of(data.getOrDefault("Data", "")))));
    } else {
      event.put("EventData", data);
    }
    return Map.of("Event", event);
  }

  private static String provider(String channel) {
    return "Microsoft-Windows-" + channel.replaceAll("Microsoft-Windows-|/.*", "");
  }

  /** What Winlogbeat writes, before any ingest pipeline. */
  private static Map<String, Object> beats(Kind kind, Map<String, Object> data) {
    Map<String, Object> winlog = new LinkedHashMap<>();
    winlog.put("channel", kind.channel());
    winlog.put("provider_name", provider(kind.channel()));
    winlog.put("event_data", data);
    return Map.of(
        "@timestamp",
        "2026-01-02T03:04:05.6Z",
        "event",
        Map.of("code", Integer.toString(kind.id())),
        "host",
        Map.of("os", Map.of("type", "windows")),
        "winlog",
        winlog);
  }

  private static RuleSet rules(List<Kind> kinds) throws Exception {
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    List<AnalyzedRule> analyzed = new ArrayList<>();
    for (Kind kind : kinds) {
      Compilation compilation = compiler.compile(SourceText.of(kind.name() + ".yml", kind.rule()));
      Optional<AnalyzedRule> rule = compilation.analyzed();
      assertThat(rule).as("%s: %s", kind.name(), compilation.diagnostics()).isPresent();
      analyzed.add(rule.get());
    }
    return RuleSet.of(
        RuleJar.compile(JavaBackend.create(JavaBackend.Options.defaults()).emit(analyzed)).load());
  }

  private static List<String> found(MatchSession session, Map<String, Object> event)
      throws Exception {
    byte[] bytes = JsonValues.write(event).getBytes(UTF_8);
    TreeSet<String> names = new TreeSet<>();
    session.match(bytes, 0, bytes.length, (rule, matched) -> names.add(rule.name()));
    return List.copyOf(names);
  }

  @Test
  void eachKindIsFoundAndNearMissesAreNot() throws Exception {
    MatchSession session = rules(KINDS).newSession();
    for (Kind kind : KINDS) {
      Kind elsewhere =
          new Kind("Application", kind.id(), kind.source(), kind.detection(), kind.data(), "");
      Kind otherId =
          new Kind(kind.channel(), 9999, kind.source(), kind.detection(), kind.data(), "");
      assertThat(found(session, raw(kind, kind.data(false)))).contains(kind.name());
      assertThat(found(session, beats(kind, kind.data(false)))).contains(kind.name());
      Stream<Map<String, Object>> near =
          kind.miss().isEmpty()
              ? Stream.of()
              : Stream.of(raw(kind, kind.data(true)), beats(kind, kind.data(true)));
      Stream<Map<String, Object>> others =
          Stream.of(
              raw(elsewhere, kind.data(false)),
              raw(otherId, kind.data(false)),
              beats(elsewhere, kind.data(false)),
              beats(otherId, kind.data(false)));
      for (Map<String, Object> event : Stream.concat(near, others).toList()) {
        assertThat(found(session, event)).as("%s", event).doesNotContain(kind.name());
      }
    }
  }

  /** What is left of a kind of event when the ingest pipelines of Elastic are done with it. */
  private static final Map<Kind, List<String>> INGESTED = new LinkedHashMap<>();

  private static void ingested(
      String channel, int id, String source, String detection, String found, String missed) {
    INGESTED.put(new Kind(channel, id, source, detection, "", ""), List.of(found, missed));
  }

  static {
    ingested(
        SYSMON,
        1,
        "process_creation",
        "{Hashes|contains: ['IMPHASH=" + MD5 + "', 'SHA1=12']}",
        "{'process':{'pe':{'imphash':'00112233445566778899aabbccddeeff'}}}",
        "{'process':{'hash':{'md5':'00112233445566778899aabbccddeeff'}}}");
    ingested(
        SYSMON,
        7,
        "image_load",
        "{Hashes|contains: '" + MD5 + "', OriginalFileName: a.dll}",
        "{'file':{'hash':{'md5':'00112233445566778899aabbccddeeff'},'pe':{'original_file_name':'A.dll'}}}",
        "{'process':{'hash':{'md5':'00112233445566778899aabbccddeeff'}},'file':{'pe':{'original_file_name':'A.dll'}}}");
    ingested(
        SYSMON,
        3,
        "network_connection",
        "{Initiated: 'true', User|contains: [AUTHORI, AUTORI], DestinationPort: 88}",
        "{'network':{'direction':'egress'},'user':{'domain':'NT AUTHORITY','name':'SYSTEM'},'destination':{'port':88}}",
        "{'network':{'direction':'ingress'},'user':{'domain':'NT AUTHORITY','name':'SYSTEM'},'destination':{'port':88}}");
    ingested(
        SYSMON,
        13,
        "registry_set",
        "{User: 'A\\b', Details: null, TargetObject|endswith: x}",
        "{'user':{'domain':'a','name':'B'},'registry':{'path':'HKLM\\\\x'}}",
        "{'user':{'domain':'c','name':'B'},'registry':{'path':'HKLM\\\\x'}}");
    ingested(
        POWERSHELL,
        4103,
        "ps_module",
        "{Payload|contains: secret, ContextInfo|contains: 'Host Application = p'}",
        "{'powershell':{'command':{'invocation_details':[{'name':'a','value':'The Secret'}]}},'process':{'command_line':'pwsh'}}",
        "{'powershell':{'command':{'invocation_details':[{'name':'a','value':'b'}]}},'process':{'command_line':'pwsh'}}");
    ingested(
        CLASSIC,
        400,
        "ps_classic_start",
        "{Data|contains: 'EngineVersion=2.'}",
        "{'powershell':{'engine':{'version':'2.0'}}}",
        "{'powershell':{'engine':{'version':'5.2.'}}}");
    ingested(
        "Security",
        4688,
        "process_creation",
        "{ParentImage|endswith: '\\p.exe'}",
        "{'process':{'parent':{'executable':'C:\\\\p.exe','name':'p.exe'}}}",
        "{'process':{'parent':{'executable':'C:\\\\q.exe'},'executable':'C:\\\\p.exe'}}");
    ingested(
        "Security",
        4624,
        "/security",
        "{EventID: 4624, SubjectUserName: a, IpAddress|cidr: '10.0.0.0/8'}",
        "{'winlog':{'event_data':{'SubjectUserName':'a'}},'user':{'name':'b'},'source':{'ip':'10.1.1.1'}}",
        "{'winlog':{'event_data':{'SubjectUserName':'b'}},'user':{'name':'a'},'source':{'ip':'10.1.1.1'}}");
  }

  private static Map<String, Object> ingested(Kind kind, String fields) throws Exception {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event.code", Integer.toString(kind.id()));
    event.put("winlog.channel", kind.channel());
    JsonValues.asObject(JsonValues.read(fields.replace('\'', '"')))
        .orElseThrow()
        .forEach((name, value) -> event.put(name, java.util.Objects.requireNonNull(value)));
    return event;
  }

  @Test
  void valuesThatIngestPipelinesTakeApartAreFound() throws Exception {
    MatchSession session = rules(List.copyOf(INGESTED.keySet())).newSession();
    for (Map.Entry<Kind, List<String>> each : INGESTED.entrySet()) {
      Kind kind = each.getKey();
      Map<String, Object> hit = ingested(kind, each.getValue().get(0));
      Map<String, Object> miss = ingested(kind, each.getValue().get(1));
      assertThat(found(session, hit)).as("%s", hit).containsExactly(kind.name());
      assertThat(found(session, miss)).as("%s", miss).isEmpty();
    }
  }
}
