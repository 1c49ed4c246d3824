package org.dood.network.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dood.network.engine.EngineFailure;
import org.dood.network.github.WorkflowCommand;
import org.dood.network.host.CheckHost;
import org.dood.network.host.HostState;
import org.dood.network.host.HostState.LookFailed;
import org.dood.network.host.HostState.Orphans;
import org.dood.network.host.HostState.Seen;
import org.dood.network.host.MtuGap;
import org.dood.network.host.Orphan;
import org.dood.network.host.PoolUse;
import org.dood.network.host.Removal;
import org.dood.network.host.SweptOrphan;
import org.dood.network.inputs.Durations;

/** Words what a job found on its host: no line if all is well. */
public final class HostReport {

  private HostReport() {}

  /** The lines, ready to be printed. */
  public static List<String> of(HostState state) {
    return switch (state) {
      case Seen(Orphans orphans, var scarce, var mtuGap) ->
          Stream.of(
                  lines(orphans),
                  scarce.map(HostReport::warning).stream(),
                  mtuGap.map(HostReport::warning).stream())
              .flatMap(lines -> lines)
              .toList();
      case LookFailed(EngineFailure failure, boolean wanted) when wanted ->
          List.of(
              WorkflowCommand.warning(
                  "Networks that other runners left behind could not be looked for: %s."
                      .formatted(failure.inWords())));
      case LookFailed _ -> List.of();
    };
  }

  private static Stream<String> lines(Orphans orphans) {
    return switch (orphans) {
      case Orphans.Few() -> Stream.empty();
      case Orphans.Many(int count, var oldest, var olderThan) ->
          Stream.of(
              WorkflowCommand.warning(
                  "%d networks that look left behind by other runners are on this engine: each older than %s, the oldest %s, with nothing on it but service containers. Each takes a range of addresses, and without one no job with services can start. Set the input 'prune-after' to a length of time that exceeds the longest job, such as '7d', to have them removed."
                      .formatted(count, Durations.inWords(olderThan), AgeInWords.of(oldest))));
      case Orphans.Swept(var swept, var left) ->
          Stream.concat(swept.stream().map(HostReport::line), left(left).stream());
    };
  }

  private static Optional<String> left(List<Orphan> left) {
    return Optional.of(left.stream().map(o -> o.network().name()).toList())
        .filter(Predicate.not(List::isEmpty))
        .map(names ->
            WorkflowCommand.plainLine(
                "Left to a later job, since the removals of one job end after %d s, or at a container that cannot be removed: %s. 'sweep' on the runner's host removes them at once."
                    .formatted(CheckHost.BUDGET.toSeconds(), String.join(", ", names))));
  }

  private static String line(SweptOrphan swept) {
    var network = swept.orphan().network().name();
    var age = AgeInWords.of(swept.orphan().age());
    return switch (swept.removal()) {
      case Removal.Removed _ ->
          WorkflowCommand.plainLine(
              "Removed the network %s, which another runner left behind %s ago, with %s."
                  .formatted(network, age, containers(swept.removed())));
      case Removal.GoneAlready() ->
          WorkflowCommand.plainLine(
              "The network %s, which another runner left behind %s ago, is gone: somebody else removed it."
                  .formatted(network, age));
      case Removal.StillUsed(List<String> by) ->
          WorkflowCommand.plainLine(
              "Left the network %s alone, though it is %s old: %s uses it."
                  .formatted(network, age, String.join(", ", by)));
      case Removal.Failed(EngineFailure failure) ->
          WorkflowCommand.warning(
              "The network %s, which another runner left behind %s ago, stays: %s. To finish by hand on the runner's host: docker network rm %s"
                  .formatted(network, age, failure.inWords(), network));
    };
  }

  private static String containers(List<String> names) {
    return names.isEmpty() ? "no container on it" : "the containers " + String.join(", ", names);
  }

  private static String warning(MtuGap gap) {
    return WorkflowCommand.warning(
        "The network %s has an MTU of %d, and the runner's network %s one of %d. If packets that leave the host may be no larger than that, containers on the job's network lose larger ones, and their TLS handshakes hang. %s"
            .formatted(gap.network(), gap.mtu(), gap.own(), gap.ownMtu(), smallerPackets(gap)));
  }

  private static String smallerPackets(MtuGap gap) {
    return switch (gap.engine()) {
      case DOCKER ->
          "Let the networks that runners create have the smaller MTU, by this entry of the engine's daemon.json (Docker 24 and later): \"default-network-opts\": {\"bridge\": {\"com.docker.network.driver.mtu\": \"%d\"}}"
              .formatted(gap.ownMtu());
      case PODMAN ->
          "Podman has no setting for networks that others create. Let the runner's host adapt TCP connections: 'iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu'.";
    };
  }

  private static String warning(PoolUse use) {
    return WorkflowCommand.warning(
        "This engine has address ranges for %d networks, of which %d are taken: soon no job with services can start. 'docker network ls' on the runner's host shows what takes them, and the input 'prune-after' removes what other runners left behind. More can be configured as 'default-address-pools' in the engine's daemon.json."
            .formatted(use.capacity(), use.taken()));
  }
}
