package org.dood.network.host;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.engine.model.ListedNetwork;

/**
 * A network that the runner joins takes larger packets than the runner's own network. An engine
 * gives the networks that runners create an MTU of 1500, whatever its default bridge has (option
 * {@code mtu} of dockerd). Where the host's way out has the smaller one, larger packets of services
 * are lost, and TLS handshakes hang.
 *
 * @param network the network that is joined
 * @param mtu the size of its largest packet in bytes
 * @param own the runner's own network
 * @param ownMtu the size of the largest packet there in bytes
 * @param engine the family of the engine, which decides what can be set
 */
public record MtuGap(String network, int mtu, String own, int ownMtu, EngineFamily engine) {

  /** The MTU of a bridge whose options name none. */
  private static final int USUAL = 1500;

  private static final Comparator<ListedNetwork> BY_MTU =
      (one, other) -> Integer.compare(mtu(one), mtu(other));

  /**
   * The largest gap; empty if there is none.
   *
   * @param networks the engine's networks
   * @param own the names of the networks that the runner is on
   * @param joined the names of the networks that it joins
   * @param engine the family of the engine
   */
  static Optional<MtuGap> of(
      List<ListedNetwork> networks,
      Collection<String> own,
      Collection<String> joined,
      EngineFamily engine) {
    var smallest = bridges(networks, own).min(BY_MTU);
    var largest = bridges(networks, joined).max(BY_MTU);
    return smallest.flatMap(s ->
        largest
            .filter(l -> mtu(l) > mtu(s))
            .map(l -> new MtuGap(l.name(), mtu(l), s.name(), mtu(s), engine)));
  }

  private static Stream<ListedNetwork> bridges(
      List<ListedNetwork> networks, Collection<String> names) {
    return networks.stream().filter(n -> n.driver().equals("bridge") && names.contains(n.name()));
  }

  private static int mtu(ListedNetwork network) {
    return network.mtu().orElse(USUAL);
  }
}
