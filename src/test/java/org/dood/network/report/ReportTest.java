package org.dood.network.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.signature;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.dood.network.detach.ContainerRemoval;
import org.dood.network.detach.DetachOutcome;
import org.dood.network.detach.DetachRequest;
import org.dood.network.detach.EndpointOutcome;
import org.dood.network.engine.ConnectFailure;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.DocumentedCall;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.Network;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.engine.model.Workload;
import org.dood.network.engine.tls.TlsMaterial;
import org.dood.network.host.Removal;
import org.dood.network.inputs.Input;
import org.dood.network.inputs.InvalidInput;
import org.dood.network.inputs.NamedNetwork;
import org.dood.network.recovery.RecoveryStep;
import org.dood.network.route.RulesFailure;
import org.dood.network.route.RulesRemoval;
import org.dood.network.runner.CandidateEvidence;
import org.dood.network.runner.ProofResult;
import org.dood.network.runner.ProofResult.Doubt;
import org.dood.network.runner.ProofResult.Sighting;
import org.dood.network.runner.SearchResult;
import org.dood.network.testing.Cases;
import org.dood.network.testing.GoldenFile;
import org.junit.jupiter.api.Test;

/** Every line that people read, in one file: {@code report.golden.txt}. */
class ReportTest {

  private record Recovery(List<RecoveryStep> steps) {}

  private record Removals(List<ContainerRemoval> removals) {}

  private static final Workload RUNNING =
      new Workload(ContainerState.RUNNING, Workload.UNCHECKED, List.of(), Set.of());
  private static final ListedContainer ONE = running("runner-1", "1");
  private static final ListedContainer TWO = running("runner-2", "2");
  private static final String JOB_NETWORK = "github_network_0123456789abcdef0123456789abcdef";
  private static final Network NETWORK =
      new Network(new NetworkId("0123"), "github_network_0123", false, false, Map.of());
  private static final Membership JOINED =
      new Membership(NETWORK, "172.18.0.4", "", Membership.By.THIS_STEP);
  private static final Membership ALREADY =
      new Membership(
          new Network(new NetworkId("4567"), "ci", false, false, Map.of()),
          "172.19.0.4",
          "",
          Membership.By.OTHERS);
  private static final Target SHARING =
      new Target(
          runner("container:" + TWO.id()),
          container(TWO, "default"),
          new Evidence.Proven(new Sighting.OwnContainersProcess("action_0a1b2c")));
  private static final EngineFailure REFUSED =
      new EngineFailure.Refused(
          "connect container 111111111111 to network github_network_0123",
          403,
          "container cannot be connected to host network");
  private static final EngineFailure NO_ADDRESS =
      new EngineFailure.Refused("connect", 500, "no available IPv4 addresses");
  private static final EngineFailure NO_PS =
      new EngineFailure.Refused("list processes of container 111111111111", 500, "no ps");

  private static final RulesFailure NOT_SET =
      new RulesFailure.ProgramFailed(List.of("/action/keep-route", "set", "172.17.0.1", ""), 2);
  private static final RulesFailure NOT_REMOVED =
      new RulesFailure.CallFailed(
          new EngineFailure.TimedOut("start container routes", Duration.ofSeconds(30)));

