package org.dood.network.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.Workload;
import org.dood.network.forward.Announcement.NotListening;
import org.dood.network.forward.Forward;
import org.dood.network.forward.HostForwards;
import org.dood.network.github.WorkflowCommand;
import org.dood.network.inputs.Durations;
import org.dood.network.inputs.RequestedService;
import org.dood.network.services.Address;
import org.dood.network.services.ExportedVariables;
import org.dood.network.services.Forwarding;
import org.dood.network.services.HiddenFromSteps;
import org.dood.network.services.HostAddress;
import org.dood.network.services.HostPorts;
import org.dood.network.services.JobServices;
import org.dood.network.services.Localhost.Omission;
import org.dood.network.services.Reachability;
import org.dood.network.services.Readiness;
import org.dood.network.services.Service;
import org.dood.network.services.ServiceVariables;
import org.dood.network.services.ServicesJson;
import org.dood.network.services.ServicesOutcome;
import org.dood.network.services.StepsLocation;
import org.dood.network.services.StepsView;
import org.dood.network.services.TriedPorts;
import org.dood.network.services.WaitForServices;
import org.dood.network.services.Waiting;

/** Words what main did for the job's services, and makes the output {@code services}. */
public final class ServicesReport {

  /** The last lines of a service that the error repeats: the length of an annotation is limited. */
  private static final int LINES_IN_ERROR = 3;

  private static final String PORTS_HIDDEN =
      "Steps do not reach each service that this step's own container reaches: a firewall in the network namespace of the steps, such as a VPN client's, holds connections to the job's network back. Permit them there; in gluetun, FIREWALL_OUTBOUND_SUBNETS=172.16.0.0/12,192.168.0.0/16 does it for the engine's default addresses.";

  private ServicesReport() {}

  /** The report if main did not look for services. */
  public static Report ofNone() {
    return new Report(List.of(), outputs("{}", ""), false);
  }

  /** The report of what main did for the services. */
  public static Report of(ServicesOutcome outcome) {
    var lines =
        Stream.of(
                found(outcome),
                view(outcome),
                host(outcome.host()).map(WorkflowCommand::plainLine),
                omissions(outcome),
                hostPorts(outcome),
                forwarding(outcome),
                variables(outcome.variables()),
                waiting(outcome.waiting()))
            .flatMap(parts -> parts)
            .toList();
    return new Report(
        lines, outputs(json(outcome.found()), outcome.host().text()), failed(outcome.waiting()));
  }

  private static Map<String, String> outputs(String services, String host) {
    var outputs = new LinkedHashMap<String, String>();
    outputs.put("services", services);
    outputs.put("host", host);
    return outputs;
  }

  /** The line that is printed every few seconds while services are waited for. */
  public static String line(WaitForServices.Progress progress) {
    return WorkflowCommand.plainLine(
        "Waiting for %s (%s of %s)."
            .formatted(
                progress.unready().stream()
                    .map(r -> nameOf(r) + ": " + missing(r))
                    .collect(Collectors.joining("; ")),
                Durations.inWords(progress.after()),
                Durations.inWords(progress.limit())));
  }

  private static String json(JobServices found) {
    return switch (found) {
      case JobServices.Found(StepsLocation steps, List<Service> services) ->
          ServicesJson.of(services, steps);
      case JobServices.NotLooked _, JobServices.LookFailed _ -> "{}";
    };
  }

  private static List<Service> servicesIn(JobServices found) {
    return found instanceof JobServices.Found(_, List<Service> services) ? services : List.of();
  }

  private static Stream<String> found(ServicesOutcome outcome) {
    return switch (outcome.found()) {
      case JobServices.NotLooked() -> Stream.of();
      case JobServices.LookFailed(EngineFailure failure) ->
          Stream.of(
              WorkflowCommand.warning(
                  "The output 'services' is empty, since the services could not be looked at: "
                      + failure.inWords()
                      + ". "
                      + EngineRemedies.of(failure).text()));
      case JobServices.Found(StepsLocation steps, List<Service> services) ->
          services.stream()
              .map(s ->
                  "Service %s%s: %s.%s"
                      .formatted(
                          Excerpt.of(s.name()),
                          state(s),
                          reachedAt(s, steps, outcome),
                          reached(s, outcome)))
              .map(WorkflowCommand::plainLine);
    };
  }

