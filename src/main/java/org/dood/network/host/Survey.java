package org.dood.network.host;

import java.util.List;
import org.dood.network.engine.Container;
import org.dood.network.engine.Engine;
import org.dood.network.engine.ListedContainer;
import org.dood.network.engine.ListedContainer.State;
import org.dood.network.engine.ListedNetwork;

/**
 * All that is on an engine, looked at once.
 *
 * @param networks its networks
 * @param containers its containers, in whatever state
 * @param socketHolders of those that run, the ones that may be a runner's: an engine's socket is
 *     mounted into them
 */
record Survey(
    List<ListedNetwork> networks, List<ListedContainer> containers, List<Container> socketHolders) {

  static Survey of(Engine engine) {
    var containers = engine.allContainers();
    var socketHolders =
        containers.stream()
            .filter(c -> c.state() == State.RUNNING && c.mountsEngineSocket())
            .flatMap(c -> engine.container(c.id()).stream())
            .toList();
    // Last: a network that is made meanwhile is there, and not taken for one that is gone.
    return new Survey(engine.networks(), containers, socketHolders);
  }
}
