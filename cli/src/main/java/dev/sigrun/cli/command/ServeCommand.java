package dev.sigrun.cli.command;

import dev.sigrun.cli.event.EventFiles;
import dev.sigrun.cli.option.Project;
import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.RuleOptions;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.FileErrors;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.cli.web.server.WebServer;
import dev.sigrun.cli.web.studio.Studio;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.project.ProjectKey;
import dev.sigrun.lsp.workspace.ProjectChoice;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves a page in which rules are written, run and explained. */
@Command(
    name = "serve",
    description = {
      "Write, run and explain rules in a browser: a page that this command serves on this machine.",
      "",
      "Open the address that it prints, which contains a token: other pages and other users cannot"
          + " use the server. It reads the named rules and events, writes no file, and connects to"
          + " no other machine. docs/serve.md shows the page."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun serve rules",
      "  sigrun serve rules --events events.ndjson",
      "  sigrun serve --port 0",
      "  sigrun serve --host 0.0.0.0 --allow-network rules",
      "",
      "Exit codes:",
      "  0  the server was stopped, as with Ctrl-C",
      "  3  wrong usage, a missing file, or a port that is taken"
    })
public final class ServeCommand implements Callable<Integer> {
  private static final int LARGEST_PORT = 65_535;

  private final Terminal terminal;
  private final Project project;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Rule files, folders or patterns such as 'rules/**/*.toml'. Default: the rules of the"
              + " project file, if there is one.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description =
          "A file of events that the page offers to run rules over. May be repeated. Default: those"
              + " of the project file.")
  private List<String> events = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "4680",
      description = "The port to listen at; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
  private int port = 4680;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "The name or address to listen at; 0.0.0.0 for all of this machine. Anything but the"
              + " loopback interface needs '--allow-network'. Default: ${DEFAULT-VALUE}.")
  private String host = "127.0.0.1";

  @Option(
      names = "--allow-network",
      description =
          "Let other machines reach the server. Rules, events and the token then cross the network"
              + " without encryption.")
  private boolean allowNetwork;

  @Mixin private RuleOptions settings;
  @Mixin private ReportOptions options = new ReportOptions();

  /** A command on these streams. */
  public ServeCommand(Terminal terminal) {
    this.terminal = terminal;
    this.project = new Project(terminal);
    this.settings = new RuleOptions(project);
  }

  @Override
  public Integer call() {
    if (port < 0 || port > LARGEST_PORT) {
      throw CommandFailure.usage("A port is a number from 0 to " + LARGEST_PORT + ".");
    }
    boolean open = isOpenToNetwork();
    Path folder = terminal.environment().folder().toAbsolutePath().normalize();
    List<String> rules = paths.isEmpty() ? project.paths(ProjectKey.RULES) : paths;
    for (String rule : rules) {
      if (!rule.contains("*") && !Files.exists(EventFiles.path(rule))) {
        throw CommandFailure.usage("There is no file or folder '" + rule + "'.");
      }
    }
    List<String> files = events.isEmpty() ? project.paths(ProjectKey.EVENTS) : events;
    EventFiles.requireReadable(files);
    CompilerOptions exported = settings.compilerOptions(EventForm.ECS, options.reports(terminal));
    Studio.Subject subject =
        new Studio.Subject(
            folder,
            rules,
            files.stream().map(EventFiles::path).toList(),
            new ProjectChoice(terminal.environment().variable(Project.VARIABLE)),
            exported,
            terminal.environment().clock());
    try (Studio studio = new Studio(subject);
        WebServer server = WebServer.start(host, port, studio, this::reportBug)) {
      studio.warmUp();
      terminal.out().println(server.address().toString());
      terminal.out().flush();
      if (open) {
        terminal.say(
            "sigrun: Other machines can reach this server. Rules, events and the token cross the"
                + " network without encryption: whoever reads them can use the server.");
      }
      if (!options.quiet()) {
        terminal.say("Open this address in a browser. Ctrl-C ends the server.");
      }
      new CountDownLatch(1).await();
      return ExitCode.OK;
    } catch (BindException e) {
      throw CommandFailure.usage(
          "Port "
              + port
              + " of '"
              + host
              + "' cannot be used: "
              + FileErrors.reason(e)
              + ". Choose another with --port, or 0 for any.");
    } catch (IOException e) {
      throw CommandFailure.usage("The server cannot start: " + FileErrors.reason(e) + ".");
    } catch (InterruptedException e) {
      return ExitCode.OK;
    }
  }

  /**
   * Whether other machines can reach the server.
   *
   * @throws CommandFailure if that is not allowed, or the address does not exist
   */
  private boolean isOpenToNetwork() {
    if (host.isBlank()) {
      throw CommandFailure.usage(
          "'--host' is empty, but must be a name or address of this machine. Leave it out for"
              + " 127.0.0.1.");
    }
    boolean loopback;
    try {
      loopback = InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw CommandFailure.usage(
          "The host '"
              + host
              + "' of '--host' is not known. Use a name or address of this machine.");
    }
    if (!loopback && !allowNetwork) {
      throw CommandFailure.usage(
          "With '--host "
              + host
              + "', other machines can reach the server, and rules, events and the token cross the"
              + " network without encryption. Add '--allow-network' if that is meant.");
    }
    if (loopback && allowNetwork) {
      throw CommandFailure.usage(
          "'--allow-network' has no effect with '--host "
              + host
              + "', which no other machine can reach.");
    }
    return !loopback;
  }

  private void reportBug(Throwable bug) {
    terminal.say(VisibleText.of("sigrun: Bug in Sigrun: " + bug));
    if (terminal.environment().variable("SIGRUN_STACKTRACE").isPresent()) {
      for (StackTraceElement frame : bug.getStackTrace()) {
        terminal.say("  at " + frame);
      }
    }
  }
}
