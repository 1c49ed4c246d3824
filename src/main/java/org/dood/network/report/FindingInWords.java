package org.dood.network.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.HarmlessCall;
import org.dood.network.github.WorkflowCommand;
import org.dood.network.host.Finding;
import org.dood.network.host.LeftEndpoint;
import org.dood.network.host.PoolUse;

/**
 * A finding of {@code doctor}.
 *
 * @param code the kind of problem, for programs
 * @param problem a sentence
 * @param remedy what to do about it, in one or more sentences
 * @param commands the commands that do it; none if what to do is no command
 */
record FindingInWords(String code, String problem, String remedy, List<String> commands) {

  private static final String SWEEP =
      "docker run --rm -v /var/run/docker.sock:/var/run/docker.sock dood-network-action sweep --older-than 24h";

  static FindingInWords of(Finding finding) {
    return switch (finding) {
      case Finding.EngineNotAsked(EngineFailure failure) ->
          inText(
              "engine-not-asked",
              "Asking the engine failed: " + failure.inWords() + ".",
              EngineRemedies.of(failure).text());
      case Finding.CallsRefused(List<HarmlessCall> calls) ->
          inText(
              "calls-refused",
              "Calls of the action that do not get through to the engine: %s."
                  .formatted(Excerpt.listed(calls.stream().map(HarmlessCall::toString))),
              "If a proxy filters the socket, let it pass them.");
      case Finding.ServicesRefused(List<String> runners) ->
          inText(
              "services-refused",
              "The runners in these containers fail any job that has services, with 'Container feature is not supported when runner is already running inside container': %s."
                  .formatted(Excerpt.listed(runners.stream())),
              "Start each container with '--cgroupns=private' (in a Compose file, 'cgroup: private'), or boot the host with version 2 of control groups.");
      case Finding.AddressesScarce(PoolUse pool) ->
          new FindingInWords(
              "addresses-scarce",
              "The engine has address ranges for %d networks, of which %d are taken: %s."
                  .formatted(
                      pool.capacity(),
                      pool.taken(),
                      pool.left() > 0
                          ? "soon no job with services can start"
                          : "no job with services can start"),
              "Remove networks that nobody needs, or configure more ranges as 'default-address-pools' in the engine's daemon.json. The command removes the networks that no container is on.",
              List.of("docker network prune"));
      case Finding.NetworksLeftBehind(var orphans) ->
          new FindingInWords(
              "networks-left-behind",
              "Networks that look left behind by runners that died: %d.".formatted(orphans.size()),
              "'sweep' removes them, with their containers, and so does the action's input 'prune-after'.",
              List.of(SWEEP));
      case Finding.ContainersUnstartable(var containers) ->
          new FindingInWords(
              "containers-unstartable",
              "Containers that cannot start again, since a job's network that they refer to is gone: %s."
                  .formatted(Excerpt.listed(containers.stream().map(c -> c.name()))),
              "'sweep' detaches them from it.",
              List.of(SWEEP));
      case Finding.RunnerStillAttached(LeftEndpoint endpoint) ->
          new FindingInWords(
              "runner-still-attached",
              "The container %s is still attached to the network %s, for a job that is over."
                  .formatted(endpoint.container(), endpoint.network()),
              "The next job of its runner that has services detaches it, and the command does so now.",
              List.of(
                  "docker network disconnect %s %s"
                      .formatted(endpoint.network(), endpoint.container())));
      case Finding.PortsFixed(var ports) ->
          inText(
              "ports-fixed",
              "Ports of this host that services ask for by number, on an engine that several runners use: %s."
                  .formatted(
                      Excerpt.listed(ports.stream().map(p -> p.port() + " by " + p.container()))),
              "A second job that asks for the same number cannot start. Leave 'ports:' out and set the action's input 'localhost: exposed', which publishes nothing on the host.");
      case Finding.EntriesUnread(var entries) ->
          inText(
              "entries-unread",
              LeftOutReport.finding(entries),
              "Findings about them are missing from this list.");
    };
  }

  private static FindingInWords inText(String code, String problem, String remedy) {
    return new FindingInWords(code, problem, remedy, List.of());
  }

  /** The lines for people. */
  Stream<String> lines() {
    return Stream.concat(
            Stream.of("! " + problem + " " + remedy), commands.stream().map(c -> "    " + c))
        .map(WorkflowCommand::plainLine);
  }

  /** Fills the object for programs. */
  void putInto(ObjectNode json) {
    json.put("code", code).put("problem", problem).put("remedy", remedy);
    var array = json.putArray("commands");
    commands.forEach(array::add);
  }
}
