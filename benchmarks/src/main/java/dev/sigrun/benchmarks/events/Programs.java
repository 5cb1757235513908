package dev.sigrun.benchmarks.events;

import java.util.ArrayList;
import java.util.List;

/**
 * The programs of each platform, the commonest first. Programs that rules look for are towards the
 * end, so that a small part of the events nearly match.
 */
final class Programs {
  private static final String SYSTEM32 = "C:\\Windows\\System32\\";
  private static final String PROGRAM_FILES = "C:\\Program Files\\";
  private static final String MICROSOFT = "Microsoft Windows";

  private Programs() {}

  static List<Program> of(Platform platform) {
    return switch (platform) {
      case WINDOWS -> windows();
      case LINUX -> linux();
      case MACOS -> macos();
    };
  }

  private static List<Program> windows() {
    List<Program> programs = new ArrayList<>();
    add(
        programs,
        SYSTEM32,
        MICROSOFT,
        "svchost.exe",
        "-k netsvcs -p -s Schedule",
        "-k LocalService");
    add(
        programs,
        PROGRAM_FILES + "Google\\Chrome\\Application\\",
        "Google LLC",
        "chrome.exe",
        "--type=renderer --lang=en-US --device-scale-factor=# --num-raster-threads=4",
        "--type=gpu-process");
    add(
        programs,
        PROGRAM_FILES + "Elastic\\Endpoint\\",
        "Elasticsearch, Inc.",
        "elastic-endpoint.exe",
        "run");
    add(programs, SYSTEM32, MICROSOFT, "conhost.exe", "0xffffffff -ForceV1", "0x4");
    add(programs, SYSTEM32, MICROSOFT, "backgroundTaskHost.exe", "-ServerName:App.AppX#.mca");
    add(programs, SYSTEM32, MICROSOFT, "RuntimeBroker.exe", "-Embedding");
    add(programs, SYSTEM32, MICROSOFT, "dllhost.exe", "/Processid:{AB8902B4-09CA-4BB6-B78D-#}");
    add(
        programs,
        "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\",
        "Microsoft Corporation",
        "msedge.exe",
        "--type=utility --utility-sub-type=network.mojom.NetworkService --lang=de");
    add(programs, SYSTEM32, MICROSOFT, "taskhostw.exe", "KEYROAMING", "Install $(Arg0)");
    add(
        programs,
        "C:\\Windows\\",
        MICROSOFT,
        "explorer.exe",
        "",
        "/factory,{75dff2b7-6936-4c06-a8bb-#} -Embedding");
    add(
        programs,
        SYSTEM32,
        MICROSOFT,
        "SearchProtocolHost.exe",
        "Global\\UsGthrFltPipeMssGthrPipe#_ Global\\UsGthrCtrl");
    add(
        programs,
        PROGRAM_FILES + "Microsoft Office\\root\\Office16\\",
        "Microsoft Corporation",
        "OUTLOOK.EXE",
        "/recycle");
    add(
        programs,
        SYSTEM32,
        MICROSOFT,
        "cmd.exe",
        "/c C:\\Tools\\backup\\run#.bat",
        "/d /c echo #",
        "/c ver");
    add(
        programs,
        PROGRAM_FILES + "Microsoft Office\\root\\Office16\\",
        "Microsoft Corporation",
        "EXCEL.EXE",
        "C:\\Users\\@\\Documents\\budget-#.xlsx");
    add(
        programs,
        "C:\\Users\\Public\\AppData\\Local\\Microsoft\\Teams\\current\\",
        "Microsoft Corporation",
        "Teams.exe",
        "--type=renderer --enable-wer --ms-teams-less-cors=#");
    add(
        programs,
        PROGRAM_FILES + "Git\\cmd\\",
        "Johannes Schindelin",
        "git.exe",
        "fetch --all --prune",
        "status -z -uall");
    add(
        programs,
        SYSTEM32 + "WindowsPowerShell\\v1.0\\",
        MICROSOFT,
        "powershell.exe",
        "-NoProfile -File C:\\Tools\\inventory#.ps1",
        "-ExecutionPolicy RemoteSigned -Command Get-Service",
        "-nop -w hidden -EncodedCommand SQBFAFgA#");
    add(programs, SYSTEM32 + "wbem\\", MICROSOFT, "WmiPrvSE.exe", "-secured -Embedding");
    add(
        programs,
        PROGRAM_FILES + "Java\\jdk-17\\bin\\",
        "Oracle America, Inc.",
        "java.exe",
        "-Xmx2g -jar C:\\Apps\\service#.jar");
    add(programs, SYSTEM32, MICROSOFT, "consent.exe", "# 312 000001C6");
    add(
        programs,
        PROGRAM_FILES + "Microsoft Office\\root\\Office16\\",
        "Microsoft Corporation",
        "WINWORD.EXE",
        "/n C:\\Users\\@\\Downloads\\offer-#.docx");
    add(
        programs,
        SYSTEM32,
        MICROSOFT,
        "rundll32.exe",
        "shell32.dll,Control_RunDLL",
        "C:\\Windows\\system32\\davclnt.dll,DavSetCookie host# http://files");
    add(
        programs,
        SYSTEM32,
        MICROSOFT,
        "msiexec.exe",
        "/V",
        "/i C:\\Users\\@\\Downloads\\setup#.msi /qn");
    add(
        programs,
        SYSTEM32,
        MICROSOFT,
        "schtasks.exe",
        "/query /fo csv",
        "/create /tn update# /tr C:\\Tools\\u.exe /sc daily");
    add(
        programs,
        SYSTEM32,
        MICROSOFT,
        "reg.exe",
        "query HKLM\\Software\\Vendor#",
        "add HKCU\\Software\\Vendor /v last /d # /f");
    add(
        programs,
        SYSTEM32,
        MICROSOFT,
        "net.exe",
        "use",
        "user @",
        "group \"Domain Admins\" /domain");
    add(programs, SYSTEM32, MICROSOFT, "net1.exe", "user @");
    add(programs, SYSTEM32, MICROSOFT, "tasklist.exe", "/svc");
    add(programs, SYSTEM32, MICROSOFT, "whoami.exe", "/all", "");
    add(programs, SYSTEM32, MICROSOFT, "ipconfig.exe", "/all");
    add(programs, SYSTEM32, MICROSOFT, "sc.exe", "query", "config svc# start= auto");
    add(programs, SYSTEM32, MICROSOFT, "wevtutil.exe", "el", "cl Application");
    add(programs, SYSTEM32, MICROSOFT, "certutil.exe", "-hashfile C:\\Temp\\a#.zip SHA256");
    add(
        programs,
        SYSTEM32,
        MICROSOFT,
        "wscript.exe",
        "C:\\Users\\@\\AppData\\Local\\Temp\\job#.vbs");
    add(programs, SYSTEM32, MICROSOFT, "cscript.exe", "//nologo C:\\Tools\\report#.vbs");
    add(programs, SYSTEM32, MICROSOFT, "mshta.exe", "C:\\Tools\\panel.hta");
    add(programs, SYSTEM32, MICROSOFT, "regsvr32.exe", "/s C:\\Windows\\System32\\ole32.dll");
    add(programs, SYSTEM32, MICROSOFT, "bitsadmin.exe", "/list");
    add(programs, SYSTEM32, MICROSOFT, "vssadmin.exe", "list shadows");
    add(programs, SYSTEM32, MICROSOFT, "nltest.exe", "/dclist:north");
    add(programs, SYSTEM32, MICROSOFT, "lsass.exe", "");
    add(programs, "C:\\Users\\Public\\Downloads\\", "", "updater.exe", "--silent --id #");
    return programs;
  }

