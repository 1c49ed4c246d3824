package org.dood.network.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.Port;
import org.dood.network.engine.model.Workload;
import org.dood.network.forward.Announcement.NotListening;
import org.dood.network.forward.HostForwards;
import org.dood.network.inputs.LocalhostChoice;
import org.dood.network.inputs.RequestedService;
import org.dood.network.services.AwaitedService;
import org.dood.network.services.ExportedVariables;
import org.dood.network.services.Forwarding;
import org.dood.network.services.Forwarding.Reason;
import org.dood.network.services.HostAddress;
import org.dood.network.services.HostPorts;
import org.dood.network.services.JobServices;
import org.dood.network.services.Localhost;
import org.dood.network.services.Reachability;
import org.dood.network.services.Readiness;
import org.dood.network.services.Service;
import org.dood.network.services.ServiceAsSeen;
import org.dood.network.services.ServiceVariables;
import org.dood.network.services.ServicesOutcome;
import org.dood.network.services.StepsLocation;
import org.dood.network.services.StepsView;
import org.dood.network.services.TriedPorts;
import org.dood.network.services.WaitForServices;
import org.dood.network.services.Waiting;
import org.dood.network.testing.Cases;
import org.dood.network.testing.GoldenFile;
import org.junit.jupiter.api.Test;

/** What is told of the services, in one file: {@code services.golden.txt}. */
class ServicesReportTest {

  private static final ContainerId RUNNER = new ContainerId("1".repeat(64));
  private static final StepsLocation ON_JOB_NETWORK =
      new StepsLocation.OnJobNetwork(RUNNER, RUNNER);
  private static final EngineFailure REFUSED =
      new EngineFailure.Refused("list the containers of network ci", 403, "blocked by the proxy");

  private static final HostAddress NEAR = new HostAddress.At(HostAddress.LOCALHOST);

  private static final Service POSTGRES =
      service("postgres", "running", "healthy", new Port(5432, "tcp", List.of(49153)));
  private static final Service REDIS =
      service("redis", "running", Workload.UNCHECKED, new Port(6379, "tcp", List.of()));
  private static final Service DNS =
      service("dns", "exited", Workload.UNCHECKED, new Port(53, "udp", List.of(53)));
  private static final Service SILENT = service("silent", "running", Workload.UNCHECKED);

  private static Service service(String name, String state, String health, Port... ports) {
    return new Service(
        name,
        new ContainerId("c0ffee"),
        "github_network_0123",
        "172.18.0.2",
        "",
        name + ":1",
        new Workload(new ContainerState(state), health, List.of(ports), Set.of()));
  }

  /** The report of each example. */
  static Stream<Report> everyReport() {
    return everyOutcome().values().stream().map(ServicesReport::of);
  }

  private static final Service IPV6 =
      new Service(
          "ipv6",
          new ContainerId("c0ffee"),
          "github_network_0123",
          "fd00::3",
          "fd00::3",
          "ipv6:1",
          REDIS.workload());

  private static Service withManyPorts(String name) {
    return service(
        name,
        "running",
        Workload.UNCHECKED,
        IntStream.range(10_000, 12_000)
            .mapToObj(port -> new Port(port, "tcp", List.of()))
            .toArray(Port[]::new));
  }

