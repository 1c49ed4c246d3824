package org.dood.network.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.attach.AttachOutcome;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.attach.AttachOutcome.NothingToDo;
import org.dood.network.attach.AttachOutcome.OnNetworks;
import org.dood.network.attach.AttachOutcome.RunnerPlace;
import org.dood.network.attach.Evidence;
import org.dood.network.attach.Membership;
import org.dood.network.attach.Notice;
import org.dood.network.attach.Target;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.github.WorkflowCommand;
import org.dood.network.inputs.InvalidInput;

/** The report of the main stage: log lines, an annotation if it failed, and the outputs. */
public final class AttachReport {

  private static final String PUBLISHED = "services answer at localhost:<published port>.";

  private static final String LOST_FILES =
      "What container actions write to GITHUB_OUTPUT, GITHUB_ENV and the like is lost: ";

  private AttachReport() {}

  /** The report of an outcome. */
  public static Report of(AttachOutcome outcome) {
    return switch (outcome) {
      case OnNetworks on -> onNetworks(on);
      case NothingToDo nothing ->
          new Report(
              Stream.of(
                      Stream.of(nothingToDo(nothing)),
                      withoutNetwork(nothing),
                      warnings(noticesOf(nothing)))
                  .flatMap(lines -> lines)
                  .toList(),
              outputs("nothing-to-do", false, networkOf(nothing), runnerOf(nothing), "", ""),
              false);
      case NotAttached failure -> failed(Remedies.of(failure));
    };
  }

  /** The report of an input that cannot be used, for which nothing was looked at. */
  public static Report of(InvalidInput reason) {
    return failed(Remedies.of(reason));
  }

  private static Report failed(ErrorText error) {
    return new Report(
        List.of(WorkflowCommand.error(error.inWords())),
        outputs("failed", false, "", "", "", ""),
        true);
  }

  private static Report onNetworks(OnNetworks on) {
    var first = on.memberships().getFirst();
    var lines =
        Stream.of(
                Stream.of(found(on.target())),
                on.memberships().stream().map(AttachReport::line),
                on.attached()
                    ? Stream.of(
                        "Steps now use the job's network. The post step will detach what this"
                            + " one attached.")
                    : Stream.<String>empty())
            .flatMap(texts -> texts)
            .map(WorkflowCommand::plainLine);
    return new Report(
        Stream.concat(lines, warnings(on.notices())).toList(),
        outputs(
            on.attached() ? "attached" : "already-attached",
            on.attached(),
            first.network().name(),
            on.target().namespace().id().value(),
            first.ipAddress(),
            first.ipv6Address()),
        false);
  }

  private static String isIn(Target target) {
    return "The runner's container is %s (%s): %s."
        .formatted(
            target.runner().name(), target.runner().id().shortForm(), inWords(target.evidence()));
  }

  private static String found(Target target) {
    var runner = isIn(target);
    return target.sharesNamespace()
        ? runner
            + " It uses the network of the container %s (%s), so that one is attached."
                .formatted(target.namespace().name(), target.namespace().id().shortForm())
        : runner;
  }

  private static String inWords(Evidence evidence) {
    return switch (evidence) {
      case Evidence.RunsJobSteps() -> "the job's steps run in it";
      case Evidence.SharesNetwork() -> "this step shares its network";
      case Evidence.NamedByInput() -> "named by the input 'runner-container'";
      case Evidence.HasHostnameOfInput() -> "it has the hostname that 'runner-container' names";
      case Evidence.Proven(var seen) -> ProofInWords.of(seen);
    };
  }

  private static String line(Membership membership) {
    var network = membership.network().name();
    var address = membership.ipAddress().isEmpty() ? "" : " as " + membership.ipAddress();
    return switch (membership.by()) {
      case THIS_STEP -> "Attached to the network %s%s.".formatted(network, address);
      case ANOTHER_STEP ->
          "On the network %s%s already, by another step of this job: the post step of the last of them will detach it."
              .formatted(network, address);
      case ANOTHER_JOB ->
          "On the network %s%s already, for another job whose runner shares the network namespace: the post step of the last of them will detach it."
              .formatted(network, address);
      case OTHERS ->
          "On the network %s%s already: left as it is, and the post step will leave it too."
              .formatted(network, address);
    };
  }