  private static List<Program> linux() {
    List<Program> programs = new ArrayList<>();
    add(programs, "/usr/bin/", "", "bash", "-c ls", "-c test -f /run/app-#.pid", "-l");
    add(programs, "/usr/sbin/", "", "cron", "-f", "-P");
    add(
        programs,
        "/usr/bin/",
        "",
        "python3",
        "/opt/app/worker.py --shard #",
        "-m http.server #",
        "-c import os; print(os.getpid())");
    add(
        programs,
        "/usr/bin/",
        "",
        "dash",
        "-c /usr/lib/sysstat/sa1 1 1",
        "-c run-parts /etc/cron.hourly");
    add(programs, "/usr/bin/", "", "grep", "-q active /run/state-#");
    add(
        programs,
        "/usr/lib/systemd/",
        "",
        "systemd",
        "--user",
        "--switched-root --system --deserialize #");
    add(programs, "/usr/sbin/", "", "sshd", "-D -R");
    add(programs, "/usr/bin/", "", "cat", "/proc/loadavg", "/etc/os-release", "/etc/passwd");
    add(programs, "/usr/bin/", "", "sed", "-n s/^MemFree:.*/x#/p /proc/meminfo");
    add(programs, "/usr/bin/", "", "containerd-shim-runc-v2", "-namespace moby -id #");
    add(programs, "/usr/bin/", "", "runc", "--root /run/docker --log-format json exec --detach #");
    add(programs, "/usr/bin/", "", "ps", "aux", "-ef");
    add(programs, "/usr/sbin/", "", "nginx", "-g daemon off;");
    add(programs, "/usr/lib/postgresql/15/bin/", "", "postgres", "-D /var/lib/postgresql/15/main");
    add(programs, "/usr/bin/", "", "java", "-Xms1g -Xmx4g -jar /opt/service/service-#.jar");
    add(
        programs,
        "/usr/bin/",
        "",
        "curl",
        "-s http://10.21.0.4:8080/health",
        "-fsSL https://repo.example.org/install-#.sh");
    add(programs, "/usr/bin/", "", "apt-get", "update -qq", "install -y libssl3");
    add(programs, "/usr/bin/", "", "dpkg", "--status libc6");
    add(
        programs,
        "/usr/bin/",
        "",
        "git",
        "rev-parse HEAD",
        "clone https://git.example.org/team/repo#.git");
    add(programs, "/usr/bin/", "", "node", "/srv/web/server.js --port #");
    add(programs, "/usr/bin/", "", "sudo", "-u postgres psql -c select", "systemctl restart app#");
    add(programs, "/usr/bin/", "", "systemctl", "is-active app#.service");
    add(programs, "/usr/bin/", "", "find", "/var/log -name *.gz -mtime +#", "/ -perm -4000");
    add(programs, "/usr/bin/", "", "wget", "-q https://mirror.example.org/p#.deb");
    add(programs, "/usr/bin/", "", "chmod", "0644 /var/lib/app/f#", "+x /tmp/build-#.sh");
    add(programs, "/usr/bin/", "", "id", "-u");
    add(programs, "/usr/bin/", "", "uname", "-a");
    add(programs, "/usr/bin/", "", "tar", "czf /backup/d#.tgz /srv/data");
    add(programs, "/usr/bin/", "", "perl", "-e print 1", "/usr/bin/ack #");
    add(programs, "/usr/sbin/", "", "useradd", "-m build#");
    add(programs, "/usr/bin/", "", "crontab", "-l");
    add(programs, "/usr/bin/", "", "nc", "-z 10.21.0.9 #");
    add(programs, "/usr/bin/", "", "base64", "-d");
    add(programs, "/usr/bin/", "", "kubectl", "get pods -n team#");
    add(programs, "/usr/bin/", "", "gdb", "-p #");
    add(programs, "/usr/sbin/", "", "iptables", "-L -n");
    add(programs, "/tmp/", "", "payload", "--connect 203.0.113.7:#");
    return programs;
  }

