package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.HostConfig;
import java.util.List;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.host.Removal;
import org.dood.network.host.Removal.GoneAlready;
import org.dood.network.host.Removal.Removed;
import org.dood.network.host.Removal.StillUsed;
import org.dood.network.host.RemoveNetwork;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A network that stopped containers refer to goes, and they can start again. */
@OnARealEngine
class RemoveNetworkIT {

  @Test
  @Tag("core")
  void a_network_goes_once_nothing_runs_on_it_and_strands_no_container(Workbench bench) {
    var name = bench.network("net");
    var network = new NetworkId(bench.engine().idOfNetwork(name));
    var attached = bench.container(HostConfig.newHostConfig(), _ -> {});
    bench.connect(attached, name);
    var atHome = bench.container(HostConfig.newHostConfig().withNetworkMode(name), _ -> {});
    var client = bench.engine().client();
    client.stopContainerCmd(atHome).withTimeout(0).exec();

    assertThat(remove(bench, network, name)).isEqualTo(new StillUsed(names(bench, attached)));

    client.stopContainerCmd(attached).withTimeout(0).exec();
    assertThat(remove(bench, network, name))
        .isInstanceOfSatisfying(
            Removed.class,
            removed ->
                assertThat(removed.detached())
                    .containsExactlyInAnyOrderElementsOf(names(bench, attached, atHome)));
    assertThat(remove(bench, network, name)).isEqualTo(new GoneAlready());
    client.startContainerCmd(attached).exec();
    client.startContainerCmd(atHome).exec();
  }

  private static Removal remove(Workbench bench, NetworkId network, String name) {
    var address = new EngineAddress.MountedSocket(bench.engine().socket());
    try (var engine = Engine.at(address, address.open())) {
      return new RemoveNetwork(engine).remove(network, name);
    }
  }

  private static List<String> names(Workbench bench, String... containers) {
    return List.of(containers).stream()
        .map(c -> bench.engine().client().inspectContainerCmd(c).exec().getName().substring(1))
        .toList();
  }
}