  private static Map<String, Object> everyExample() {
    var all = new LinkedHashMap<String, Object>();
    all.put("attached", on(target("default"), List.of(JOINED)));
    all.put("already attached", on(target("default"), List.of(ALREADY)));
    all.put("attached to one, on another already", on(target("default"), List.of(JOINED, ALREADY)));
    for (var evidence :
        List.of(
            new Evidence.RunsJobSteps(),
            new Evidence.SharesNetwork(),
            new Evidence.NamedByInput(),
            new Evidence.HasHostnameOfInput())) {
      var runner = runner("default");
      all.put(
          "attached, evidence " + evidence,
          on(new Target(runner, runner, evidence), List.of(JOINED)));
    }
    all.put("attached by way of another's namespace", on(SHARING, List.of(JOINED)));
    everyNotice()
        .forEach((name, notice) ->
            all.put(
                "attached, " + name,
                new OnNetworks(target("default"), List.of(JOINED), List.of(notice))));
    all.put(
        "on a network for another job already",
        on(
            SHARING,
            List.of(
                new Membership(ALREADY.network(), "172.19.0.4", "", Membership.By.ANOTHER_JOB),
                new Membership(ALREADY.network(), "172.19.0.4", "", Membership.By.ANOTHER_STEP))));
    all.put("recovered", new Recovery(everyRecoveryStep()));
    all.put("no network, runner in a container", withoutNetwork(target("default")));
    all.put(
        "no network, runner in no container",
        withoutNetwork(new NothingToDo.RunnerInNoContainer("", 3)));
    all.put(
        "no network, runner not found",
        withoutNetwork(new NotAttached.OwnContainerUnknown("0123456789ab")));
    all.put("hosted runner", new NothingToDo.HostedRunner());
    all.put("job container", new NothingToDo.InJobContainer(NETWORK.name()));
    all.put(
        "host network", new NothingToDo.OnHostNetwork(NETWORK.name(), target("host"), List.of()));
    all.put("runner in no container", new NothingToDo.RunnerInNoContainer(NETWORK.name(), 7));
    all.put("engine in a pod", new NothingToDo.BesideEngineInPod(NETWORK.name(), List.of()));
    all.put(
        "engine in a container elsewhere",
        new NothingToDo.EngineElsewhere(NETWORK.name(), Optional.empty(), List.of()));
    all.put(
        "engine on another host",
        new NothingToDo.EngineElsewhere(
            NETWORK.name(),
            Optional.of("build-host"),
            List.of(new Notice.WorkDirectoryNotWithEngine("/home/runner/_work"))));
    all.put("bad docker host", new InvalidInput.NotAnAddress("nonsense"));
    all.put(
        "docker host out of sight",
        new InvalidInput.SocketOutOfReach("unix:///run/user/1000/docker.sock"));
    all.put("bad TLS material", new InvalidInput.UnusableTls(new TlsMaterial.Parsed.NoAuthority()));
    for (var input :
        List.of(Input.NETWORK, Input.EXTRA_NETWORKS, Input.ALIASES, Input.RUNNER_CONTAINER)) {
      all.put("bad name in " + input, new InvalidInput.NotAName(input, "a\n::b ##[c]"));
    }
    all.put("name with a space", new InvalidInput.NotAName(Input.NETWORK, "my network"));
    all.put(
        "reserved name", new InvalidInput.ReservedName(Input.ALIASES, "dood-network-action._.a.b"));
    all.put("bad prune-after", new InvalidInput.NotADuration(Input.PRUNE_AFTER, "soon"));
    all.put(
        "bad default route",
        new InvalidInput.NotAChoice(Input.DEFAULT_ROUTE, "yes", List.of("keep", "engine")));
    all.put(
        "bad localhost",
        new InvalidInput.NotAChoice(
            Input.LOCALHOST, "everything", List.of("published", "exposed", "off")));
    all.put("bad wait", new InvalidInput.NotADuration(Input.WAIT, "a\n::b ##[c]"));
    all.put("bad localhost-ports", new InvalidInput.NotPorts("8080:80"));
    all.put("too many localhost-ports", new InvalidInput.TooManyPorts(65_535, 100));
    all.put("bad wait-for", new InvalidInput.NotAService("postgres:0"));
    all.put("wait-for without wait", new InvalidInput.WaitForWithoutWait("postgres"));
    all.put(
        "no such network",
        new NotAttached.NoSuchNetwork(new NamedNetwork(Input.NETWORK, new ObjectName("nope"))));
    all.put(
        "another engine at the socket",
        new NotAttached.AnotherEngine(JOB_NETWORK, EngineAddress.mountedSocket()));
    all.put(
        "another engine at an address",
        new NotAttached.AnotherEngine(
            JOB_NETWORK, new EngineAddress.Tcp("docker", 2375, "", Optional.empty())));
    all.put("job network gone", new NotAttached.JobNetworkGone(JOB_NETWORK));
    all.put("no such container", new NotAttached.NoSuchContainer("nope", List.of(ONE, TWO)));
    all.put(
        "ambiguous container", new NotAttached.AmbiguousContainer("build-7", List.of(ONE, TWO)));
    all.put(
        "container not running",
        new NotAttached.NotRunning(target("default"), new ContainerState("exited")));
    all.put(
        "container not running whose network the runner uses",
        new NotAttached.NotRunning(SHARING, new ContainerState("exited")));
    all.put("own container unknown", new NotAttached.OwnContainerUnknown("0123456789ab"));
    all.put(
        "runner unproven",
        new NotAttached.RunnerUnproven(
            List.of(
                new CandidateEvidence(
                    ONE,
                    new ProofResult.Unknown(new Doubt.CallFailed(NO_PS)),
                    Optional.of(new ProofResult.Unknown(new Doubt.FileInTmpfs()))),
                new CandidateEvidence(
                    TWO, new ProofResult.Unknown(new Doubt.CallFailed(NO_PS)), Optional.empty()))));
    all.put(
        "runner contested",
        new NotAttached.RunnerContested(
            List.of(
                new SearchResult.Proven(ONE, new Sighting.StateFile("/w/save_state_1")),
                new SearchResult.Proven(TWO, new Sighting.StateFile("/w/save_state_1")))));
    all.put("command files missing", new NotAttached.CommandFilesMissing("/home/runner/_work"));
    all.put("command files denied", new NotAttached.CommandFilesDenied("/home/runner/_work"));
    all.put(
        "route not kept",
        new NotAttached.RouteNotKept(target("default"), NOT_SET, new RulesRemoval.NotDue()));
    all.put(
        "route not kept, image unknown",
        new NotAttached.RouteNotKept(
            target("default"), new RulesFailure.ImageUnknown(), new RulesRemoval.NotDue()));
    all.put(
        "route not kept, rules left",
        new NotAttached.RouteNotKept(
            target("default"), NOT_SET, new RulesRemoval.Failed(NOT_REMOVED)));
    all.put("connect failed", connectFailed("default", "ci", Input.NETWORK, REFUSED));
    all.put(
        "connect failed, job's own network",
        connectFailed("default", JOB_NETWORK, Input.NETWORK, NO_ADDRESS));
    all.put(
        "connect failed, further network",
        connectFailed("default", "compose", Input.EXTRA_NETWORKS, NO_ADDRESS));
    all.put(
        "connect failed, unintelligible",
        connectFailed(
            "default",
            "ci",
            Input.NETWORK,
            new EngineFailure.Unintelligible("connect", "Unexpected character ('<')")));
    all.put(
        "connect failed, runner without a network",
        connectFailed("none", JOB_NETWORK, Input.NETWORK, REFUSED));
    all.put(
        "connect failed, runner on the network of a pause container",
        new NotAttached.ConnectFailed(
            new Target(
                runner("container:" + TWO.id()),
                container(TWO, "none"),
                new Evidence.Proven(new Sighting.OwnContainersProcess("action_0a1b2c"))),
            JOB_NETWORK,
            Input.NETWORK,
            REFUSED,
            new RulesRemoval.NotDue()));
    all.put(
        "connect failed, rules left",
        new NotAttached.ConnectFailed(
            target("default"),
            JOB_NETWORK,
            Input.NETWORK,
            NO_ADDRESS,
            new RulesRemoval.Failed(NOT_REMOVED)));
    all.put(
        "connect uncertain",
        new NotAttached.ConnectUncertain(
            target("default"),
            NETWORK.name(),
            new EngineFailure.TimedOut("connect container 1", Duration.ofSeconds(30))));
    everyFailure()
        .forEach((name, failure) -> all.put("engine " + name, new NotAttached.LookFailed(failure)));
    all.put("post: detached", post(new EndpointOutcome.Detached("runner-1", "net")));
    all.put(
        "post: rules left",
        new DetachOutcome.Handled(
            "runner-1", List.of(), new RulesRemoval.Failed(NOT_REMOVED), Map.of(), List.of()));
    all.put(
        "post: still attached",
        post(new EndpointOutcome.StillAttached("runner-1", "net", REFUSED)));
    all.put(
        "post: still attached to the job's network",
        post(new EndpointOutcome.StillAttached("runner-1", JOB_NETWORK, REFUSED)));
    all.put(
        "post: left to others",
        post(new EndpointOutcome.LeftToOthers("runner-1", "compose_default")));
    all.put(
        "post: others on the network",
        new DetachOutcome.Handled(
            "runner-1",
            List.of(new EndpointOutcome.Detached("runner-1", "net")),
            new RulesRemoval.Removed(),
            Map.of("net", List.of("browser", "app")),
            List.of()));
    all.put(
        "post: networks of Compose that nobody uses",
        new DetachOutcome.Handled(
            "runner-1",
            List.of(new EndpointOutcome.Detached("runner-1", "shop_default")),
            new RulesRemoval.NotDue(),
            Map.of(),
            List.of("shop_default")));
    all.put("post: nothing attached", new DetachOutcome.NothingAttached());
    all.put("post: gone already", new DetachOutcome.GoneAlready());
    all.put("post: neither saved nor found", new DetachOutcome.NeitherSavedNorFound());
    all.put("post: no engine", new DetachOutcome.NoEngine());
    all.put(
        "post: owner unknown",
        new DetachOutcome.OwnerUnknown(
            List.of(new DetachOutcome.MarkedEndpoint("runner-1", "ci"))));
    all.put(
        "post: engine failed",
        new DetachOutcome.LookFailed(REFUSED, new DetachRequest.Unsaved(Optional.empty())));
    all.put("post: engine failed, with saved state", engineFailed("0f1e", "0123"));
    all.put("post: engine failed, with state that main did not save", engineFailed("$(id)", "0"));
    all.put(
        "post: a container left",
        new Removals(
            List.of(
                new ContainerRemoval.Removed("dood-network-action-forwarder-1"),
                new ContainerRemoval.RemovedAfterItsEnd(
                    "dood-network-action-forwarder-2",
                    Optional.of(137),
                    List.of("listening 5432", "ready", "::error::no memory", "x".repeat(10_000))),
                new ContainerRemoval.RemovedAfterItsEnd(
                    "dood-network-action-forwarder-3", Optional.empty(), List.of()),
                new ContainerRemoval.GoneAlready("dood-network-action-claim-1"),
                new ContainerRemoval.Failed("dood-network-action-routes-1", REFUSED))));
    return all;
  }