  /** One line. It is a warning if the services have another address than usual. */
  private static String nothingToDo(NothingToDo nothing) {
    var line = "Nothing to do: " + reason(nothing);
    return switch (nothing) {
      case NothingToDo.EngineElsewhere _ -> WorkflowCommand.warning(line);
      case NothingToDo.NoNetwork _,
          NothingToDo.HostedRunner _,
          NothingToDo.InJobContainer _,
          NothingToDo.OnHostNetwork _,
          NothingToDo.RunnerInNoContainer _,
          NothingToDo.BesideEngineInPod _ ->
          WorkflowCommand.plainLine(line);
    };
  }

  private static String reason(NothingToDo nothing) {
    return switch (nothing) {
      case NothingToDo.NoNetwork(_) ->
          "no network is given, as in a job that has neither services nor a job container.";
      case NothingToDo.HostedRunner() -> "on a GitHub-hosted runner, " + PUBLISHED;
      case NothingToDo.InJobContainer(_) ->
          "the job's steps run in a container of its own, which is on the network: services answer"
              + " at <service>:<container port>.";
      case NothingToDo.OnHostNetwork(_, Target target, _) ->
          "the runner's container %s uses the host's network, where "
                  .formatted(target.runner().name())
              + PUBLISHED;
      case NothingToDo.RunnerInNoContainer(_, int asked) ->
          "the runner lives in no container of this engine (%d asked), so ".formatted(asked)
              + PUBLISHED;
      case NothingToDo.BesideEngineInPod(_, _) ->
          "the runner shares a pod, and so a network namespace, with its engine: " + PUBLISHED;
      case NothingToDo.EngineElsewhere(_, Optional<String> host, _) ->
          ("the runner is no container of this engine, and the engine is on another host: services"
                  + " answer at %s:<published port>.")
              .formatted(host.orElse("<that host, as in the runner's DOCKER_HOST>"));
    };
  }

  /** Where the runner of a job without a network is, as far as it concerns published ports. */
  private static Stream<String> withoutNetwork(NothingToDo nothing) {
    return nothing instanceof NothingToDo.NoNetwork(RunnerPlace runner)
        ? withoutNetwork(runner).map(WorkflowCommand::plainLine)
        : Stream.of();
  }

  private static Stream<String> withoutNetwork(RunnerPlace runner) {
    return switch (runner) {
      case RunnerPlace.InContainer(Target target) -> Stream.of(isIn(target));
      case RunnerPlace.Otherwise(NotAttached failure) ->
          Stream.of("Where the runner is could not be found out. " + Remedies.of(failure).text());
      case RunnerPlace.Otherwise _ -> Stream.of();
    };
  }

  private static String networkOf(NothingToDo nothing) {
    return switch (nothing) {
      case NothingToDo.NoNetwork(_), NothingToDo.HostedRunner() -> "";
      case NothingToDo.InJobContainer(String network) -> network;
      case NothingToDo.OnHostNetwork(String network, _, _) -> network;
      case NothingToDo.RunnerInNoContainer(String network, _) -> network;
      case NothingToDo.BesideEngineInPod(String network, _) -> network;
      case NothingToDo.EngineElsewhere(String network, _, _) -> network;
    };
  }

  private static List<Notice> noticesOf(NothingToDo nothing) {
    return switch (nothing) {
      case NothingToDo.OnHostNetwork(_, _, List<Notice> notices) -> notices;
      case NothingToDo.BesideEngineInPod(_, List<Notice> notices) -> notices;
      case NothingToDo.EngineElsewhere(_, _, List<Notice> notices) -> notices;
      case NothingToDo.NoNetwork(_),
          NothingToDo.HostedRunner(),
          NothingToDo.InJobContainer(_),
          NothingToDo.RunnerInNoContainer(_, _) ->
          List.of();
    };
  }

  private static Stream<String> warnings(List<Notice> notices) {
    return notices.stream().map(AttachReport::inWords).map(WorkflowCommand::warning);
  }

