package org.dood.network.report;

import static org.dood.network.report.EngineRemedies.ENGINES_LOG;
import static org.dood.network.report.EngineRemedies.SOCKET;
import static org.dood.network.report.ErrorCode.*;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.attach.Target;
import org.dood.network.engine.EngineAddress;
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
import org.dood.network.runner.Signature;

/**
 * The text of each error of the main stage: what failed, on which object, the engine's own words,
 * and what to do.
 */
final class Remedies {

  /** An annotation takes 4,096 characters, so a long list is cut. */
  private static final int LISTED = 5;

  /** Networks that the engine did not make: a pod's, or that of a rootless Podman. */
  private static final Pattern UNATTACHABLE = Pattern.compile("none|ns:.*|slirp4netns.*|pasta.*");

  /** For the inputs that hold one name. The others that hold names hold lists. */
  private static final Map<Input, String> EFFECT_OF_ABSENCE =
      Map.of(
          Input.NETWORK, "take the job's own network",
          Input.RUNNER_CONTAINER, "have the runner's container found");

  private static final String NAMES =
      "letters, digits, '_', '.' and '-', at most 255, the first a letter or digit";

  private Remedies() {}

  static ErrorText of(InvalidInput reason) {
    return switch (reason) {
      case InvalidInput.NotAName(Input input, String given) ->
          new ErrorText(
              INPUT_NAME,
              "The input '%s' holds '%s', which is no name that the engine can have (%s). "
                      .formatted(input, given, NAMES)
                  + leaveOut(input));
      case InvalidInput.ReservedName(Input input, String given) ->
          new ErrorText(
              INPUT_NAME,
              "The input '%s' holds '%s'. Names that start with '%s' are reserved for this action's own marks. Choose another name."
                  .formatted(input, given, Signature.PREFIX));
      case InvalidInput.NotAChoice(Input input, String given, List<String> choices) ->
          new ErrorText(INPUT_CHOICE, holds(input, given) + oneOf(choices));
      case InvalidInput.NotADuration(Input input, String given) ->
          new ErrorText(
              INPUT_TIME, holds(input, given) + Durations.GRAMMAR + "." + withoutDuration(input));
      case InvalidInput.NotAService(String given) ->
          new ErrorText(
              INPUT_SERVICE,
              holds(Input.WAIT_FOR, given) + "names of services, each with a port or without.");
      case InvalidInput.NotPorts(String given) ->
          new ErrorText(
              INPUT_PORTS,
              holds(Input.LOCALHOST_PORTS, given)
                  + "ports from 1 to 65535, and ranges of them such as '9000-9010'.");
      case InvalidInput.TooManyPorts(int ports, int most) ->
          new ErrorText(
              INPUT_PORTS,
              "The input 'localhost-ports' holds %d ports. It takes %d at most, since each is tried several times a second. List those that steps connect to, and let containers publish at those (in Testcontainers, by a fixed port), or use the output 'host'."
                  .formatted(ports, most));
      case InvalidInput.WaitForWithoutWait(String given) ->
          new ErrorText(
              INPUT_WAIT_FOR, holds(Input.WAIT_FOR, given) + "effect only together with 'wait'.");
      case InvalidInput.NotAnAddress(String given) ->
          new ErrorText(
              INPUT_ADDRESS,
              holds(Input.DOCKER_HOST, given)
                  + "'tcp://<host>:<port>', as reached from the job's network. Leave it out to use the engine behind %s."
                      .formatted(SOCKET));
      case InvalidInput.SocketOutOfReach(String given) ->
          new ErrorText(
              SOCKET_ELSEWHERE,
              "The input 'docker-host' holds '%s', but no container action can see another socket than %s, which the runner mounts into it. Leave the input out, and let rootless Docker or Podman offer its socket at that path."
                  .formatted(given, SOCKET));
      case InvalidInput.UnusableTls(var problem) ->
          new ErrorText(
              INPUT_TLS,
              "The inputs 'docker-tls-ca', 'docker-tls-cert' and 'docker-tls-key' are of no use: %s. They take PEM text, the last two together."
                  .formatted(of(problem)));
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

  static ErrorText of(NotAttached failure) {
    return switch (failure) {
      case NotAttached.NoSuchNetwork(NamedNetwork(Input input, var name)) ->
          new ErrorText(
              NETWORK_MISSING,
              "There is no network '%s', which the input '%s' names, on the engine. "
                      .formatted(name, input)
                  + leaveOut(input)
                  + " Or give a name that 'docker network ls' shows.");
      case NotAttached.AnotherEngine(String network, EngineAddress address) ->
          new ErrorText(
              STEP_UNKNOWN,
              "The engine behind %s does not run this step: it has neither the step's container nor the job's network '%s'. The runner uses another engine, such as a rootless one beside one of root. "
                      .formatted(inWords(address), network)
                  + remedy(address));
      case NotAttached.JobNetworkGone(String network) ->
          new ErrorText(
              NETWORK_MISSING,
              "The job's network '%s' is gone from the engine, though the job still runs: somebody removed it, for example by 'docker network rm' or by a 'sweep' with too short an age. Run the job again."
                  .formatted(network));
      case NotAttached.NoSuchContainer(String given, List<ListedContainer> likely) ->
          new ErrorText(
              RUNNER_MISSING,
              "There is no container '%s' on the engine. ".formatted(given)
                  + leaveOut(Input.RUNNER_CONTAINER)
                  + " Or give a name or id that 'docker ps' shows"
                  + (likely.isEmpty()
                      ? "."
                      : "; likely ones: "
                          + listed(likely.stream().map(Remedies::called).toList())
                          + "."));
      case NotAttached.AmbiguousContainer(String given, List<ListedContainer> meant) ->
          new ErrorText(
              RUNNER_AMBIGUOUS,
              "More than one container goes by '%s': ".formatted(given)
                  + listed(meant.stream().map(Remedies::called).toList())
                  + ". Set the input 'runner-container' to the name of one.");
      case NotAttached.NotRunning(Target target, ContainerState state) ->
          new ErrorText(
              RUNNER_STOPPED,
              "The container %s (%s) does not run, it is '%s', so it cannot be attached. "
                      .formatted(
                          target.namespace().name(), target.namespace().id().shortForm(), state)
                  + (target.sharesNamespace()
                      ? "The runner's container %s uses its network: restart that one on another network."
                          .formatted(target.runner().name())
                      : leaveOut(Input.RUNNER_CONTAINER)
                          + " Or give a name or id that 'docker ps' shows."));
      case NotAttached.OwnContainerUnknown(String hostname) ->
          new ErrorText(
              STEP_UNKNOWN,
              "The engine knows no container '%s' that a runner started for this step, "
                      .formatted(hostname)
                  + "so the runner's container cannot be found from it. Set the input"
                  + " 'runner-container' to the name or id that 'docker ps' shows for the runner.");
      case NotAttached.RunnerUnproven(List<CandidateEvidence> open) ->
          new ErrorText(
              RUNNER_UNPROVEN,
              "Could not tell which container the runner lives in, and this action does not guess. Open: "
                  + listed(open.stream().map(Remedies::inWords).toList())
                  + ". Set the input 'runner-container' to the name or id that 'docker ps' shows for"
                  + " the runner.");
      case NotAttached.RunnerContested(List<SearchResult.Proven> proven) ->
          new ErrorText(
              RUNNER_CONTESTED,
              "More than one container proves to be the runner's, and this action does not guess: "
                  + listed(
                      proven.stream()
                          .map(p -> called(p.runner()) + ": " + ProofInWords.of(p.seen()))
                          .toList())
                  + ". Set the input 'runner-container' to the one that is.");
      case NotAttached.CommandFilesMissing(String workDirectory) ->
          new ErrorText(
              WORK_DIRECTORY,
              "No container proves to be the runner's, but the step's command files are missing, as"
                  + " when the runner does live in a container: "
                  + workDirectoryRemedy(workDirectory)
                  + " Or set the input 'runner-container' to the name or id that 'docker ps' shows for"
                  + " the runner.");
      case NotAttached.CommandFilesDenied(String workDirectory) ->
          new ErrorText(
              WORK_DIRECTORY,
              "No container proves to be the runner's, and whether the runner lives in none is not known: "
                  + deniedRemedy(workDirectory)
                  + " Or set the input 'runner-container' to the name or id that 'docker ps' shows for"
                  + " the runner.");
      case NotAttached.RouteNotKept(Target target, RulesFailure cause, RulesRemoval rules) ->
          new ErrorText(
              DEFAULT_ROUTE,
              "Could not keep the default route of the runner's container %s: %s. "
                      .formatted(target.namespace().name(), RulesInWords.of(cause))
                  + whatWasChanged(rules)
                  + " Set the input 'default-route' to 'engine' to let the job's network take it over while the job runs.");
      case NotAttached.ConnectFailed(
              Target target,
              String network,
              Input namedBy,
              EngineFailure cause,
              RulesRemoval rules) ->
          connectRemedy(target, network, namedBy, cause)
              .after(
                  "Could not attach the runner's container %s to the network %s: %s. "
                          .formatted(target.namespace().name(), network, cause.reason())
                      + whatWasChanged(rules)
                      + " ");
      case NotAttached.ConnectUncertain(Target target, String network, EngineFailure cause) ->
          EngineRemedies.of(cause)
              .after(
                  "Could not attach the runner's container %s to the network %s: %s. What may have been attached is left to the post step. "
                      .formatted(target.namespace().name(), network, cause.reason()));
      case NotAttached.LookFailed(EngineFailure cause) ->
          EngineRemedies.of(cause)
              .after(
                  "Asking the engine failed: %s. Nothing was changed. ".formatted(cause.inWords()));
    };
  }

  private static String inWords(EngineAddress address) {
    return switch (address) {
      case EngineAddress.MountedSocket _ -> SOCKET;
      case EngineAddress.Tcp _ -> address.uri();
    };
  }

  /** Into container actions the runner mounts the socket at one path of the host, and no other. */
  private static String remedy(EngineAddress address) {
    return switch (address) {
      case EngineAddress.MountedSocket _ ->
          "Let the engine that the runner uses be at %s on its host; for a rootless one, systemd makes the link there, as docs/runner-setup.md shows. Or name that engine in the input 'docker-host'."
              .formatted(SOCKET);
      case EngineAddress.Tcp _ ->
          "Name the engine that the runner uses in the input 'docker-host', or leave the input out to use the one behind %s."
              .formatted(SOCKET);
    };
  }

  /** What to do when the runner's work directory is not mounted from the same path on the host. */
  static String workDirectoryRemedy(String path) {
    return "the runner's work directory %s is not mounted from the same path on the engine's host. Start the runner with '-v %s:%s'."
        .formatted(path, path, path);
  }

  /** What to do when containers may not use the runner's work directory. */
  static String deniedRemedy(String path) {
    return "the step's container may not use the runner's work directory %s (permission denied). With SELinux, permit it on the host: 'sudo chcon -R -t container_file_t %s'. With user namespaces, permit it to the user as whom the engine runs root: 'sudo setfacl -R -m u:<user>:rwX,d:u:<user>:rwX %s'."
        .formatted(path, path, path);
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

  private static ErrorText connectRemedy(
      Target target, String network, Input namedBy, EngineFailure cause) {
    var mode = target.namespace().networkMode();
    if (UNATTACHABLE.matcher(mode).matches() && target.sharesNamespace()) {
      return new ErrorText(
          RUNNER_UNATTACHABLE,
          "The runner's container %s uses the network of the container %s, which the engine did not make: that one was started with '--network %s', and Nomad, ECS or Kubernetes made its network. The engine attaches no such container. Let the engine make the runner's network: in Nomad, no 'network' block in the group and 'network_mode = \"bridge\"' in the task's 'config'; in ECS, the network mode 'bridge' in the task definition; in Kubernetes, a pod with an engine of its own, as ARC's mode 'dind' makes it."
              .formatted(target.runner().name(), target.namespace().name(), mode));
    }
    if (UNATTACHABLE.matcher(mode).matches()) {
      return new ErrorText(
          RUNNER_UNATTACHABLE,
          "The runner's container was started with '--network %s', and the engine attaches no such container. In a Kubernetes pod, give the pod an engine of its own, as ARC's mode 'dind' does; elsewhere start the container on a network that 'docker network create' made."
              .formatted(mode));
    }
    return switch (cause) {
      // The engine's own word: a proxy's is a denial.
      case EngineFailure.Refused _ -> new ErrorText(ATTACH_REFUSED, otherNetwork(network, namedBy));
      case EngineFailure.Denied _,
          EngineFailure.Unreachable _,
          EngineFailure.TimedOut _,
          EngineFailure.Unintelligible _ ->
          EngineRemedies.of(cause);
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
    return called(testimony.candidate())
        + ": "
        + testimony.doubts().stream().map(ProofInWords::of).collect(Collectors.joining("; "));
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
