package dev.sigrun.benchmarks.events;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Events of agents on hosts, in the format of a current endpoint agent. */
final class EndpointEvents {
  private static final List<String> WINDOWS_FILES =
      List.of(
          "C:\\Users\\@\\AppData\\Local\\Google\\Chrome\\User Data\\Default\\Cache\\f_#",
          "C:\\Windows\\Prefetch\\APP-#.pf",
          "C:\\Users\\@\\AppData\\Local\\Temp\\tmp#.tmp",
          "C:\\ProgramData\\Elastic\\logs\\agent-#.ndjson",
          "C:\\Users\\@\\Documents\\report-#.docx",
          "C:\\Windows\\System32\\winevt\\Logs\\Application-#.evtx",
          "C:\\Users\\@\\Downloads\\setup-#.exe",
          "C:\\Users\\@\\AppData\\Roaming\\Microsoft\\Windows\\Recent\\offer-#.lnk",
          "C:\\Windows\\Temp\\patch-#.dll",
          "C:\\Users\\@\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\a#.lnk");
  private static final List<String> UNIX_FILES =
      List.of(
          "/var/log/app/worker-#.log",
          "/tmp/build-#.o",
          "/var/lib/docker/overlay2/#/diff/etc/hosts",
          "/home/@/.cache/pip/http/#",
          "/run/systemd/journal/streams/8:#",
          "/var/lib/postgresql/15/main/base/#",
          "/Users/@/Library/Caches/com.vendor/#.cache",
          "/etc/cron.d/job-#",
          "/home/@/.ssh/known_hosts.#",
          "/usr/lib/systemd/system/app#.service");
  private static final List<String> REGISTRY_PATHS =
      List.of(
          "HKEY_USERS\\S-1-5-21-10-20-30-#\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer\\FileExts\\.pdf\\Count",
          "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tree\\Job#",
          "HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\bam\\State\\UserSettings\\S-1-5-#",
          "HKEY_USERS\\S-1-5-18\\SOFTWARE\\Classes\\Local Settings\\MuiCache\\#\\LanguageList",
          "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Interfaces\\{#}\\DhcpIPAddress",
          "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\Updater#",
          "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\svc#\\ImagePath");
  private static final List<String> LIBRARIES =
      List.of(
          "ntdll.dll",
          "kernel32.dll",
          "KernelBase.dll",
          "user32.dll",
          "ole32.dll",
          "combase.dll",
          "rpcrt4.dll",
          "sechost.dll",
          "amsi.dll",
          "clr.dll",
          "mscorlib.ni.dll",
          "dbghelp.dll",
          "taskschd.dll",
          "wbemprox.dll",
          "vaultcli.dll",
          "System.Management.Automation.ni.dll");
  private static final List<String> DOMAINS =
      List.of(
          "outlook.office365.com",
          "www.google.com",
          "teams.microsoft.com",
          "wpad.north.example",
          "settings-win.data.microsoft.com",
          "s3.eu-central-1.amazonaws.com",
          "api.github.com",
          "ocsp.digicert.com",
          "registry.npmjs.org",
          "pypi.org",
          "raw.githubusercontent.com",
          "cdn.discordapp.com",
          "ip-api.com",
          "api.telegram.org",
          "transfer.sh");

  private final Random random;
  private final List<Host> hosts;
  private final List<Host> windowsHosts;
  private final Map<Platform, Zipf<Program>> programs = new EnumMap<>(Platform.class);
  private final Zipf<String> windowsFiles = new Zipf<>(WINDOWS_FILES);
  private final Zipf<String> unixFiles = new Zipf<>(UNIX_FILES);
  private final Zipf<String> registryPaths = new Zipf<>(REGISTRY_PATHS);
  private final Zipf<String> libraries = new Zipf<>(LIBRARIES);
  private final Zipf<String> domains = new Zipf<>(DOMAINS);

  EndpointEvents(Random random, List<Host> hosts) {
    this.random = random;
    this.hosts = List.copyOf(hosts);
    this.windowsHosts = hosts.stream().filter(host -> host.platform() == Platform.WINDOWS).toList();
    for (Platform platform : Platform.values()) {
      programs.put(platform, new Zipf<>(Programs.of(platform)));
    }
  }