  private static String runnerOf(NothingToDo nothing) {
    return switch (nothing) {
      case NothingToDo.OnHostNetwork(_, Target target, _) -> target.runner().id().value();
      case NothingToDo.NoNetwork(RunnerPlace.InContainer(Target target)) ->
          target.namespace().id().value();
      case NothingToDo.NoNetwork(_),
          NothingToDo.HostedRunner(),
          NothingToDo.InJobContainer(_),
          NothingToDo.RunnerInNoContainer(_, _),
          NothingToDo.BesideEngineInPod(_, _),
          NothingToDo.EngineElsewhere(_, _, _) ->
          "";
    };
  }

  private static String inWords(Notice notice) {
    return switch (notice) {
      case Notice.WorkDirectoryNotShared(String path) ->
          new ErrorText(ErrorCode.WORK_DIRECTORY, LOST_FILES + Remedies.workDirectoryRemedy(path))
              .inWords();
      case Notice.WorkDirectoryDenied(String path) ->
          new ErrorText(ErrorCode.WORK_DIRECTORY, LOST_FILES + Remedies.deniedRemedy(path))
              .inWords();
      case Notice.WorkDirectoryNotWithEngine(String path) ->
          LOST_FILES
              + "the runner's work directory %s is not at the same path where the engine lives. Mount one volume there in both."
                  .formatted(path);
      case Notice.NameCollision(String name, String network, String other, EngineFamily engine) ->
          "The name '%s' is also known on the network %s, which the runner is on too and which may answer for it. To be sure, use %s."
              .formatted(name, other, unambiguous(name, network, engine));
      case Notice.AliasesNotSet(List<String> aliases, String network, Notice.Who by) ->
          "Of the input 'aliases', '%s' is not set on the network %s: the runner was attached to it before, %s, and an engine takes names only while it attaches. Services there reach the runner by its container's name."
              .formatted(String.join(" ", aliases), network, inWords(by));
      case Notice.NameInUse(String name, String network, String holder) ->
          "Of the input 'aliases', '%s' is not set: the container %s answers to that name on the network %s already. Choose another name."
              .formatted(name, holder, network);
      case Notice.AliasesWithoutNetwork(List<String> aliases) ->
          "The input 'aliases' has no effect: '%s' would be set on the job's network, and the job has none. Name the network in the input 'network'."
              .formatted(String.join(" ", aliases));
      case Notice.SwarmTaskLosesGateway() ->
          "The runner is a Swarm task: while it is attached it loses the interface docker_gwbridge, and"
              + " its open connections break. Run it as a plain container to keep them.";
      case Notice.SandboxedRunner(String runtime) ->
          "The runner's container runs in a sandbox, the runtime '%s', which mostly does not see a network that is attached while it runs. If steps then do not reach the services, start the runner with the runtime 'runc', or run the job in a container ('container:'), which is on the job's network from its start."
              .formatted(Excerpt.of(runtime));
      case Notice.AttachedByAnotherRunner(String network) ->
          "The attachment to the network %s was made by another step or runner, which may end it before this job is done. Give each its own network."
              .formatted(network);
    };
  }

  private static String unambiguous(String name, String network, EngineFamily engine) {
    return switch (engine) {
      case DOCKER -> "'%s.%s'".formatted(name, network);
      case PODMAN ->
          "the container's address on the network %s, which 'docker inspect' shows"
              .formatted(network);
    };
  }

  private static String inWords(Notice.Who who) {
    return switch (who) {
      case ANOTHER_STEP -> "by another step of this action";
      case ANOTHER_JOB -> "for another job";
      case OTHERS -> "not by this action";
    };
  }

  private static Map<String, String> outputs(
      String outcome, boolean attached, String network, String runner, String ip, String ipv6) {
    var outputs = new LinkedHashMap<String, String>();
    outputs.put("network", network);
    outputs.put("runner-container", runner);
    outputs.put("ip-address", ip);
    outputs.put("ipv6-address", ipv6);
    outputs.put("attached", Boolean.toString(attached));
    outputs.put("outcome", outcome);
    return outputs;
  }
}
