package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runners use one container's network namespace. */
class SharedNamespaceTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork network = job.network();

  @Test
  void container_whose_network_the_runner_uses_is_attached_and_detached() {
    var vpn = engine.container("vpn");
    job.runner().inNetworkMode("container:" + vpn.id());
    var run = job.main();
    assertThatContainer(vpn).isOn(network, Job.ALIAS);
    assertThatStage(run)
        .printed("It uses the network of the container vpn")
        .hasOutput("runner-container", vpn.id().value());
    job.post();
    assertThatContainer(vpn).isNotOn(network);
  }

  @Test
  void runners_on_one_containers_network_leave_each_others_attachments_alone() {
    var vpn = engine.container("vpn");
    var others = engine.network("github_network_of_the_other_runner");
    vpn.onNetwork(others, "dood-network-action.def456.__self.github_network_of_the_other_runner");
    job.runner().inNetworkMode("container:" + vpn.id());
    job.main();
    job.losesSavedState();
    job.post();
    assertThatContainer(vpn).isNotOn(network).isOn(others);
  }

  @Test
  void stopped_container_whose_network_the_runner_uses_is_an_error() {
    var vpn = engine.container("vpn").inState("exited");
    job.runner().inNetworkMode("container:" + vpn.id());
    assertThatStage(job.main())
        .failedWithOneError("The container vpn", "does not run", "runner-1 uses its network");
    assertThat(engine.isUnchanged()).isTrue();
  }
}