  void process(Json json, String time, long number) throws IOException {
    Host host = host(hosts);
    boolean end = random.nextInt(100) < 35;
    String action = end ? "end" : host.platform() == Platform.LINUX ? "exec" : "start";
    head(json, host, time, number, "process", action, end ? "end" : "start");
    Program program = program(host.platform());
    Program parent = program(host.platform());
    String line = line(program, host);
    json.open("process");
    json.open("Ext").put("ancestry", ancestry(Math.max(0, random.nextInt(9) - 3)));
    if (host.platform() == Platform.WINDOWS) {
      json.open("token").put("integrity_level_name", oneOf("system", "medium", "high")).close();
      json.put("authentication_id", "0x" + Ids.hex(random, 3));
    }
    json.close();
    json.put("args", args(line));
    json.put("args_count", line.split(" ", -1).length);
    signature(json, program);
    json.put("command_line", line);
    identity(json, program);
    json.open("hash").put("md5", Ids.hex(random, 32)).put("sha256", Ids.hex(random, 64)).close();
    json.open("parent");
    identity(json, parent);
    json.put("args", args(line(parent, host)));
    if (random.nextInt(100) < 60) {
      json.put("command_line", line(parent, host));
    }
    json.close();
    if (host.platform() == Platform.WINDOWS) {
      json.open("pe").put("original_file_name", program.name()).close();
    } else {
      json.put("working_directory", oneOf("/", "/root", "/srv/app", "/tmp"));
    }
    if (end) {
      json.put("exit_code", random.nextInt(10) == 0 ? 1 : 0);
    }
    json.close();
    tail(json, host);
  }

  void file(Json json, String time, long number) throws IOException {
    Host host = host(hosts);
    String action =
        oneOf("creation", "modification", "deletion", "rename", "creation", "open", "overwrite");
    String type =
        switch (action) {
          case "creation" -> "creation";
          case "deletion" -> "deletion";
          case "open" -> "access";
          default -> "change";
        };
    head(json, host, time, number, "file", action, type);
    boolean windows = host.platform() == Platform.WINDOWS;
    String path = filled((windows ? windowsFiles : unixFiles).pick(random), host);
    String name = path.substring(path.lastIndexOf(windows ? '\\' : '/') + 1);
    json.open("file");
    json.open("Ext").put("entropy", random.nextInt(8)).put("monotonic_id", number);
    json.put("header_bytes", Ids.hex(random, 32)).close();
    int dot = name.lastIndexOf('.');
    if (dot > 0) {
      json.put("extension", name.substring(dot + 1));
    }
    json.put("name", name).put("path", path).put("size", random.nextInt(1_000_000));
    if (windows) {
      json.put("drive_letter", "C").put("owner", user(host));
    } else {
      json.put("mode", "0644").put("uid", "0").put("gid", "0").put("inode", number + 77);
    }
    json.close();
    actor(json, host);
    tail(json, host);
  }

  void network(Json json, String time, long number) throws IOException {
    Host host = host(hosts);
    boolean end = random.nextBoolean();
    String action =
        end ? "disconnect_received" : oneOf("connection_attempted", "connection_accepted");
    head(json, host, time, number, "network", action, end ? "end" : "start");
    String destination =
        random.nextInt(3) == 0
            ? "10.21." + random.nextInt(10) + "." + random.nextInt(250)
            : "203.0." + random.nextInt(200) + "." + random.nextInt(250);
    json.open("destination")
        .put("address", destination)
        .put("ip", destination)
        .put("port", Integer.parseInt(oneOf("443", "443", "443", "80", "53", "445", "22", "8080")));
    json.put("bytes", random.nextInt(100_000));
    json.open("geo").put("country_iso_code", "US").put("continent_name", "North America").close();
    json.close();
    json.open("network")
        .put("direction", action.endsWith("accepted") ? "ingress" : "egress")
        .put("transport", "tcp")
        .put("type", "ipv4")
        .close();
    json.open("source")
        .put("address", host.address())
        .put("ip", host.address())
        .put("port", 1024 + random.nextInt(60_000))
        .put("bytes", random.nextInt(10_000))
        .close();
    actor(json, host);
    tail(json, host);
  }