  private static Map<String, EngineFailure> everyFailure() {
    var all = new LinkedHashMap<String, EngineFailure>();
    for (var connectFailure : ConnectFailure.values()) {
      all.put(
          "unreachable, " + connectFailure,
          new EngineFailure.Unreachable("list containers", "the system's words", connectFailure));
    }
    all.put("silent", new EngineFailure.TimedOut("list containers", Duration.ofSeconds(10)));
    all.put(
        "filtered",
        new EngineFailure.Denied(
            "list containers",
            new DocumentedCall("GET", "/containers/json"),
            403,
            "403 Forbidden Request forbidden by administrative rules"));
    all.put(
        "not authorized",
        new EngineFailure.Refused("list containers", 403, "authorization denied by plugin opa"));
    all.put(
        "speaking TLS",
        new EngineFailure.Refused(
            "list containers", 400, "Client sent an HTTP request to an HTTPS server."));
    all.put("refusing", new EngineFailure.Refused("list containers", 500, "out of memory"));
    all.put(
        "unintelligible",
        new EngineFailure.Unintelligible("list containers", "Unexpected character ('<')"));
    return all;
  }

  private static Report report(Object example) {
    return switch (example) {
      case AttachOutcome outcome -> AttachReport.of(outcome);
      case InvalidInput reason -> AttachReport.of(reason);
      case DetachOutcome outcome -> DetachReport.of(outcome);
      case Recovery(var steps) -> new Report(RecoveryReport.of(steps), Map.of(), false);
      case Removals(var removals) -> DetachReport.of(removals);
      default -> throw new IllegalArgumentException(example.toString());
    };
  }