  /** Nothing where steps find published ports at localhost, as everybody expects. */
  private static Stream<String> host(HostAddress host) {
    return switch (host) {
      case HostAddress.At(String address) ->
          address.equals(HostAddress.LOCALHOST)
              ? Stream.of()
              : Stream.of(
                  "Ports that a container publishes on the engine's host answer at %s."
                      .formatted(Excerpt.of(address)));
      case HostAddress.None(HostAddress.Reason reason) ->
          Stream.of("The output 'host' is empty: " + inWords(reason));
    };
  }

  private static String inWords(HostAddress.Reason reason) {
    return switch (reason) {
      case HostAddress.Reason.StepsNotLocated() -> "it is not known where steps run.";
      case HostAddress.Reason.EngineHostUnknown() ->
          "the engine is on another host, whose name is not known here. It is the one in the runner's DOCKER_HOST.";
      case HostAddress.Reason.NoGateway() ->
          "the network of this step has no IPv4 gateway, as an internal network has none.";
      case HostAddress.Reason.NoAnswer(String gateway) ->
          "the engine's host does not answer steps at %s, so a firewall on it drops what containers send to it. To reach published ports, permit connections from the addresses of containers there (with ufw: 'ufw allow from 172.16.0.0/12'), or attach the container to the network of the output 'network'."
              .formatted(gateway);
      case HostAddress.Reason.RootlessEngine() ->
          "the engine runs without root, and the ports that it publishes do not answer at the gateways of its networks.";
      case HostAddress.Reason.InSandbox() ->
          "steps run in a sandbox, and whether the engine's host answers them is not known.";
      case HostAddress.Reason.LookFailed(EngineFailure failure) ->
          "whether the engine's host answers steps is not known: " + failure.inWords();
    };
  }

  private static String state(Service service) {
    var workload = service.workload();
    return workload.runs() && workload.health().equals(Workload.UNCHECKED)
        ? ""
        : " (" + Excerpt.of(health(service)) + ")";
  }

  /** The result of a service's health check; its state if it does not run. */
  static String health(Service service) {
    var workload = service.workload();
    if (!workload.runs()) {
      return workload.state().toString();
    }
    return workload.health().equals(Workload.UNCHECKED) ? "no health check" : workload.health();
  }

  private static String reachedAt(Service service, StepsLocation steps, ServicesOutcome outcome) {
    var addresses = addresses(service, steps, outcome);
    if (addresses.isEmpty()) {
      return "steps do not reach it, since it publishes no port";
    }
    return (isDoubtful(service, outcome) ? "it is at " : "steps reach it at ")
        + Excerpt.listed(addresses.stream());
  }

  private static boolean isDoubtful(Service service, ServicesOutcome outcome) {
    return outcome.view() instanceof StepsView.InSandbox
        || !outcome.hiddenFromSteps(service).ports().isEmpty();
  }

  /** The addresses at which steps reach a service; none if they cannot. */
  static List<String> addresses(Service service, StepsLocation steps, ServicesOutcome outcome) {
    var address = Address.of(service, steps);
    if (steps instanceof StepsLocation.AwayFromEngine && address.ports().isEmpty()) {
      return List.of();
    }
    var host = address.host().isEmpty() ? "<the engine's host>" : inUrl(address.host(), service);
    var direct =
        address.ports().isEmpty()
            ? Stream.of(host)
            : address.ports().values().stream().distinct().map(port -> host + ":" + port);
    // A forwarder where steps run reaches no more than they do.
    var forwarded =
        isDoubtful(service, outcome)
            ? Stream.<String>of()
            : forwardedTo(service, outcome).map(port -> "localhost:" + port);
    return Stream.concat(direct, forwarded).toList();
  }

