package dev.sigrun.benchmarks.events;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Activity on Windows hosts, in the proportions that are typical of such telemetry: mostly changes
 * of the registry and loads of libraries, hardly any new processes. Few hosts and programs repeat;
 * paths, hashes and identities of processes vary.
 */
final class SysmonActivity {
  private static final int PROCESS = 1;
  private static final int NETWORK = 3;
  private static final int END = 5;
  private static final int LIBRARY = 7;
  private static final int FILE = 11;
  private static final int KEY = 12;
  private static final int VALUE = 13;
  private static final int DNS = 22;

  private static final int HOSTS = 12;

  private static final List<String> KEYS =
      List.of(
          "HKLM\\System\\CurrentControlSet\\Services\\bam\\State\\UserSettings\\S-1-5-21-10-20-30-#\\\\Device\\HarddiskVolume3\\Windows\\explorer.exe",
          "HKU\\S-1-5-21-10-20-30-#\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer\\SessionInfo\\1\\ApplicationViewManagement\\W32:#",
          "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tasks\\{@}\\DynamicInfo",
          "HKU\\S-1-5-21-10-20-30-#\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer\\FileExts\\.pdf\\OpenWithList\\a",
          "HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\ROOT\\Certificates\\#\\Blob",
          "HKLM\\System\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Interfaces\\{@}\\DhcpIPAddress",
          "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Installer\\UserData\\S-1-5-18\\Components\\#\\00005109",
          "HKU\\.DEFAULT\\Software\\Classes\\Local Settings\\MuiCache\\#\\52C64B7E\\LanguageList",
          "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\{@}\\DisplayVersion",
          "HKCR\\CLSID\\{@}\\InprocServer32\\(Default)",
          "HKLM\\System\\CurrentControlSet\\Control\\Class\\{@}\\0001\\DriverDesc",
          "HKLM\\System\\CurrentControlSet\\Services\\svc#\\ImagePath",
          "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU\\UseWUServer",
          "HKU\\S-1-5-21-10-20-30-#\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\Updater#",
          "HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Exclusions\\Paths\\C:\\Build#");

  private static final List<String> DETAILS =
      List.of(
          "DWORD (0x00000001)",
          "Binary Data",
          "QWORD (0x01db7c5a-0x#)",
          "C:\\Windows\\System32\\drivers\\svc#.sys",
          "10.20.0.#",
          "%SystemRoot%\\System32\\svchost.exe -k netsvcs -p",
          "C:\\Users\\Public\\updater#.exe /background",
          "(Empty)");

  private static final List<String> LIBRARIES =
      List.of(
          "C:\\Windows\\System32\\ntdll.dll",
          "C:\\Windows\\System32\\kernel32.dll",
          "C:\\Windows\\System32\\KernelBase.dll",
          "C:\\Windows\\System32\\user32.dll",
          "C:\\Windows\\System32\\combase.dll",
          "C:\\Windows\\System32\\rpcrt4.dll",
          "C:\\Windows\\System32\\sechost.dll",
          "C:\\Windows\\System32\\bcryptprimitives.dll",
          "C:\\Windows\\System32\\amsi.dll",
          "C:\\Windows\\System32\\dbghelp.dll",
          "C:\\Windows\\System32\\wbem\\wbemprox.dll",
          "C:\\Windows\\System32\\taskschd.dll",
          "C:\\Windows\\System32\\vaultcli.dll",
          "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\clr.dll",
          "C:\\Windows\\assembly\\NativeImages_v4.0.30319_64\\System.Manaa57fc8cc#\\@\\System.Management.Automation.ni.dll",
          "C:\\Program Files\\Google\\Chrome\\Application\\120.0.6099.#\\chrome_elf.dll",
          "C:\\Users\\Public\\Libraries\\helper#.dll");

  private static final List<String> FILES =
      List.of(
          "C:\\Users\\Public\\AppData\\Local\\Google\\Chrome\\User Data\\Default\\Cache\\Cache_Data\\f_#",
          "C:\\Windows\\Prefetch\\APP#-1A2B3C4D.pf",
          "C:\\Users\\Public\\AppData\\Local\\Temp\\tmp#.tmp",
          "C:\\ProgramData\\Microsoft\\Windows Defender\\Scans\\History\\Results\\Resource\\{@}",
          "C:\\Users\\Public\\Downloads\\setup-#.exe",
          "C:\\Windows\\Temp\\patch-#.dll",
          "C:\\Users\\Public\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\a#.lnk");

  private static final List<String> DOMAINS =
      List.of(
          "settings-win.data.microsoft.com",
          "outlook.office365.com",
          "wpad.north.example",
          "cdn.discordapp.com",
          "api.telegram.org");

  private final Random random;
  private final List<Host> hosts;
  private final Zipf<Program> programs = new Zipf<>(Programs.of(Platform.WINDOWS));
  private final Zipf<String> keys = new Zipf<>(KEYS);
  private final Zipf<String> details = new Zipf<>(DETAILS);
  private final Zipf<String> libraries = new Zipf<>(LIBRARIES);
  private final Zipf<String> files = new Zipf<>(FILES);
  private final Zipf<String> domains = new Zipf<>(DOMAINS);

  SysmonActivity(Random random, List<Host> hosts) {
    this.random = random;
    this.hosts =
        hosts.stream().filter(host -> host.platform() == Platform.WINDOWS).limit(HOSTS).toList();
  }

