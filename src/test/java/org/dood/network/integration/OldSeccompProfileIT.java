package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.HostConfig;
import java.util.List;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.integration.support.NotOn;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An engine before 20.10.10, by what its seccomp profile does to the system call clone3. */
@OnARealEngine
@NotOn(
    value = EngineFamily.PODMAN,
    because = "Only Docker before 20.10.10 has a profile that denies `clone3`.")
class OldSeccompProfileIT {

  private static final String PROFILE =
      """
      {"defaultAction": "SCMP_ACT_ALLOW",
       "syscalls": [{"names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1}]}
      """;

  @ParameterizedTest
  @CsvSource({
    "/action/main, 1, ::error",
    "/action/post, 0, ::warning",
    "/action/entrypoint.sh, 3, This engine"
  })
  void no_java_starts_and_the_log_says_why(
      String command, int exitCode, String line, Workbench bench) {
    var profile = HostConfig.newHostConfig().withSecurityOpts(List.of("seccomp=" + PROFILE));

    var ended = bench.runAction(profile, command);

    assertThat(ended.exitCode()).isEqualTo(exitCode);
    assertThat((ended.stdout() + ended.stderr()).lines())
        .filteredOn(l -> l.startsWith(line))
        .singleElement()
        .asString()
        .contains("clone3", "20.10.10");
  }
}