  void dns(Json json, String time, long number) throws IOException {
    Host host = host(hosts);
    head(json, host, time, number, "network", "lookup_requested", "protocol");
    String name = domains.pick(random);
    String domain = random.nextInt(4) == 0 ? Ids.hex(random, 8) + "." + name : name;
    json.open("dns");
    json.open("question").put("name", domain).put("type", oneOf("A", "AAAA", "TXT"));
    json.put("registered_domain", name.substring(name.indexOf('.') + 1)).close();
    json.put("resolved_ip", List.of("203.0.113." + random.nextInt(250), "2001:db8::1"));
    json.close();
    json.open("network").put("protocol", "dns").put("transport", "udp").close();
    actor(json, host);
    tail(json, host);
  }

  void registry(Json json, String time, long number) throws IOException {
    Host host = host(windowsHosts);
    head(json, host, time, number, "registry", "modification", "change");
    String path = filled(registryPaths.pick(random), host);
    int end = path.lastIndexOf('\\');
    int start = path.indexOf('\\');
    String data = oneOf("1", "0", "C:\\Program Files\\Vendor\\agent.exe", "S-1-5-18", "2026-01-05");
    json.open("registry");
    json.open("data").put("strings", List.of(data)).put("type", oneOf("REG_SZ", "REG_DWORD"));
    json.close();
    json.put("hive", path.substring(0, start)).put("key", path.substring(start + 1, end));
    json.put("path", path).put("value", path.substring(end + 1)).close();
    actor(json, host);
    tail(json, host);
  }

  void library(Json json, String time, long number) throws IOException {
    Host host = host(windowsHosts);
    head(json, host, time, number, "library", "load", "start");
    String name = libraries.pick(random);
    json.open("dll");
    json.open("Ext").put("size", random.nextInt(2_000_000)).put("load_index", 1);
    json.put("relative_file_creation_time", random.nextInt(10_000_000));
    json.close();
    json.open("code_signature").put("exists", true).put("status", "trusted");
    json.put("subject_name", "Microsoft Windows").put("trusted", true).close();
    json.open("hash").put("sha256", Ids.hex(random, 64)).put("md5", Ids.hex(random, 32)).close();
    json.put("name", name).put("path", "C:\\Windows\\System32\\" + name);
    json.open("pe").put("original_file_name", name).close();
    json.close();
    actor(json, host);
    tail(json, host);
  }

  void logon(Json json, String time, long number) throws IOException {
    Host host = host(hosts);
    boolean failure = random.nextInt(100) < 15;
    head(
        json,
        host,
        time,
        number,
        "authentication",
        failure ? "logon-failed" : "logged-in",
        "start");
    json.open("source").put("ip", "10.20.1." + random.nextInt(250)).put("port", 50_000).close();
    json.open("winlog");
    json.put("channel", "Security").put("computer_name", host.name() + ".north.example");
    json.open("event_data")
        .put("LogonProcessName", oneOf("Kerberos", "NtLmSsp", "User32"))
        .put("SubjectUserName", host.name() + "$")
        .put("SubjectUserSid", "S-1-5-18")
        .put("TargetUserName", user(host))
        .put("AuthenticationPackageName", oneOf("Kerberos", "NTLM", "Negotiate"))
        .put("Status", failure ? "0xc000006d" : "0x0")
        .close();
    json.put("event_id", failure ? "4625" : "4624").put("record_id", number);
    json.put("keywords", List.of("Audit " + (failure ? "Failure" : "Success")));
    json.open("logon").put("type", oneOf("Network", "Interactive", "RemoteInteractive", "Service"));
    json.put("id", "0x" + Ids.hex(random, 6)).close();
    json.put("provider_name", "Microsoft-Windows-Security-Auditing").close();
    actor(json, host);
    tail(json, host);
  }