  /** The host as it stands before a port: an IPv6 address in brackets. */
  private static String inUrl(String host, Service service) {
    return host.equals(service.ipv6()) ? "[" + host + "]" : Excerpt.of(host);
  }

  private static String nameOf(Readiness readiness) {
    return Excerpt.of(readiness.awaited().service().name());
  }

  private static Stream<Integer> forwardedTo(Service service, ServicesOutcome outcome) {
    return switch (outcome.forwarding()) {
      case Forwarding.Started(List<Integer> listening, _) ->
          outcome.localhost().forwards().stream()
              .filter(f -> f.service().equals(service.name()))
              .map(Forward::port)
              .filter(listening::contains);
      case Forwarding.NotNeeded _, Forwarding.NotStarted _, Forwarding.LookFailed _ -> Stream.of();
    };
  }

  /** The address at which steps reach a service without a forwarder. */
  private static String direct(String service, JobServices found) {
    return switch (found) {
      // The engine's host does not resolve the names of services.
      case JobServices.Found(StepsLocation.OnEngineHost _, _),
          JobServices.Found(StepsLocation.AwayFromEngine _, _) ->
          "'<ip>:<container port>', with the 'ip' that the output 'services' has of "
              + Excerpt.of(service);
      case JobServices.Found(StepsLocation.OnJobNetwork _, _),
          JobServices.NotLooked _,
          JobServices.LookFailed _ ->
          "'" + Excerpt.of(service) + ":<container port>'";
    };
  }

  /** What the probe says; nothing of a service that was not probed, since it was waited for. */
  private static String reached(Service service, ServicesOutcome outcome) {
    if (outcome.view() instanceof StepsView.InSandbox) {
      return " Whether steps reach it from their sandbox is not known.";
    }
    var differs = outcome.hiddenFromSteps(service);
    if (differs.isAny()) {
      return " " + inWords(differs);
    }
    return Optional.ofNullable(outcome.reachability().get(service.name()))
        .map(reachability -> " " + inWords(reachability))
        .orElse("");
  }

  private static String inWords(HiddenFromSteps hidden) {
    var name = hidden.name() ? Stream.of("its name does not resolve") : Stream.<String>of();
    var ports =
        hidden.ports().isEmpty()
            ? Stream.<String>of()
            : Stream.of("there is no answer at " + ports(hidden.ports()));
    return "Where steps run, %s."
        .formatted(Stream.concat(name, ports).collect(Collectors.joining(", and ")));
  }

  /** What steps do not see although this step's own container does, and what can be changed. */
  private static Stream<String> view(ServicesOutcome outcome) {
    return switch (outcome.view()) {
      // A warning says what a sandbox means for steps.
      case StepsView.AsHere(), StepsView.InSandbox() -> Stream.of();
      case StepsView.Unknown(EngineFailure failure) ->
          servicesIn(outcome.found()).isEmpty()
              ? Stream.of()
              : Stream.of(
                  WorkflowCommand.plainLine(
                      "Whether steps find the services by their names is not known: "
                          + failure.inWords()));
      case StepsView.Seen(_, Optional<String> server, _) -> {
        var hidden = outcome.hiddenFromSteps();
        var names =
            hidden.stream().anyMatch(HiddenFromSteps::name)
                ? Stream.of(namesHidden(server))
                : Stream.<String>of();
        var ports =
            hidden.stream().anyMatch(h -> !h.ports().isEmpty())
                ? Stream.of(PORTS_HIDDEN)
                : Stream.<String>of();
        yield Stream.concat(names, ports).map(WorkflowCommand::warning);
      }
    };
  }

  private static String namesHidden(Optional<String> server) {
    return "Steps do not find services by their names: their /etc/resolv.conf asks %s for names, which does not know them. Use the addresses above, which the output 'services' has too. For names, keep the file that the engine makes: mount no file there, and let no VPN client change it."
        .formatted(server.map(Excerpt::of).orElse("another server"));
  }

