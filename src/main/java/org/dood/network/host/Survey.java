package org.dood.network.host;

import java.util.List;
import org.dood.network.engine.Engine;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerState.Phase;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ListedNetwork;
import org.dood.network.engine.model.Listing;

/**
 * The networks and containers of an engine, listed once.
 *
 * @param containers the containers in any state
 * @param socketHolders the running containers into which an engine's socket is mounted, so that
 *     they may be runners
 */
record Survey(
    Listing<ListedNetwork> networks,
    List<ListedContainer> containers,
    List<Container> socketHolders) {

  static Survey of(Engine engine) {
    var containers = engine.containers().all();
    var socketHolders =
        containers.stream()
            .filter(c -> c.state().phase() == Phase.RUNNING && c.mountsEngineSocket())
            .flatMap(c -> engine.containers().find(c.id()).stream())
            .toList();
    // Networks come last: one that is made meanwhile must not look as if it were gone.
    return new Survey(engine.networks().all(), containers.elements(), socketHolders);
  }
}