  /** The part before the one that is specific to the kind of event. */
  private void head(
      Json json, Host host, String time, long number, String category, String action, String type)
      throws IOException {
    boolean logon = category.equals("authentication");
    String dataset = logon ? "system.security" : "endpoint.events." + category;
    json.open().put("@timestamp", time);
    json.open("agent")
        .put("id", host.agentId())
        .put("type", "endpoint")
        .put("version", "8.17.0")
        .close();
    json.open("data_stream")
        .put("dataset", dataset)
        .put("namespace", "default")
        .put("type", "logs")
        .close();
    json.open("ecs").put("version", "8.10.0").close();
    if (number % 3 != 0) {
      json.open("elastic").open("agent").put("id", host.agentId()).close().close();
    }
    json.open("event");
    json.put("action", action).put("category", List.of(category));

    if (number % 3 == 0) {
      json.put("ingested", time);
    }
    json.put("created", time).put("dataset", dataset).put("id", Ids.base64(random, 20));
    json.put("kind", "event").put("module", logon ? "system" : "endpoint");
    json.put("outcome", logon ? (action.endsWith("in") ? "success" : "failure") : "unknown");
    json.put("sequence", number).put("type", List.of(type)).close();
    json.open("host")
        .put("architecture", "x86_64")
        .put("hostname", host.name())
        .put("id", host.id());
    if (number % 3 == 0) {
      json.put("ip", List.of(host.address(), "127.0.0.1", "fe80::1"))
          .put("mac", List.of(host.mac()));
    }
    json.put("name", host.name());
    json.open("os");
    Platform platform = host.platform();
    json.put("family", platform.type());
    if (number % 4 == 0) {
      json.put("full", platform.fullName()).put("kernel", platform.kernel());
    }
    json.put("name", platform.title())
        .put("type", platform.type())
        .put("version", platform.kernel());
    json.close().close();
    json.put("message", "Endpoint " + category + " event");
  }

  private void tail(Json json, Host host) throws IOException {
    json.open("user").put("domain", host.domain());
    String user = user(host);
    boolean system = user.equals("SYSTEM") || user.equals("root");
    json.put(
        "id",
        host.platform() == Platform.WINDOWS
            ? (system ? "S-1-5-18" : "S-1-5-21-1-2-3-1104")
            : system ? "0" : "1000");
    json.put("name", user).close().close();
  }

  /** The process behind an event of another kind. */
  private void actor(Json json, Host host) throws IOException {
    Program program = program(host.platform());
    json.open("process");
    json.open("Ext").put("ancestry", ancestry(Math.max(0, random.nextInt(6) - 2)));
    json.close();
    signature(json, program);
    identity(json, program);
    json.open("thread").put("id", random.nextInt(30_000)).close();
    json.close();
  }

  private void identity(Json json, Program program) throws IOException {
    json.put("entity_id", Ids.base64(random, 40)).put("executable", program.executable());
    json.put("name", program.name()).put("pid", random.nextInt(60_000));
  }

  private static void signature(Json json, Program program) throws IOException {
    json.open("code_signature").put("exists", !program.signer().isEmpty());
    if (!program.signer().isEmpty()) {
      json.put("status", "trusted").put("subject_name", program.signer()).put("trusted", true);
    }
    json.close();
  }

  private List<String> ancestry(int length) {
    List<String> ancestry = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      ancestry.add(Ids.base64(random, 40));
    }
    return ancestry;
  }

  /** Cut at blanks; the quotes around the program are the shell's business. */
  private static List<String> args(String line) {
    List<String> args = new ArrayList<>();
    String rest = line;
    int quote = line.indexOf('"', 1);
    if (line.startsWith("\"") && quote > 0) {
      args.add(line.substring(1, quote));
      rest = line.substring(quote + 1).strip();
    }
    if (!rest.isEmpty()) {
      args.addAll(Arrays.asList(rest.split(" ", -1)));
    }
    return args;
  }

  private String line(Program program, Host host) {
    List<String> ways = program.arguments();
    String arguments = filled(ways.get(random.nextInt(ways.size())), host);
    String name =
        host.platform() == Platform.WINDOWS && random.nextInt(3) > 0
            ? "\"" + program.executable() + "\""
            : program.name();
    return arguments.isEmpty() ? name : name + " " + arguments;
  }

  private Program program(Platform platform) {
    return programs.getOrDefault(platform, programs.values().iterator().next()).pick(random);
  }

  private String filled(String template, Host host) {
    return template
        .replace("#", Integer.toString(random.nextInt(100_000)))
        .replace("@", host.users().get(1));
  }

  private String user(Host host) {
    int point = random.nextInt(10);
    return host.users().get(point < 5 ? 0 : point < 8 ? 1 : 2);
  }

  private Host host(List<Host> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