  private static Map<String, ServicesOutcome> everyOutcome() {
    var all = new LinkedHashMap<String, ServicesOutcome>();
    all.put(
        "on the job's network",
        outcome(
            ON_JOB_NETWORK,
            new Forwarding.Started(List.of(49153), List.of()),
            Map.of(
                "postgres", resolved(List.of(5432), List.of()),
                "redis", resolved(List.of(), List.of(6379)),
                "silent", resolved(List.of(), List.of()))));
    all.put("on the engine's host", outcome(new StepsLocation.OnEngineHost()));
    all.put(
        "away from the engine",
        outcome(new StepsLocation.AwayFromEngine(Optional.of("build-host"))));
    all.put(
        "a name that does not resolve",
        outcome(
            ON_JOB_NETWORK,
            new Forwarding.NotNeeded(),
            Map.of("redis", new Reachability.NameNotResolved())));
    all.put(
        "a name that nobody answers for in time",
        outcome(
            ON_JOB_NETWORK,
            new Forwarding.NotNeeded(),
            Map.of("redis", new Reachability.NoAnswer())));
    all.put(
        "a name that steps cannot look up",
        asSeen(Optional.of("10.8.0.1"), new ServiceAsSeen(false, List.of(5432))));
    all.put(
        "a name that steps cannot look up, and a port that a firewall holds back",
        asSeen(Optional.empty(), new ServiceAsSeen(false, List.of())));
    all.put(
        "a port that a firewall holds back",
        asSeen(Optional.empty(), new ServiceAsSeen(true, List.of())));
    all.put("steps in a sandbox", asSeen(List.of(POSTGRES), new StepsView.InSandbox()));
    all.put(
        "a look from where steps run that failed",
        asSeen(List.of(POSTGRES), new StepsView.Unknown(REFUSED)));
    all.put(
        "a port that is taken",
        outcome(
            ON_JOB_NETWORK,
            new Forwarding.Started(
                List.of(), List.of(new NotListening(49153, "Address already in use"))),
            Map.of()));
    all.put(
        "a port that is taken by IPv6 alone",
        outcome(
            ON_JOB_NETWORK,
            new Forwarding.Started(
                List.of(49153), List.of(new NotListening(49153, "Address already in use"))),
            Map.of()));
    all.put(
        "a forwarder that cannot be heard",
        outcome(ON_JOB_NETWORK, new Forwarding.LookFailed(REFUSED), Map.of()));
    all.put(
        "no forwarder",
        outcome(
            ON_JOB_NETWORK, new Forwarding.NotStarted(new Reason.CallFailed(REFUSED)), Map.of()));
    all.put(
        "no image for the forwarder",
        outcome(ON_JOB_NETWORK, new Forwarding.NotStarted(new Reason.NoImage()), Map.of()));
    all.put(
        "no network for the forwarder",
        outcome(ON_JOB_NETWORK, new Forwarding.NotStarted(new Reason.NoNetwork()), Map.of()));
    all.put(
        "a forwarder that ended early",
        outcome(
            ON_JOB_NETWORK,
            new Forwarding.NotStarted(new Reason.EndedEarly(Optional.of("Out of memory"))),
            Map.of()));
    all.put(
        "a forwarder that ended without a word",
        outcome(
            ON_JOB_NETWORK,
            new Forwarding.NotStarted(new Reason.EndedEarly(Optional.empty())),
            Map.of()));
    all.put("exposed, and one port twice", exposed(ON_JOB_NETWORK, REDIS, named("cache", REDIS)));
    all.put(
        "exposed, on the engine's host",
        exposed(new StepsLocation.OnEngineHost(), POSTGRES, REDIS));
    all.put(
        "exposed, on the engine's host, and one port twice",
        exposed(new StepsLocation.OnEngineHost(), REDIS, named("cache", REDIS)));
    all.put(
        "no forwarder on the engine's host",
        outcome(
            new StepsLocation.OnEngineHost(),
            new Forwarding.NotStarted(new Reason.CallFailed(REFUSED)),
            Map.of()));
    all.put("exposed, and a UDP port published", exposed(ON_JOB_NETWORK, DNS));
    all.put(
        "exposed, and services that cannot be at localhost",
        exposed(ON_JOB_NETWORK, named("a:b", REDIS), withManyPorts("many"), POSTGRES));
    all.put(
        "names and states of any length",
        exposed(
            ON_JOB_NETWORK,
            named("n".repeat(100_000), REDIS),
            service("redis", "s".repeat(1000), Workload.UNCHECKED),
            service("cache", "running", "h".repeat(1000))));
    all.put("IPv6 alone, on the engine's host", exposed(new StepsLocation.OnEngineHost(), IPV6));
    all.put("variables, blindly", exporting(new ExportedVariables.LookFailed(REFUSED)));
    all.put("variables beside unknown ones", exporting(new ExportedVariables.ContainerNotFound()));
    all.put("variables without a file", exporting(new ExportedVariables.Unwritable()));
    everyHostPorts().forEach((name, ports) -> all.put(name, ports));
    everyHostAddress().forEach((name, host) -> all.put(name, at(host)));
    all.put("not looked for", outcome(new JobServices.NotLooked(), new Waiting.NotAsked()));
    all.put("unseen", outcome(new JobServices.LookFailed(REFUSED), new Waiting.NotAsked()));
    all.put("waited for none", waited(new Waiting.Ready(List.of(), Duration.ofMillis(1))));
    all.put("waited for", waited(new Waiting.Ready(awaited(), Duration.ofMillis(4200))));
    all.put(
        "waited for in vain",
        waited(
            new Waiting.Unready(
                List.of(
                    stuck(POSTGRES, "starting", "first", "::error::second", "third", "fourth"),
                    stuck(DNS, Workload.UNCHECKED)),
                Duration.ofSeconds(30))));
    all.put(
        "waited for one that is not there",
        waited(
            new Waiting.NoSuchService(
                new RequestedService("mysql", Optional.of(3306)), List.of("postgres", "redis"))));
    all.put("waited for blindly", waited(new Waiting.LookFailed(REFUSED)));
    return all;
  }

