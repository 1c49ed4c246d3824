package org.dood.network.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.attach.Target;
import org.dood.network.engine.ConnectFailure;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.tls.TlsMaterial;
import org.dood.network.inputs.Durations;
import org.dood.network.inputs.Input;
import org.dood.network.inputs.InvalidInput;
import org.dood.network.inputs.NamedNetwork;
import org.dood.network.route.RulesFailure;
import org.dood.network.route.RulesRemoval;
import org.dood.network.runner.CandidateEvidence;
import org.dood.network.runner.JobNetwork;
import org.dood.network.runner.SearchResult;

/**
 * The text of each error of the main stage: what failed, on which object, the engine's own words,
 * and what to do.
 */
final class Remedies {

  /** An annotation takes 4,096 characters, so a long list is cut. */
  private static final int LISTED = 5;

  private static final String SOCKET = "/var/run/docker.sock";

  private static final String ENGINES_LOG =
      "The engine's log says more ('journalctl --unit docker' on its host).";

  /** Networks that the engine did not make: a pod's, or that of a rootless Podman. */
  private static final Pattern UNATTACHABLE = Pattern.compile("none|ns:.*|slirp4netns.*|pasta.*");

  /** The words of Go's servers, and of nginx. */
  private static final Pattern SPEAKS_TLS = Pattern.compile("to (an )?HTTPS (server|port)");

  /** For the inputs that hold one name. The others that hold names hold lists. */
  private static final Map<Input, String> EFFECT_OF_ABSENCE =
      Map.of(
          Input.NETWORK, "take the job's own network",
          Input.RUNNER_CONTAINER, "have the runner's container found");

  private static final String NAMES =
      "letters, digits, '_', '.' and '-', at most 255, the first a letter or digit";

  private Remedies() {}

  static String of(InvalidInput reason) {
    return switch (reason) {
      case InvalidInput.NotAName(Input input, String given) ->
          "The input '%s' holds '%s', which is no name that the engine can have (%s). "
                  .formatted(input, given, NAMES)
              + leaveOut(input);
      case InvalidInput.NotAChoice(Input input, String given, List<String> choices) ->
          holds(input, given) + oneOf(choices);
      case InvalidInput.NotADuration(Input input, String given) ->
          holds(input, given) + Durations.GRAMMAR + "." + withoutDuration(input);
      case InvalidInput.NotAService(String given) ->
          holds(Input.WAIT_FOR, given) + "names of services, each with a port or without.";
      case InvalidInput.WaitForWithoutWait(String given) ->
          holds(Input.WAIT_FOR, given) + "effect only together with 'wait'.";
      case InvalidInput.NotAnAddress(String given) ->
          holds(Input.DOCKER_HOST, given)
              + "'tcp://<host>:<port>', as reached from the job's network. Leave it out to use the engine behind %s."
                  .formatted(SOCKET);
      case InvalidInput.SocketOutOfReach(String given) ->
          "The input 'docker-host' holds '%s', but no container action can see another socket than %s, which the runner mounts into it. Leave the input out, and see the README for how rootless Docker and Podman offer their socket at that path."
              .formatted(given, SOCKET);
      case InvalidInput.UnusableTls(var problem) ->
          "The inputs 'docker-tls-ca', 'docker-tls-cert' and 'docker-tls-key' are of no use: %s. They take PEM text, the last two together."
              .formatted(of(problem));
    };
  }

  private static String holds(Input input, String given) {
    return "The input '%s' holds '%s'. It takes ".formatted(input, given);
  }

  private static String oneOf(List<String> choices) {
    var quoted = choices.stream().map("'%s'"::formatted).toList();
    return quoted.size() == 2
        ? String.join(" or ", quoted) + "."
        : "one of " + String.join(", ", quoted) + ".";
  }

  private static String withoutDuration(Input input) {
    return input == Input.PRUNE_AFTER ? " Leave it out to have nothing removed." : "";
  }