  private static String inWords(Reachability reachability) {
    return switch (reachability) {
      case Reachability.NameNotResolved() -> "Its name does not resolve on the job's network.";
      case Reachability.NoAnswer() ->
          "Whether its name resolves is not known: no answer came in time.";
      case Reachability.NameResolved(TriedPorts tried) when !tried.allAccept() ->
          "Its name resolves; no answer yet at " + ports(tried.silent()) + ".";
      case Reachability.NameResolved(TriedPorts tried) when tried.accepting().isEmpty() ->
          "Its name resolves.";
      case Reachability.NameResolved(TriedPorts tried) ->
          "Its name resolves, and " + ports(tried.accepting()) + " answers.";
    };
  }

  private static String ports(List<Integer> ports) {
    return "port " + Excerpt.listed(ports.stream().map(String::valueOf));
  }

  private static Stream<String> omissions(ServicesOutcome outcome) {
    return outcome.localhost().omissions().stream().map(o -> inWords(o, outcome.found()));
  }

  private static String inWords(Omission omission, JobServices found) {
    return switch (omission) {
      case Omission.NotTcp(String service, var port) ->
          WorkflowCommand.plainLine(
              "Port %s of the service %s is not at localhost: only TCP is forwarded."
                  .formatted(port, Excerpt.of(service)));
      case Omission.PortTaken(String service, int at, String by) ->
          WorkflowCommand.warning(
              "localhost:%d leads to the service %s, and not to %s, which has that port too. Give them different ports under 'ports:' to have both, or use %s."
                  .formatted(at, Excerpt.of(by), Excerpt.of(service), direct(service, found)));
      case Omission.NameNotResolvable(String service) ->
          WorkflowCommand.warning(
              "localhost does not lead to the service %s: its name cannot be looked up. Steps reach it at the 'ip' that the output 'services' has of it."
                  .formatted(Excerpt.of(service)));
      case Omission.TooManyPorts(String service, int ports, int most) ->
          WorkflowCommand.warning(
              "localhost does not lead to the service %s, which has %d ports: the forwarder listens at %d in all. List the ports that steps need under 'ports:' and leave 'localhost' at 'published', or use %s."
                  .formatted(Excerpt.of(service), ports, most, direct(service, found)));
    };
  }

  /** What is to become of the ports of the engine's host, unless the forwarder does not run. */
  private static Stream<String> hostPorts(ServicesOutcome outcome) {
    return switch (outcome.hostPorts()) {
      case HostPorts.NotNeeded() -> Stream.of();
      case HostPorts.Forwarded(Optional<HostForwards> forwards, List<Integer> ofServices) ->
          Stream.concat(
                  outcome.forwarding() instanceof Forwarding.Started
                      ? forwards.stream()
                          .map(host ->
                              "Of the engine's host, %s is at localhost too, as long as a container publishes it."
                                  .formatted(ports(host.ports())))
                      : Stream.of(),
                  ofServices.stream()
                      .map(
                          "localhost:%d leads to a service, and not to that port of the engine's host."
                              ::formatted))
              .map(WorkflowCommand::plainLine);
      case HostPorts.OutOfReach(List<Integer> asked) ->
          Stream.of(
              WorkflowCommand.warning(
                  "Of the input 'localhost-ports', %s is not at localhost: %s"
                      .formatted(
                          ports(asked),
                          outcome.host() instanceof HostAddress.None(HostAddress.Reason reason)
                              ? inWords(reason)
                              : "steps run on another host than the engine, where no container can listen for them. Use the output 'host'.")));
    };
  }