  @Test
  void people_read_what_the_golden_file_says() {
    var texts = new LinkedHashMap<String, String>();
    everyExample().forEach((name, example) -> texts.put(name, text(report(example))));
    GoldenFile.named("report.golden.txt").assertHolds(texts);
  }

  @Test
  void each_outcome_has_an_example() {
    Cases.assertEachOccursIn(
        everyExample().values(),
        AttachOutcome.class,
        InvalidInput.class,
        Evidence.class,
        Membership.By.class,
        Notice.class,
        Notice.Who.class,
        DetachOutcome.class,
        EndpointOutcome.class,
        ContainerRemoval.class,
        RecoveryStep.class,
        Removal.class,
        RulesFailure.class,
        RulesRemoval.class,
        EngineFailure.class,
        ConnectFailure.class);
  }

  /** The report of each example. */
  static Stream<Report> everyReport() {
    return everyExample().values().stream().map(ReportTest::report);
  }

  @Test
  void a_failure_is_one_error_and_nothing_else() {
    assertThat(everyReport())
        .filteredOn(Report::failed)
        .isNotEmpty()
        .allSatisfy(r -> {
          assertThat(r.lines()).hasSize(1).allMatch(l -> l.startsWith("::error "));
          assertThat(r.lines().getFirst().length()).isLessThan(4096);
          assertThat(r.outputs()).containsEntry("outcome", "failed");
        });
  }

  private static String text(Report report) {
    var outputs =
        report.outputs().entrySet().stream()
            .map(e -> "  " + e.getKey() + "=" + e.getValue() + "\n")
            .collect(Collectors.joining());
    return String.join("\n", report.lines()) + "\n" + outputs;
  }

  private static DetachOutcome post(EndpointOutcome endpoint) {
    return new DetachOutcome.Handled(
        "runner-1", List.of(endpoint), new RulesRemoval.NotDue(), Map.of(), List.of());
  }

  private static DetachOutcome engineFailed(String container, String network) {
    var signature = signature("abc123", "a", JOB_NETWORK);
    return new DetachOutcome.LookFailed(
        REFUSED,
        new DetachRequest.Saved(container, List.of(network, "4567"), signature, Optional.empty()));
  }

