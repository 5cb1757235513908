package dev.sigrun.benchmarks.events;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes Sysmon's events as they are in an index after an agent sent them and the ingest pipeline
 * moved what the Elastic Common Schema has names for.
 */
final class EcsWindowsForm {
  /** The fields that the ingest pipeline moves; the rest stays in {@code winlog.event_data}. */
  private static final Set<String> MOVED =
      Set.of(
          "RuleName",
          "UtcTime",
          "ProcessGuid",
          "ProcessId",
          "Image",
          "User",
          "TargetObject",
          "Details",
          "ImageLoaded",
          "TargetFilename",
          "Protocol",
          "Initiated",
          "SourceIp",
          "SourcePort",
          "SourceHostname",
          "DestinationIp",
          "DestinationPort",
          "DestinationHostname",
          "CommandLine",
          "CurrentDirectory",
          "ParentProcessGuid",
          "ParentProcessId",
          "ParentImage",
          "ParentCommandLine",
          "Hashes",
          "QueryName");

  private EcsWindowsForm() {}

  static void write(Json json, SysmonEvent event) throws IOException {
    Host host = event.host();
    json.open().put("@timestamp", event.time());
    json.open("agent")
        .put("id", host.agentId())
        .put("name", host.name())
        .put("type", "winlogbeat")
        .put("version", "8.12.0")
        .close();
    json.open("ecs").put("version", "8.11.0").close();
    json.open("event")
        .put("category", List.of(category(event.id())))
        .put("code", Integer.toString(event.id()))
        .put("created", event.time())
        .put("dataset", "windows.sysmon_operational")
        .put("kind", "event")
        .put("module", "sysmon")
        .put("provider", "Microsoft-Windows-Sysmon")
        .put("type", List.of(type(event)))
        .close();
    json.open("host")
        .put("hostname", host.name())
        .put("id", host.id())
        .put("ip", List.of(host.address()))
        .put("name", host.name().toLowerCase(Locale.ROOT));
    json.open("os")
        .put("family", "windows")
        .put("kernel", host.platform().kernel())
        .put("name", host.platform().fullName())
        .put("type", "windows")
        .close();
    json.close();
    json.open("log").put("level", "information").close();
    process(json, event);
    subject(json, event);
    json.open("user")
        .put("domain", event.account(true))
        .put("id", "S-1-5-18")
        .put("name", event.account(false))
        .close();
    winlog(json, event);
    json.close();
  }

  private static String category(int id) {
    return switch (id) {
      case 1, 5, 7 -> "process";
      case 3, 22 -> "network";
      case 11 -> "file";
      default -> "registry";
    };
  }

  private static String type(SysmonEvent event) {
    return switch (event.id()) {
      case 1, 3 -> "start";
      case 5 -> "end";
      case 11 -> "creation";
      default -> "change";
    };
  }

  private static void process(Json json, SysmonEvent event) throws IOException {
    String image = event.get("Image");
    json.open("process")
        .put("entity_id", event.get("ProcessGuid"))
        .put("executable", image)
        .put("name", SysmonEvent.nameOf(image))
        .put("pid", Long.parseLong(event.get("ProcessId")));
    if (event.id() == 1) {
      String line = event.get("CommandLine");
      String parent = event.get("ParentImage");
      json.put("args", List.of(line.split(" ", -1)))
          .put("command_line", line)
          .put("working_directory", event.get("CurrentDirectory"));
      hashes(json, event);
      json.open("pe")
          .put("original_file_name", event.get("OriginalFileName"))
          .put("company", event.get("Company"))
          .put("description", event.get("Description"))
          .put("product", event.get("Product"))
          .close();
      json.open("parent")
          .put("command_line", event.get("ParentCommandLine"))
          .put("entity_id", event.get("ParentProcessGuid"))
          .put("executable", parent)
          .put("name", SysmonEvent.nameOf(parent))
          .put("pid", Long.parseLong(event.get("ParentProcessId")))
          .close();
    }
    json.close();
  }

  private static void hashes(Json json, SysmonEvent event) throws IOException {
    json.open("hash");
    for (String hash : event.get("Hashes").split(",", -1)) {
      int equals = hash.indexOf('=');
      json.put(
          hash.substring(0, equals).toLowerCase(Locale.ROOT),
          hash.substring(equals + 1).toLowerCase(Locale.ROOT));
    }
    json.close();
  }

  private static void subject(Json json, SysmonEvent event) throws IOException {
    switch (event.id()) {
      case 12, 13 -> registry(json, event);
      case 7 -> {
        json.open("dll")
            .put("name", SysmonEvent.nameOf(event.get("ImageLoaded")))
            .put("path", event.get("ImageLoaded"));
        hashes(json, event);
        json.open("code_signature")
            .put("signed", event.get("Signed").equals("true"))
            .put("status", event.get("SignatureStatus"))
            .put("subject_name", event.get("Signature"))
            .put("valid", true)
            .close();
        json.close();
      }
      case 11 ->
          json.open("file")
              .put("directory", directory(event.get("TargetFilename")))
              .put("name", SysmonEvent.nameOf(event.get("TargetFilename")))
              .put("path", event.get("TargetFilename"))
              .close();
      case 3 -> {
        json.open("destination")
            .put("domain", event.get("DestinationHostname"))
            .put("ip", event.get("DestinationIp"))
            .put("port", Long.parseLong(event.get("DestinationPort")))
            .close();
        json.open("network")
            .put("direction", event.get("Initiated").equals("true") ? "egress" : "ingress")
            .put("transport", event.get("Protocol"))
            .put("type", "ipv4")
            .close();
        json.open("source")
            .put("domain", event.get("SourceHostname"))
            .put("ip", event.get("SourceIp"))
            .put("port", Long.parseLong(event.get("SourcePort")))
            .close();
      }
      case 22 ->
          json.open("dns").open("question").put("name", event.get("QueryName")).close().close();
      default -> {}
    }
  }

  private static void registry(Json json, SysmonEvent event) throws IOException {
    String path = event.get("TargetObject");
    int first = path.indexOf('\\');
    String hive = path.substring(0, first);
    json.open("registry");
    if (event.id() == 13) {
      json.open("data").put("strings", List.of(event.get("Details"))).put("type", "SZ").close();
    }
    json.put("hive", hive)
        .put("key", directory(path.substring(first + 1)))
        .put("path", path)
        .put("value", SysmonEvent.nameOf(path))
        .close();
  }

  private static String directory(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('\\')));
  }

  private static void winlog(Json json, SysmonEvent event) throws IOException {
    json.open("winlog")
        .put("api", "wineventlog")
        .put("channel", "Microsoft-Windows-Sysmon/Operational")
        .put("computer_name", event.host().name() + ".north.example");
    json.open("event_data");
    for (var each : event.data().entrySet()) {
      if (!MOVED.contains(each.getKey())) {
        json.put(each.getKey(), each.getValue());
      }
    }
    json.close();
    json.put("event_id", Integer.toString(event.id())).put("opcode", "Info");
    json.open("process").put("pid", 2_712).open("thread").put("id", 3_808).close().close();
    json.put("provider_guid", "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}")
        .put("provider_name", "Microsoft-Windows-Sysmon")
        .put("record_id", Long.toString(event.number() + 1))
        .put("task", "Registry value set (rule: RegistryEvent)");
    json.open("user").put("identifier", "S-1-5-18").put("type", "User").close();
    json.put("version", 2).close();
  }
}
