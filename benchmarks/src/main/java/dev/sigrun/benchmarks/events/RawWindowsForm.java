package dev.sigrun.benchmarks.events;

import java.io.IOException;

/** Writes Sysmon's events as {@code evtx_dump -o jsonl} writes those of an event log. */
final class RawWindowsForm {
  private RawWindowsForm() {}

  static void write(Json json, SysmonEvent event) throws IOException {
    json.open().open("Event");
    attribute(json.open("#attributes"), "http://schemas.microsoft.com/win/2004/08/events/event");
    json.open("System");
    json.open("Provider")
        .open("#attributes")
        .put("Name", "Microsoft-Windows-Sysmon")
        .put("Guid", "5770385F-C22A-43E0-BF4C-06F5698FFBD9")
        .close()
        .close();
    json.put("EventID", event.id())
        .put("Version", event.id() == 1 ? 5 : 2)
        .put("Level", 4)
        .put("Task", event.id())
        .put("Opcode", 0)
        .put("Keywords", "0x8000000000000000");
    json.open("TimeCreated").open("#attributes").put("SystemTime", event.time()).close().close();
    json.put("EventRecordID", event.number() + 1);
    json.open("Correlation").close();
    json.open("Execution").open("#attributes").put("ProcessID", 2_712).put("ThreadID", 3_808);
    json.close().close();
    json.put("Channel", "Microsoft-Windows-Sysmon/Operational")
        .put("Computer", event.host().name() + ".north.example");
    json.open("Security").open("#attributes").put("UserID", "S-1-5-18").close().close();
    json.close();
    json.open("EventData");
    for (var each : event.data().entrySet()) {
      // Numbers are numbers in the log, too.
      if (each.getKey().endsWith("ProcessId") || each.getKey().endsWith("Port")) {
        json.put(each.getKey(), Long.parseLong(each.getValue()));
      } else {
        json.put(each.getKey(), each.getValue());
      }
    }
    json.close().close().close();
  }

  private static void attribute(Json json, String namespace) throws IOException {
    json.put("xmlns", namespace).close();
  }
}
