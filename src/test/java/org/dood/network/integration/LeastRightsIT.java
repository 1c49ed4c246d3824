package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.util.Map;
import org.dood.network.integration.support.CommandResult;
import org.dood.network.integration.support.EchoService;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Test;

/** The stages work with fewer rights than GitHub's runner gives a container action. */
@OnARealEngine
class LeastRightsIT {

  private static final String PORT = Integer.toString(EchoService.PORT);

  @Test
  void both_stages_work_without_capabilities_and_without_a_writable_file_system(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJob(EchoService.service(bench));
    var step =
        job.step()
            .with("localhost", "exposed")
            .with("wait", "30s")
            .startedWith("--cap-drop=ALL", "--security-opt=no-new-privileges", "--read-only");

    assertThatStage(step.main()).succeeded().hasOutput("attached", "true");
    assertThat(runner.run(Map.of(), EchoService.say("hello", "localhost", PORT)).output())
        .isEqualTo("hello");
    assertThatStage(step.post()).succeeded().says("Detached");
    job.end();
  }

  /** The engine's socket belongs to root and to a group whose number the image cannot know. */
  @Test
  void another_user_than_root_may_not_use_the_socket(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var step = job.step().startedWith("--user=65534:65534");

    assertThat(step.main().exitCode()).isNotZero();
    job.end();
  }

  /** The command files belong to the runner's user; so root writes there by this capability. */
  @Test
  void command_files_of_another_user_need_one_capability(Workbench bench) {
    assertThat(writeToFileOfAnotherUser(bench).exitCode()).isNotZero();
    assertThat(writeToFileOfAnotherUser(bench, Capability.DAC_OVERRIDE).exitCode()).isZero();
  }

  private static CommandResult writeToFileOfAnotherUser(
      Workbench bench, Capability... capabilities) {
    var file = bench.file("state", "");
    var owner =
        bench.container(
            HostConfig.newHostConfig().withBinds(Bind.parse(file + ":/state")), _ -> {});
    bench.run(owner, "chown", "1001", "/state").output();
    return bench.runAction(
        HostConfig.newHostConfig()
            .withCapDrop(Capability.ALL)
            .withCapAdd(capabilities)
            .withBinds(Bind.parse(file + ":/state")),
        "/action/busybox",
        "sh",
        "-c",
        "echo name=value >> /state");
  }
}