  private static Map<String, HostAddress> everyHostAddress() {
    var all = new LinkedHashMap<String, HostAddress>();
    all.put("published ports at the gateway", new HostAddress.At("172.18.0.1"));
    for (var reason :
        List.of(
            new HostAddress.Reason.StepsNotLocated(),
            new HostAddress.Reason.EngineHostUnknown(),
            new HostAddress.Reason.NoGateway(),
            new HostAddress.Reason.NoAnswer("172.18.0.1"),
            new HostAddress.Reason.RootlessEngine(),
            new HostAddress.Reason.InSandbox(),
            new HostAddress.Reason.LookFailed(REFUSED))) {
      all.put("no host: " + reason.getClass().getSimpleName(), new HostAddress.None(reason));
    }
    return all;
  }

  private static Map<String, ServicesOutcome> everyHostPorts() {
    var forwarded =
        new HostPorts.Forwarded(
            Optional.of(new HostForwards("172.18.0.1", List.of(8080, 9000))), List.of(5432));
    var gateway = new HostAddress.At("172.18.0.1");
    var all = new LinkedHashMap<String, ServicesOutcome>();
    all.put(
        "ports of the host", at(gateway, forwarded, new Forwarding.Started(List.of(), List.of())));
    all.put(
        "a port of the host that is taken",
        at(
            gateway,
            forwarded,
            new Forwarding.Started(
                List.of(), List.of(new NotListening(8080, "Address already in use")))));
    all.put(
        "ports of the host without a forwarder",
        at(gateway, forwarded, new Forwarding.NotStarted(new Reason.CallFailed(REFUSED))));
    all.put(
        "ports of the host behind a firewall",
        at(
            new HostAddress.None(new HostAddress.Reason.NoAnswer("172.18.0.1")),
            new HostPorts.OutOfReach(List.of(8080)),
            new Forwarding.NotNeeded()));
    all.put(
        "ports of another host",
        at(
            new HostAddress.At("build-host"),
            new HostPorts.OutOfReach(List.of(8080)),
            new Forwarding.NotNeeded()));
    return all;
  }

  private static ServicesOutcome at(HostAddress host) {
    return at(host, new HostPorts.NotNeeded(), new Forwarding.NotNeeded());
  }

  private static ServicesOutcome at(HostAddress host, HostPorts ports, Forwarding forwarding) {
    var found = new JobServices.NotLooked();
    return new ServicesOutcome(
        found,
        Localhost.of(found, LocalhostChoice.PUBLISHED),
        ports,
        forwarding,
        Map.of(),
        new StepsView.AsHere(),
        new Waiting.NotAsked(),
        host,
        new ExportedVariables.NotAsked());
  }

  private static Reachability resolved(List<Integer> accepting, List<Integer> silent) {
    return new Reachability.NameResolved(new TriedPorts(accepting, silent));
  }

  private static Service named(String name, Service other) {
    return new Service(
        name,
        other.container(),
        other.network(),
        other.ip(),
        other.ipv6(),
        other.image(),
        other.workload());
  }

  private static ServicesOutcome outcome(StepsLocation place) {
    return outcome(place, new Forwarding.NotNeeded(), Map.of());
  }

  private static ServicesOutcome outcome(
      StepsLocation place, Forwarding forwarding, Map<String, Reachability> reachability) {
    var found = new JobServices.Found(place, List.of(POSTGRES, REDIS, DNS, SILENT));
    return new ServicesOutcome(
        found,
        Localhost.of(found, LocalhostChoice.PUBLISHED),
        new HostPorts.NotNeeded(),
        forwarding,
        reachability,
        new StepsView.AsHere(),
        new Waiting.NotAsked(),
        NEAR,
        new ExportedVariables.Exported(
            new ServiceVariables(
                Map.of("REDIS_HOST", "redis"),
                List.of("POSTGRES_HOST"),
                List.of("DOCKER_HOST"),
                List.of(new ServiceVariables.NameTaken("redis", "Redis", "REDIS")))));
  }