  private static Stream<String> forwarding(ServicesOutcome outcome) {
    return switch (outcome.forwarding()) {
      case Forwarding.NotNeeded() -> Stream.of();
      case Forwarding.NotStarted(Forwarding.Reason reason) ->
          Stream.of(
              WorkflowCommand.warning(
                  "The forwarder does not run: %s. Without it, %s"
                      .formatted(inWords(reason), withoutForwarder(outcome))));
      case Forwarding.LookFailed(EngineFailure failure) ->
          Stream.of(
              WorkflowCommand.warning(
                  "It is not known whether services are at localhost: %s. They are also at %s."
                      .formatted(failure.inWords(), direct("<service>", outcome.found()))));
      case Forwarding.Started(List<Integer> listening, List<NotListening> notListening) ->
          notListening.stream()
              .map(r ->
                  isOfHost(r.port(), outcome)
                      ? taken(r)
                      : inWords(
                          r, listening.contains(r.port()), direct("<service>", outcome.found())))
              .map(WorkflowCommand::warning);
    };
  }

  private static String withoutForwarder(ServicesOutcome outcome) {
    return outcome.localhost().forwards().isEmpty() && outcome.hostPorts().toForward().isPresent()
        ? "no port of the engine's host is at localhost. Use the output 'host'."
        : "services are not at localhost, but only at %s. Set the input 'localhost' to 'off' to do without it."
            .formatted(direct("<service>", outcome.found()));
  }

  private static boolean isOfHost(int port, ServicesOutcome outcome) {
    return outcome.hostPorts().toForward().filter(host -> host.ports().contains(port)).isPresent();
  }

  private static String taken(NotListening port) {
    return "localhost:%d does not lead to the engine's host now, where steps run: %s. The process that listens there is left alone, and answers in its place until it ends."
        .formatted(port.port(), port.reason());
  }

  private static String inWords(Forwarding.Reason reason) {
    return switch (reason) {
      case Forwarding.Reason.NoImage() ->
          "it needs the image of this step's own container, which the engine does not know";
      case Forwarding.Reason.NoNetwork() ->
          "the engine shows no network on which the container that steps run in has an address";
      case Forwarding.Reason.CallFailed(EngineFailure failure) -> failure.inWords();
      case Forwarding.Reason.EndedEarly(Optional<String> lastLine) ->
          "it ended early" + lastLine.map(line -> ": " + Excerpt.quoted(List.of(line))).orElse("");
    };
  }

  private static String inWords(NotListening port, boolean onIpv4, String direct) {
    return (onIpv4
            ? "localhost:%d leads to a service by 127.0.0.1, but not by ::1, where steps run: %s. Another process that listens there answers in its place. Use 127.0.0.1, publish the service at another port, or use %s."
            : "localhost:%d does not lead to a service, where steps run: %s. Another process that listens there answers in its place. Publish the service at another port, or use %s.")
        .formatted(port.port(), port.reason(), direct);
  }

  private static Stream<String> variables(ExportedVariables variables) {
    return switch (variables) {
      case ExportedVariables.NotAsked() -> Stream.of();
      case ExportedVariables.Exported(ServiceVariables exported) -> variables(exported);
      case ExportedVariables.LookFailed(EngineFailure failure) ->
          noVariables(
              "the engine could not be asked which exist already: %s. %s"
                  .formatted(failure.inWords(), EngineRemedies.of(failure).text()));
      case ExportedVariables.ContainerNotFound() ->
          noVariables(
              "the engine does not know the container whose variables must keep their values. Use the output 'services' instead.");
      case ExportedVariables.Unwritable() ->
          noVariables(
              "the runner's file for variables is missing or cannot be written. Use the output 'services' instead.");
    };
  }

  private static Stream<String> noVariables(String reason) {
    return Stream.of(WorkflowCommand.warning("Set no variables for later steps: " + reason));
  }

  private static Stream<String> variables(ServiceVariables variables) {
    var lines =
        Stream.concat(
            named("Set for later steps: ", variables.set().keySet()),
            named("Left as they were: ", variables.kept()));
    var warnings =
        Stream.concat(
            variables.withoutVariables().stream().map(ServicesReport::inWords),
            named(
                "Not set, since tools read them as settings of their own: ", variables.reserved()));
    return Stream.concat(
        lines.map(WorkflowCommand::plainLine),
        warnings
            .map(line -> line + " Use the output 'services' instead.")
            .map(WorkflowCommand::warning));
  }