  private static List<RecoveryStep> everyRecoveryStep() {
    return List.of(
        new RecoveryStep.Detaching(new EndpointOutcome.Detached("runner-1", "net")),
        new RecoveryStep.Detaching(new EndpointOutcome.StillAttached("runner-1", "net", REFUSED)),
        new RecoveryStep.RulesRemoving("runner-1", new RulesRemoval.Removed()),
        new RecoveryStep.RulesRemoving("runner-1", new RulesRemoval.NotDue()),
        new RecoveryStep.RulesRemoving("runner-1", new RulesRemoval.Failed(NOT_REMOVED)),
        new RecoveryStep.ContainerRemoving(
            new ContainerRemoval.Removed("dood-network-action-claim-1")),
        new RecoveryStep.NetworkRemoving("net", new Removal.Removed(List.of())),
        new RecoveryStep.NetworkRemoving("net", new Removal.Removed(List.of("old-db"))),
        new RecoveryStep.NetworkRemoving("net", new Removal.GoneAlready()),
        new RecoveryStep.NetworkRemoving("net", new Removal.StillUsed(List.of("browser", "app"))),
        new RecoveryStep.NetworkRemoving("net", new Removal.Failed(REFUSED)),
        new RecoveryStep.ContainerRemoving(
            new ContainerRemoval.GoneAlready("dood-network-action-claim-1")),
        new RecoveryStep.ContainerRemoving(
            new ContainerRemoval.Failed("dood-network-action-claim-1", REFUSED)),
        new RecoveryStep.LookFailed(REFUSED));
  }

  private static Map<String, Notice> everyNotice() {
    var all = new LinkedHashMap<String, Notice>();
    all.put("work directory not shared", new Notice.WorkDirectoryNotShared("/home/runner/_work"));
    all.put(
        "work directory not with the engine",
        new Notice.WorkDirectoryNotWithEngine("/home/runner/_work"));
    all.put("work directory denied", new Notice.WorkDirectoryDenied("/home/runner/_work"));
    all.put("runner in a sandbox", new Notice.SandboxedRunner("runsc"));
    all.put(
        "name collision",
        new Notice.NameCollision("postgres", NETWORK.name(), "runners", EngineFamily.DOCKER));
    all.put(
        "name collision on Podman",
        new Notice.NameCollision("postgres", NETWORK.name(), "runners", EngineFamily.PODMAN));
    for (var who : Notice.Who.values()) {
      all.put(
          "aliases not set, " + who,
          new Notice.AliasesNotSet(List.of("app", "web"), NETWORK.name(), who));
    }
    all.put("name in use", new Notice.NameInUse("app", NETWORK.name(), "web-1"));
    all.put("aliases without network", new Notice.AliasesWithoutNetwork(List.of("app", "web")));
    all.put("Swarm task", new Notice.SwarmTaskLosesGateway());
    all.put("by another runner", new Notice.AttachedByAnotherRunner(NETWORK.name()));
    return all;
  }

  private static AttachOutcome connectFailed(
      String networkMode, String network, Input namedBy, EngineFailure cause) {
    return new NotAttached.ConnectFailed(
        target(networkMode), network, namedBy, cause, new RulesRemoval.NotDue());
  }

  private static NothingToDo withoutNetwork(Target runner) {
    return new NothingToDo.NoNetwork(new RunnerPlace.InContainer(runner));
  }

  private static NothingToDo withoutNetwork(AttachOutcome outcome) {
    return new NothingToDo.NoNetwork(new RunnerPlace.Otherwise(outcome));
  }

  private static AttachOutcome on(Target target, List<Membership> memberships) {
    return new OnNetworks(target, memberships, List.of());
  }

  private static Target target(String networkMode) {
    var runner = runner(networkMode);
    return new Target(
        runner, runner, new Evidence.Proven(new Sighting.OwnContainersProcess("action_0a1b2c")));
  }

  private static Container runner(String networkMode) {
    return container(ONE, networkMode);
  }

  private static Container container(ListedContainer running, String networkMode) {
    return new Container(
        running.id(),
        running.name(),
        "",
        "",
        networkMode,
        "runc",
        Map.of(),
        List.of(),
        List.of(),
        RUNNING);
  }

  private static ListedContainer running(String name, String digit) {
    return new ListedContainer(
        new ContainerId(digit.repeat(64)),
        name,
        "runner:1",
        ContainerState.RUNNING,
        Map.of(),
        List.of(),
        Map.of());
  }
}