  static String of(NotAttached failure) {
    return switch (failure) {
      case NotAttached.NoSuchNetwork(NamedNetwork(Input input, var name)) ->
          "There is no network '%s', which the input '%s' names, on the engine. "
                  .formatted(name, input)
              + leaveOut(input)
              + " Or give a name that 'docker network ls' shows.";
      case NotAttached.NoSuchContainer(String given, List<ListedContainer> likely) ->
          "There is no container '%s' on the engine. ".formatted(given)
              + leaveOut(Input.RUNNER_CONTAINER)
              + " Or give a name or id that 'docker ps' shows"
              + (likely.isEmpty()
                  ? "."
                  : "; likely ones: "
                      + listed(likely.stream().map(Remedies::called).toList())
                      + ".");
      case NotAttached.AmbiguousContainer(String given, List<ListedContainer> meant) ->
          "More than one container goes by '%s': ".formatted(given)
              + listed(meant.stream().map(Remedies::called).toList())
              + ". Set the input 'runner-container' to the name of one.";
      case NotAttached.NotRunning(Target target, ContainerState state) ->
          "The container %s (%s) does not run, it is '%s', so it cannot be attached. "
                  .formatted(target.namespace().name(), target.namespace().id().shortForm(), state)
              + (target.sharesNamespace()
                  ? "The runner's container %s uses its network: restart that one on another network."
                      .formatted(target.runner().name())
                  : leaveOut(Input.RUNNER_CONTAINER)
                      + " Or give a name or id that 'docker ps' shows.");
      case NotAttached.OwnContainerUnknown(String hostname) ->
          "The engine knows no container '%s' that a runner started for this step, "
                  .formatted(hostname)
              + "so the runner's container cannot be found from it. Set the input"
              + " 'runner-container' to the name or id that 'docker ps' shows for the runner.";
      case NotAttached.RunnerUnproven(List<CandidateEvidence> open) ->
          "Could not tell which container the runner lives in, and this action does not guess. Open: "
              + listed(open.stream().map(Remedies::inWords).toList())
              + ". Set the input 'runner-container' to the name or id that 'docker ps' shows for"
              + " the runner.";
      case NotAttached.RunnerContested(List<SearchResult.Proven> proven) ->
          "More than one container proves to be the runner's, and this action does not guess: "
              + listed(proven.stream().map(p -> called(p.runner()) + ": " + p.evidence()).toList())
              + ". Set the input 'runner-container' to the one that is.";
      case NotAttached.CommandFilesMissing(String workDirectory) ->
          "No container proves to be the runner's, but the step's command files are missing, as"
              + " when the runner does live in a container: "
              + workDirectoryRemedy(workDirectory)
              + " Or set the input 'runner-container' to the name or id that 'docker ps' shows for"
              + " the runner.";
      case NotAttached.RouteNotKept(Target target, RulesFailure cause, RulesRemoval rules) ->
          "Could not keep the default route of the runner's container %s: %s. "
                  .formatted(target.namespace().name(), RulesInWords.of(cause))
              + whatWasChanged(rules)
              + " Set the input 'default-route' to 'engine' to let the job's network take it over while the job runs.";
      case NotAttached.ConnectFailed(
              Target target,
              String network,
              Input namedBy,
              EngineFailure cause,
              RulesRemoval rules) ->
          "Could not attach the runner's container %s to the network %s: %s. "
                  .formatted(target.namespace().name(), network, cause.reason())
              + whatWasChanged(rules)
              + " "
              + connectRemedy(target, network, namedBy, cause);
      case NotAttached.ConnectUncertain(Target target, String network, EngineFailure cause) ->
          "Could not attach the runner's container %s to the network %s: %s. What may have been attached is left to the post step. "
                  .formatted(target.namespace().name(), network, cause.reason())
              + engineRemedy(cause);
      case NotAttached.LookFailed(EngineFailure cause) ->
          "Asking the engine failed: %s. Nothing was changed. ".formatted(cause.inWords())
              + engineRemedy(cause);
    };
  }

  /** What to do when the runner's work directory is not mounted from the same path on the host. */
  static String workDirectoryRemedy(String path) {
    return "the runner's work directory %s is not mounted from the same path on the engine's host. Start the runner with '-v %s:%s'."
        .formatted(path, path, path);
  }

  static String engineRemedy(EngineFailure failure) {
    return switch (failure) {
      case EngineFailure.Unreachable(_, _, ConnectFailure connectFailure) ->
          connectFailureRemedy(connectFailure);
      case EngineFailure.TimedOut _ ->
          "Check that the engine is well ('docker info' on the runner's host), then run the job"
              + " again.";
      case EngineFailure.Refused(_, int status, _) when status == 403 ->
          "If a proxy filters the socket, let it pass this call.";
      case EngineFailure.Refused(_, _, String words) when SPEAKS_TLS.matcher(words).find() ->
          "The program at that address uses TLS: set 'docker-tls-ca', and 'docker-tls-cert' and 'docker-tls-key' if it asks for a certificate.";
      case EngineFailure.Refused(_, int status, _) when status == 500 -> ENGINES_LOG;
      case EngineFailure.Refused _, EngineFailure.Unintelligible _ ->
          "Check that a Docker or Podman engine listens there ('docker version' on the runner's"
              + " host).";
    };
  }

