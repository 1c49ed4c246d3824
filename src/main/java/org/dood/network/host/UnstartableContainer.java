package org.dood.network.host;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.engine.ContainerId;
import org.dood.network.engine.Endpoint;
import org.dood.network.engine.ListedContainer.State;
import org.dood.network.engine.ListedNetwork;
import org.dood.network.runner.JobNetwork;

/**
 * A container that refers to a job's network which is gone, and so can never start again. Other
 * networks may yet be made anew under their name; a job's is not.
 *
 * @param container the container
 * @param name its name
 * @param network the name of the network that is gone
 */
public record UnstartableContainer(ContainerId container, String name, String network) {

  /**
   * The unstartable ones: stopped containers, and running ones that an engine holds to be on a
   * network that it refused to connect them to.
   */
  static List<UnstartableContainer> in(Survey survey) {
    var there = survey.networks().stream().map(ListedNetwork::name).collect(Collectors.toSet());
    var stopped =
        survey.containers().stream()
            .filter(c -> c.state() == State.STOPPED)
            .flatMap(c ->
                c.networks().keySet().stream()
                    .map(n -> new UnstartableContainer(c.id(), c.name(), n)));
    var running =
        survey.socketHolders().stream()
            .flatMap(c ->
                c.endpoints().stream()
                    .map(Endpoint::networkName)
                    .map(n -> new UnstartableContainer(c.id(), c.name(), n)));
    return Stream.concat(stopped, running)
        .filter(s -> JobNetwork.isNamed(s.network()) && !there.contains(s.network()))
        .toList();
  }
}