  /** Of the one service, this step's own container reaches the port. */
  private static ServicesOutcome asSeen(Optional<String> server, ServiceAsSeen postgres) {
    var view = new StepsView.Seen(Map.of("postgres", postgres), server, true);
    return asSeen(view.of(List.of(POSTGRES)), view);
  }

  private static ServicesOutcome asSeen(List<Service> services, StepsView view) {
    var found = new JobServices.Found(ON_JOB_NETWORK, services);
    return new ServicesOutcome(
        found,
        Localhost.of(found, LocalhostChoice.PUBLISHED),
        new HostPorts.NotNeeded(),
        new Forwarding.Started(List.of(49153), List.of()),
        Map.of("postgres", resolved(List.of(5432), List.of())),
        view,
        new Waiting.NotAsked(),
        NEAR,
        new ExportedVariables.NotAsked());
  }

  private static ServicesOutcome exposed(StepsLocation place, Service... services) {
    var found = new JobServices.Found(place, List.of(services));
    return new ServicesOutcome(
        found,
        Localhost.of(found, LocalhostChoice.EXPOSED),
        new HostPorts.NotNeeded(),
        new Forwarding.NotNeeded(),
        Map.of(),
        new StepsView.AsHere(),
        new Waiting.NotAsked(),
        NEAR,
        new ExportedVariables.NotAsked());
  }

  private static ServicesOutcome waited(Waiting waiting) {
    return outcome(new JobServices.Found(ON_JOB_NETWORK, List.of(REDIS)), waiting);
  }

  private static ServicesOutcome exporting(ExportedVariables variables) {
    return outcome(
        new JobServices.Found(ON_JOB_NETWORK, List.of(REDIS)), new Waiting.NotAsked(), variables);
  }

  private static ServicesOutcome outcome(JobServices found, Waiting waiting) {
    return outcome(found, waiting, new ExportedVariables.NotAsked());
  }

  private static ServicesOutcome outcome(
      JobServices found, Waiting waiting, ExportedVariables variables) {
    return new ServicesOutcome(
        found,
        Localhost.of(found, LocalhostChoice.PUBLISHED),
        new HostPorts.NotNeeded(),
        new Forwarding.NotNeeded(),
        Map.of(),
        new StepsView.AsHere(),
        waiting,
        NEAR,
        variables);
  }

  private static List<AwaitedService> awaited() {
    return List.of(
        new AwaitedService(POSTGRES, List.of(5432)), new AwaitedService(REDIS, List.of(6379)));
  }

  private static Waiting.UnreadyService stuck(Service service, String health, String... lines) {
    var ports = service.tcpPorts();
    return new Waiting.UnreadyService(
        new Readiness(
            new AwaitedService(service, ports),
            new Workload(service.workload().state(), health, List.of(), Set.of()),
            new TriedPorts(List.of(), ports)),
        List.of(lines));
  }

  @Test
  void people_read_what_the_golden_file_says() {
    var texts = new LinkedHashMap<String, String>();
    texts.put("none", text(ServicesReport.ofNone()));
    everyOutcome().forEach((name, outcome) -> texts.put(name, text(ServicesReport.of(outcome))));
    GoldenFile.named("services.golden.txt").assertHolds(texts);
  }

  @Test
  void each_outcome_has_an_example() {
    Cases.assertEachOccursIn(
        everyOutcome().values(),
        JobServices.class,
        StepsLocation.class,
        Localhost.Omission.class,
        Forwarding.class,
        Reason.class,
        Reachability.class,
        Waiting.class,
        HostAddress.class,
        HostAddress.Reason.class,
        HostPorts.class,
        ExportedVariables.class);
  }

  private static String text(Report report) {
    return String.join("\n", report.lines()) + "\n";
  }

  @Test
  void a_failure_is_one_error_that_an_annotation_can_hold() {
    assertThat(everyOutcome().values().stream().map(ServicesReport::of))
        .filteredOn(Report::failed)
        .hasSize(3)
        .allSatisfy(r ->
            assertThat(r.lines().stream().filter(l -> l.startsWith("::")))
                .singleElement()
                .asString()
                .startsWith("::error ")
                .hasSizeLessThan(4096));
  }

  @Test
  void news_are_one_line() {
    var news =
        new WaitForServices.Progress(
            List.of(stuck(POSTGRES, "starting").readiness()),
            Duration.ofSeconds(5),
            Duration.ofMinutes(2));
    assertThat(ServicesReport.line(news))
        .isEqualTo("Waiting for postgres: starting, no answer at port 5432 (5s of 2m).");
  }
}