  private static String connectFailureRemedy(ConnectFailure connectFailure) {
    return switch (connectFailure) {
      case NO_SOCKET ->
          "There is no socket at %s. Start an engine on the runner's host that listens there; see the README for rootless Docker and Podman."
              .formatted(SOCKET);
      case SOCKET_IS_DIRECTORY ->
          "At %s there is a directory: an engine creates it when that path is mounted while there is no socket. Remove it on the engine's host ('rmdir'), then start the engine that listens there."
              .formatted(SOCKET);
      case DENIED_BY_SELINUX ->
          "SELinux denies containers the socket. Allow on the engine's host what SELinux denied just now, 'ausearch -m avc -ts recent | grep -F .sock | audit2allow -M dood && semodule -i dood.pp', or point the input 'docker-host' to a socket proxy that was started with '--security-opt label=disable'.";
      case DENIED_BY_USER_NAMESPACE ->
          "The engine maps this container's root to another user ('userns-remap'), who may not use the socket. Let that user use it, or point the input 'docker-host' to a socket proxy.";
      case PERMISSION_DENIED ->
          "The socket at %s may not be used by root of this container. Permit it on the engine's host (the socket's owner, group and mode), or point the input 'docker-host' to a socket proxy."
              .formatted(SOCKET);
      case SOCKET_REFUSED ->
          "No engine answers at the socket. Check on the engine's host that it runs ('systemctl status docker').";
      case UNKNOWN_HOST ->
          "The host that 'docker-host' names cannot be resolved on the job's network. Give the host's address, or a name that resolves there, such as that of a container on the same network.";
      case CONNECTION_REFUSED ->
          "No program listens at that address. Check 'docker-host', as seen from the job's network, and that the proxy or engine runs.";
      case CONNECTION_CLOSED ->
          "The program at that address closes the connection. If it uses TLS, set 'docker-tls-ca'; otherwise check that it is an engine, or a proxy in front of one.";
      case NO_TLS ->
          "The program at that address does not use TLS, or no version of it that both sides support. Give 'docker-host' the port with TLS, usually 2376, or leave out 'docker-tls-ca', 'docker-tls-cert' and 'docker-tls-key'.";
      case ENGINE_UNTRUSTED ->
          "The engine's certificate is not trusted. 'docker-tls-ca' must hold the authority that signed it, it must name the host as 'docker-host' does, and it must not have expired.";
      case CLIENT_UNTRUSTED ->
          "The engine accepts only connections with a certificate that it trusts. Set 'docker-tls-cert' and 'docker-tls-key' to one that the engine's authority signed and that has not expired.";
    };
  }

  private static String leaveOut(Input input) {
    return Optional.ofNullable(EFFECT_OF_ABSENCE.get(input))
        .map("Leave the input out to %s."::formatted)
        .orElse("Leave it out of the input.");
  }

  private static String whatWasChanged(RulesRemoval rules) {
    return switch (rules) {
      case RulesRemoval.Removed(), RulesRemoval.NotDue() -> "Nothing was changed.";
      case RulesRemoval.Failed(RulesFailure cause) ->
          "The rules that keep its default route could not be removed: %s. They do no harm, and the post step tries again."
              .formatted(RulesInWords.of(cause));
    };
  }

  private static String connectRemedy(
      Target target, String network, Input namedBy, EngineFailure cause) {
    var mode = target.namespace().networkMode();
    if (UNATTACHABLE.matcher(mode).matches()) {
      return "The runner's container was started with '--network %s', and the engine attaches no such container. In a Kubernetes pod, give the pod an engine of its own, as ARC's mode 'dind' does; elsewhere start the container on a network that 'docker network create' made."
          .formatted(mode);
    }
    return switch (cause) {
      case EngineFailure.Refused(_, int status, _) when status == 403 ->
          "If a proxy filters the socket, let it pass 'POST /networks/{id}/connect' and the other calls of docs/api-calls.md. Otherwise: "
              + otherNetwork(network, namedBy);
      case EngineFailure.Refused _ -> otherNetwork(network, namedBy);
      case EngineFailure.Unreachable _, EngineFailure.TimedOut _, EngineFailure.Unintelligible _ ->
          engineRemedy(cause);
    };
  }

  private static String otherNetwork(String network, Input namedBy) {
    if (namedBy == Input.EXTRA_NETWORKS) {
      return "Leave '%s' out of the input 'extra-networks', or give one that 'docker network create' made, in a Swarm with '--attachable'."
          .formatted(network);
    }
    return JobNetwork.isNamed(network)
        ? ENGINES_LOG
        : "Leave the input 'network' out to take the job's own, or give one that 'docker network"
            + " create' made.";
  }

  private static String inWords(CandidateEvidence testimony) {
    return called(testimony.candidate()) + ": " + String.join("; ", testimony.doubts());
  }

  private static String called(ListedContainer container) {
    return "%s (%s)".formatted(container.name(), container.id().shortForm());
  }

  private static String listed(List<String> items) {
    var more = Math.max(0, items.size() - LISTED);
    return Stream.concat(
            items.stream().limit(LISTED),
            more == 0 ? Stream.empty() : Stream.of("and %d more".formatted(more)))
        .collect(Collectors.joining(" | "));
  }

  private static String of(TlsMaterial.Parsed.Unusable problem) {
    return switch (problem) {
      case TlsMaterial.Parsed.NoAuthority() -> "'docker-tls-ca' is missing";
      case TlsMaterial.Parsed.HalfIdentity() ->
          "of 'docker-tls-cert' and 'docker-tls-key', one is missing";
      case TlsMaterial.Parsed.Unreadable(String reason) -> "they cannot be read (" + reason + ")";
    };
  }
}
