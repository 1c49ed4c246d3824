package org.dood.network.report;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.Workload;
import org.dood.network.forward.Announcement.NotListening;
import org.dood.network.forward.Forward;
import org.dood.network.github.Durations;
import org.dood.network.github.WorkflowCommand;
import org.dood.network.services.Address;
import org.dood.network.services.ExportedVariables;
import org.dood.network.services.Forwarding;
import org.dood.network.services.JobServices;
import org.dood.network.services.Localhost.Omission;
import org.dood.network.services.Reachability;
import org.dood.network.services.Readiness;
import org.dood.network.services.Service;
import org.dood.network.services.ServiceVariables;
import org.dood.network.services.ServicesJson;
import org.dood.network.services.ServicesOutcome;
import org.dood.network.services.StepsLocation;
import org.dood.network.services.WaitForServices;
import org.dood.network.services.Waiting;

/** Tells where steps reach the job's services, what was done for it, and the output. */
public final class ServicesReport {

  /** Of what a service printed last, so much goes into the error: an annotation takes no more. */
  private static final int LINES_IN_ERROR = 3;

  private static final int CHARACTERS_IN_ERROR = 200;

  private ServicesReport() {}

  /** The report where the services were not looked at. */
  public static Report ofNone() {
    return new Report(List.of(), Map.of("services", "{}"), false);
  }

  /** The report of what was done. */
  public static Report of(ServicesOutcome outcome) {
    var lines =
        Stream.of(
                found(outcome),
                omissions(outcome),
                forwarding(outcome),
                variables(outcome.variables()),
                waiting(outcome.waiting()))
            .flatMap(parts -> parts)
            .toList();
    return new Report(lines, Map.of("services", json(outcome.found())), failed(outcome.waiting()));
  }

  /** A line while services are waited for. */
  public static String line(WaitForServices.Progress progress) {
    return WorkflowCommand.plainLine(
        "Waiting for %s (%s of %s)."
            .formatted(
                progress.unready().stream()
                    .map(r -> r.awaited().service().name() + ": " + lacks(r))
                    .collect(Collectors.joining("; ")),
                Durations.inWords(progress.after()),
                Durations.inWords(progress.limit())));
  }

