package org.dood.network.host;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState.Phase;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedNetwork;
import org.dood.network.runner.JobNetwork;

/**
 * A container that refers to a job network which is gone, and so can never start again. Only job
 * networks count: any other network may be created again under the same name.
 *
 * @param container the container's id
 * @param name the container's name
 * @param network the name of the network that is gone
 */
public record UnstartableContainer(ContainerId container, String name, String network) {

  /**
   * The unstartable containers: stopped ones, and running ones that the engine lists on a network
   * although it refused to connect them (Docker 20.10).
   */
  static List<UnstartableContainer> in(Survey survey) {
    if (!survey.networks().leftOut().isEmpty()) {
      // One of these may be the network that a container refers to.
      return List.of();
    }
    var existing = survey.networks().stream().map(ListedNetwork::name).collect(Collectors.toSet());
    var stopped =
        survey.containers().stream()
            .filter(c -> c.state().phase() == Phase.STOPPED)
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
        .filter(s -> JobNetwork.isNamed(s.network()) && !existing.contains(s.network()))
        .toList();
  }
}