  private static List<Program> macos() {
    List<Program> programs = new ArrayList<>();
    String apple = "Software Signing";
    add(
        programs,
        "/System/Library/Frameworks/CoreServices.framework/Support/",
        apple,
        "mdworker_shared",
        "-s mdworker -c MDSImporterWorker");
    add(programs, "/usr/libexec/", apple, "xpcproxy", "com.apple.mdworker.shared.#");
    add(
        programs,
        "/Applications/Google Chrome.app/Contents/MacOS/",
        "Google LLC",
        "Google Chrome Helper",
        "--type=renderer --lang=en --id=#");
    add(programs, "/bin/", apple, "zsh", "-l", "-c brew list");
    add(programs, "/bin/", apple, "bash", "-c uptime", "/Library/Scripts/check#.sh");
    add(programs, "/usr/libexec/", apple, "trustd", "--agent");
    add(programs, "/opt/homebrew/bin/", "", "git", "fetch origin");
    add(
        programs,
        "/usr/bin/",
        apple,
        "defaults",
        "read com.apple.finder",
        "write com.vendor.app last #");
    add(programs, "/usr/bin/", apple, "osascript", "-e tell application \"Finder\" to get name");
    add(
        programs,
        "/bin/",
        apple,
        "launchctl",
        "list",
        "load /Library/LaunchAgents/com.vendor#.plist");
    add(programs, "/usr/bin/", apple, "curl", "-s https://updates.example.org/v#");
    add(programs, "/usr/bin/", apple, "security", "find-certificate -a");
    add(programs, "/usr/sbin/", apple, "softwareupdate", "--list");
    add(programs, "/usr/bin/", apple, "dscl", ". -read /Users/@");
    add(programs, "/usr/bin/", apple, "sqlite3", "/Users/@/Library/cache#.db");
    add(programs, "/usr/bin/", apple, "xattr", "-l /Users/@/Downloads/a#.dmg");
    return programs;
  }

  private static void add(
      List<Program> programs, String folder, String signer, String name, String... arguments) {
    programs.add(new Program(name, folder, List.of(arguments), signer));
  }
}