  private static String json(JobServices found) {
    return switch (found) {
      case JobServices.Found(StepsLocation place, List<Service> services) ->
          ServicesJson.of(services, place);
      case JobServices.NotLooked _, JobServices.LookFailed _ -> "{}";
    };
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
                      + Remedies.engineRemedy(failure)));
      case JobServices.Found(StepsLocation place, List<Service> services) ->
          services.stream()
              .map(s ->
                  "Service %s%s: %s.%s"
                      .formatted(
                          s.name(), state(s), addresses(s, place, outcome), reached(s, outcome)))
              .map(WorkflowCommand::plainLine);
    };
  }

  private static String state(Service service) {
    var workload = service.workload();
    if (!workload.runs()) {
      return " (" + workload.state() + ")";
    }
    return workload.health().equals(Workload.UNCHECKED) ? "" : " (" + workload.health() + ")";
  }

  private static String addresses(Service service, StepsLocation place, ServicesOutcome outcome) {
    var address = Address.of(service, place);
    if (place instanceof StepsLocation.AwayFromEngine && address.ports().isEmpty()) {
      return "steps do not reach it, since it publishes no port";
    }
    var host = address.host().isEmpty() ? "<the engine's host>" : address.host();
    var direct =
        address.ports().isEmpty()
            ? Stream.of(host)
            : address.ports().values().stream().distinct().map(port -> host + ":" + port);
    var forwarded = forwardedTo(service, outcome).map(port -> "localhost:" + port);
    return "steps reach it at "
        + Stream.concat(direct, forwarded).collect(Collectors.joining(", "));
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

  /** Where steps reach a service without a forwarder. */
  private static String direct(String service, JobServices found) {
    return switch (found) {
      // Its host knows no service by name.
      case JobServices.Found(StepsLocation.OnEngineHost _, _),
          JobServices.Found(StepsLocation.AwayFromEngine _, _) ->
          "'<ip>:<container port>', with the 'ip' that the output 'services' has of " + service;
      case JobServices.Found(StepsLocation.OnJobNetwork _, _),
          JobServices.NotLooked _,
          JobServices.LookFailed _ ->
          "'" + service + ":<container port>'";
    };
  }

  /** From the job's network; nothing of a service that was waited for. */
  private static String reached(Service service, ServicesOutcome outcome) {
    var reachability = outcome.reachability();
    return reachability.containsKey(service.name())
        ? " " + inWords(reachability.getOrDefault(service.name(), NOTHING), service)
        : "";
  }

  private static final Reachability NOTHING =
      new Reachability(Reachability.NameLookup.NO_ANSWER_IN_TIME, List.of());

  private static String inWords(Reachability reachability, Service service) {
    return switch (reachability.naming()) {
      case NOT_RESOLVED -> "Its name does not resolve on the job's network.";
      case NO_ANSWER_IN_TIME -> "Whether its name resolves is not known: no answer came in time.";
      case RESOLVED -> answers(reachability, service);
    };
  }

  private static String answers(Reachability reachability, Service service) {
    if (!reachability.isComplete()) {
      return "Its name resolves; no answer yet at " + ports(reachability.silent()) + ".";
    }
    return service.tcpPorts().isEmpty()
        ? "Its name resolves."
        : "Its name resolves, and " + ports(service.tcpPorts()) + " answers.";
  }

  private static String ports(List<Integer> ports) {
    return "port " + ports.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static Stream<String> omissions(ServicesOutcome outcome) {
    return outcome.localhost().omissions().stream().map(o -> inWords(o, outcome.found()));
  }

  private static String inWords(Omission omission, JobServices found) {
    return switch (omission) {
      case Omission.NotTcp(String service, var port) ->
          WorkflowCommand.plainLine(
              "Port %s of the service %s is not at localhost: only TCP is forwarded."
                  .formatted(port, service));
      case Omission.PortTaken(String service, int at, String by) ->
          WorkflowCommand.warning(
              "localhost:%d leads to the service %s, and not to %s, which has that port too. Give them different ports under 'ports:' to have both, or use %s."
                  .formatted(at, by, service, direct(service, found)));
    };
  }

  private static Stream<String> forwarding(ServicesOutcome outcome) {
    return switch (outcome.forwarding()) {
      case Forwarding.NotNeeded() -> Stream.of();
      case Forwarding.NotStarted(String reason) ->
          Stream.of(
              WorkflowCommand.warning(
                  "The forwarder does not run: %s. So what it would put at localhost is only at %s. Set the input 'localhost' to 'off' to do without it."
                      .formatted(reason, direct("<service>", outcome.found()))));
      case Forwarding.LookFailed(String reason) ->
          Stream.of(
              WorkflowCommand.warning(
                  "It is not known whether services are at localhost: %s. In any case they are at %s."
                      .formatted(reason, direct("<service>", outcome.found()))));
      case Forwarding.Started(List<Integer> listening, List<NotListening> refused) ->
          refused.stream()
              .map(r ->
                  inWords(r, listening.contains(r.port()), direct("<service>", outcome.found())))
              .map(WorkflowCommand::warning);
    };
  }

  private static String inWords(NotListening refused, boolean onIpv4, String direct) {
    return (onIpv4
            ? "localhost:%d leads to a service by 127.0.0.1, but not by ::1, where steps run: %s. Whatever listens there itself answers in its place. Use 127.0.0.1, publish the service at another port, or use %s."
            : "localhost:%d does not lead to a service, where steps run: %s. Whatever listens there itself answers in its place. Publish the service at another port, or use %s.")
        .formatted(refused.port(), refused.reason(), direct);
  }

  private static Stream<String> variables(ExportedVariables variables) {
    return switch (variables) {
      case ExportedVariables.NotAsked() -> Stream.of();
      case ExportedVariables.Exported(ServiceVariables exported) -> variables(exported);
      case ExportedVariables.LookFailed(EngineFailure failure) ->
          noVariables(
              "it could not be seen which exist already: %s. %s"
                  .formatted(failure.inWords(), Remedies.engineRemedy(failure)));
      case ExportedVariables.ContainerNotFound() ->
          noVariables(
              "the engine does not know the container that would say which exist already. Use the output 'services' instead.");
      case ExportedVariables.Unwritable() ->
          noVariables(
              "the runner's file for them is not here, or cannot be written. Use the output 'services' instead.");
    };
  }

  private static Stream<String> noVariables(String reason) {
    return Stream.of(WorkflowCommand.warning("Set no variables for later steps: " + reason));
  }

  private static Stream<String> variables(ServiceVariables variables) {
    return Stream.concat(
            variables.set().isEmpty()
                ? Stream.of()
                : Stream.of("Set for later steps: " + listed(variables.set().keySet()) + "."),
            variables.kept().isEmpty()
                ? Stream.of()
                : Stream.of("Left as they were: " + listed(Set.copyOf(variables.kept())) + "."))
        .map(WorkflowCommand::plainLine);
  }

  private static String listed(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
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
                          awaited.stream()
                              .map(a -> a.service().name())
                              .distinct()
                              .collect(Collectors.joining(", ")))));
      case Waiting.NoSuchService(String request, List<String> services) ->
          Stream.of(
              WorkflowCommand.error(
                  "The input 'wait-for' names '%s', which is no service on the job's network. Services: %s."
                      .formatted(
                          request, services.isEmpty() ? "none" : String.join(", ", services))));
      case Waiting.LookFailed(EngineFailure failure) ->
          Stream.of(
              WorkflowCommand.error(
                  "Could not wait for the services: %s. %s"
                      .formatted(failure.inWords(), Remedies.engineRemedy(failure))));
      case Waiting.Unready(List<Waiting.UnreadyService> unready, var after) ->
          Stream.concat(
              unready.stream().flatMap(ServicesReport::log),
              Stream.of(
                  WorkflowCommand.error(
                      "Not ready after %s: %s. Look at what they printed, above; where it only takes longer, set the input 'wait' to more."
                          .formatted(
                              Durations.inWords(after),
                              unready.stream()
                                  .map(ServicesReport::inWords)
                                  .collect(Collectors.joining(" | "))))));
    };
  }

  private static Stream<String> log(Waiting.UnreadyService stuck) {
    var name = stuck.readiness().awaited().service().name();
    return Stream.concat(
            Stream.of("The service %s printed last:".formatted(name)),
            stuck.lastLines().stream().map(line -> "  " + name + " | " + line))
        .map(WorkflowCommand::plainLine);
  }

  private static String inWords(Waiting.UnreadyService stuck) {
    var last = stuck.lastLines();
    var told =
        last.subList(Math.max(0, last.size() - LINES_IN_ERROR), last.size()).stream()
            .map(String::strip)
            .map(line -> line.substring(0, Math.min(line.length(), CHARACTERS_IN_ERROR)))
            .map(line -> "'" + line + "'")
            .collect(Collectors.joining(", "));
    return stuck.readiness().awaited().service().name()
        + ": "
        + lacks(stuck.readiness())
        + (told.isEmpty() ? "" : "; it printed last " + told);
  }

  private static String lacks(Readiness readiness) {
    var workload = readiness.workload();
    var state = workload.runs() ? Stream.<String>of() : Stream.of(workload.state());
    var health = workload.isWell() ? Stream.<String>of() : Stream.of(workload.health());
    var silent = readiness.reachability().silent();
    var silence =
        silent.isEmpty() ? Stream.<String>of() : Stream.of("no answer at " + ports(silent));
    return Stream.of(state, health, silence)
        .flatMap(parts -> parts)
        .collect(Collectors.joining(", "));
  }
}