  /** The next event. The shares are percents. */
  SysmonEvent next(String time, long number) {
    int point = random.nextInt(100);
    int id =
        point < 40
            ? VALUE
            : point < 55
                ? KEY
                : point < 91
                    ? LIBRARY
                    : point < 96 ? FILE : point < 98 ? NETWORK : point < 99 ? PROCESS : END;
    // Names are looked up about as often as processes end.
    if (id == END && random.nextBoolean()) {
      id = DNS;
    }
    Host host = hosts.get(random.nextInt(hosts.size()));
    Program program = programs.pick(random);
    Map<String, String> data = new LinkedHashMap<>();
    data.put("RuleName", "-");
    data.put("UtcTime", time.replace('T', ' ').replace("Z", ""));
    data.put("ProcessGuid", guid(host));
    data.put("ProcessId", Integer.toString(4 * (1 + random.nextInt(4_000))));
    data.put("Image", program.executable());
    add(id, program, host, data);
    data.put("User", user(host));
    return new SysmonEvent(id, host, time, number, data);
  }

  private void add(int id, Program program, Host host, Map<String, String> data) {
    switch (id) {
      case VALUE -> {
        data.put("EventType", "SetValue");
        data.put("TargetObject", filled(keys.pick(random)));
        data.put("Details", filled(details.pick(random)));
      }
      case KEY -> {
        data.put("EventType", random.nextBoolean() ? "CreateKey" : "DeleteValue");
        data.put("TargetObject", filled(keys.pick(random)));
      }
      case LIBRARY -> {
        String library = filled(libraries.pick(random));
        data.put("ImageLoaded", library);
        described(SysmonEvent.nameOf(library), data);
        data.put("Signed", random.nextInt(20) == 0 ? "false" : "true");
        data.put("Signature", "Microsoft Windows");
        data.put("SignatureStatus", "Valid");
      }
      case FILE -> {
        data.put("TargetFilename", filled(files.pick(random)));
        data.put("CreationUtcTime", data.getOrDefault("UtcTime", ""));
      }
      case NETWORK -> {
        data.put("Protocol", "tcp");
        data.put("Initiated", random.nextInt(4) == 0 ? "false" : "true");
        data.put("SourceIsIpv6", "false");
        data.put("SourceIp", host.address());
        data.put("SourceHostname", host.name());
        data.put("SourcePort", Integer.toString(49_152 + random.nextInt(16_000)));
        data.put("DestinationIsIpv6", "false");
        data.put("DestinationIp", "203.0." + random.nextInt(200) + "." + random.nextInt(250));
        data.put("DestinationHostname", domains.pick(random));
        data.put("DestinationPort", random.nextInt(5) == 0 ? "80" : "443");
      }
      case PROCESS -> {
        described(program.name(), data);
        data.put("CommandLine", line(program));
        data.put("CurrentDirectory", "C:\\Windows\\System32\\");
        data.put("IntegrityLevel", random.nextBoolean() ? "System" : "Medium");
        Program parent = programs.pick(random);
        data.put("ParentProcessGuid", guid(host));
        data.put("ParentProcessId", Integer.toString(4 * (1 + random.nextInt(4_000))));
        data.put("ParentImage", parent.executable());
        data.put("ParentCommandLine", line(parent));
        data.put("ParentUser", user(host));
      }
      case DNS -> {
        data.put("QueryName", domains.pick(random));
        data.put("QueryStatus", "0");
        data.put("QueryResults", "::ffff:203.0.113." + random.nextInt(250) + ";");
      }
      default -> {}
    }
  }

  private void described(String file, Map<String, String> data) {
    data.put("FileVersion", "10.0.19041.3803 (WinBuild.160101.0800)");
    data.put("Description", "Made up for measurements");
    data.put("Product", "Microsoft\u00ae Windows\u00ae Operating System");
    data.put("Company", "Microsoft Corporation");
    data.put("OriginalFileName", file);
    data.put(
        "Hashes",
        ("SHA1="
                + Ids.hex(random, 40)
                + ",MD5="
                + Ids.hex(random, 32)
                + ",SHA256="
                + Ids.hex(random, 64)
                + ",IMPHASH="
                + Ids.hex(random, 32))
            .toUpperCase(Locale.ROOT));
  }

  private String line(Program program) {
    List<String> ways = program.arguments();
    String arguments = ways.isEmpty() ? "" : ways.get(random.nextInt(ways.size()));
    return ('"' + program.executable() + "\" " + filled(arguments)).strip();
  }

  private String filled(String template) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '#') {
        text.append(random.nextInt(100_000));
      } else if (c == '@') {
        text.append(Ids.uuid(random).toUpperCase(Locale.ROOT));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private String user(Host host) {
    String user = host.users().get(random.nextInt(host.users().size()));
    return (user.equals(user.toUpperCase(Locale.ROOT)) ? "NT AUTHORITY" : host.domain())
        + '\\'
        + user;
  }

  /** The first part names the host, as Sysmon makes them. */
  private String guid(Host host) {
    String rest =
        Ids.hex(random, 4) + "-65a1-" + Ids.hex(random, 4) + "-00000000" + Ids.hex(random, 4);
    return '{' + (host.id().substring(0, 8) + '-' + rest).toUpperCase(Locale.ROOT) + '}';
  }
}