  private static String inWords(ServiceVariables.NameTaken taken) {
    return "No variables are set for the service %s, since they would have the names of those for %s, such as %s_HOST."
        .formatted(Excerpt.of(taken.service()), Excerpt.of(taken.by()), Excerpt.of(taken.prefix()));
  }

  private static Stream<String> named(String intro, Collection<String> names) {
    return names.isEmpty() ? Stream.of() : Stream.of(intro + listed(names) + ".");
  }

  private static String listed(Collection<String> names) {
    return Excerpt.listed(names.stream().sorted());
  }

  private static boolean failed(Waiting waiting) {
    return switch (waiting) {
      case Waiting.NotAsked _, Waiting.Ready _ -> false;
      case Waiting.Unready _, Waiting.NoSuchService _, Waiting.LookFailed _ -> true;
    };
  }

  private static Stream<String> waiting(Waiting waiting) {
    return switch (waiting) {
      case Waiting.NotAsked() -> Stream.of();
      case Waiting.Ready(var awaited, _) when awaited.isEmpty() ->
          Stream.of(WorkflowCommand.plainLine("There is no service to wait for."));
      case Waiting.Ready(var awaited, var after) ->
          Stream.of(
              WorkflowCommand.plainLine(
                  "Ready after %s: %s."
                      .formatted(
                          Durations.inWords(after),
                          Excerpt.listed(
                              awaited.stream().map(a -> a.service().name()).distinct()))));
      case Waiting.NoSuchService(RequestedService request, List<String> services) ->
          Stream.of(
              error(
                  new ErrorText(
                      ErrorCode.SERVICE_MISSING,
                      "The input 'wait-for' names '%s', which is not a service on the job's network. Services: %s."
                          .formatted(
                              request,
                              services.isEmpty() ? "none" : Excerpt.listed(services.stream())))));
      case Waiting.LookFailed(EngineFailure failure) ->
          Stream.of(
              error(
                  EngineRemedies.of(failure)
                      .after(
                          "Could not wait for the services: %s. ".formatted(failure.inWords()))));
      case Waiting.Unready(List<Waiting.UnreadyService> unready, var after) ->
          Stream.concat(
              unready.stream().flatMap(ServicesReport::log),
              Stream.of(
                  error(
                      new ErrorText(
                          ErrorCode.SERVICE_UNREADY,
                          "Not ready after %s: %s. Their output is above; if they only need more time, increase the input 'wait'."
                              .formatted(
                                  Durations.inWords(after),
                                  unready.stream()
                                      .map(ServicesReport::inWords)
                                      .collect(Collectors.joining(" | ")))))));
    };
  }

  private static String error(ErrorText error) {
    return WorkflowCommand.error(error.inWords());
  }

  private static Stream<String> log(Waiting.UnreadyService unready) {
    var name = nameOf(unready.readiness());
    return Stream.concat(
            Stream.of("The service %s printed last:".formatted(name)),
            unready.lastLines().stream().map(line -> "  " + name + " | " + line))
        .map(WorkflowCommand::plainLine);
  }

  private static String inWords(Waiting.UnreadyService unready) {
    var last = unready.lastLines();
    var quoted =
        Excerpt.quoted(last.subList(Math.max(0, last.size() - LINES_IN_ERROR), last.size()));
    return nameOf(unready.readiness())
        + ": "
        + missing(unready.readiness())
        + (quoted.isEmpty() ? "" : "; it printed last " + quoted);
  }

  private static String missing(Readiness readiness) {
    var workload = readiness.workload();
    var state =
        workload.runs() ? Stream.<String>of() : Stream.of(Excerpt.of(workload.state().word()));
    var health = workload.isWell() ? Stream.<String>of() : Stream.of(Excerpt.of(workload.health()));
    var silent = readiness.ports().silent();
    var silence =
        silent.isEmpty() ? Stream.<String>of() : Stream.of("no answer at " + ports(silent));
    return Stream.of(state, health, silence)
        .flatMap(parts -> parts)
        .collect(Collectors.joining(", "));
  }
}
