package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.dood.network.integration.support.ActionImage;
import org.dood.network.integration.support.Checkout;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Dockerfile gives the same action with whichever builder a runner has. */
@OnARealEngine
class ImageIT {

  @ParameterizedTest
  @EnumSource
  void runs_and_is_made_of_the_very_jar_of_the_maven_build(
      ActionImage.Builder builder, Workbench bench) throws IOException, NoSuchAlgorithmException {
    try (var image = ActionImage.build(bench, builder)) {
      var runner = bench.runner().using(image).start();
      var job = runner.startJobWithService();
      var step = job.step();
      assertThatStage(step.main()).succeeded().hasOutput("attached", "true");
      assertThatStage(step.post()).succeeded().says("Detached");
      job.end();

      var built = Files.readAllBytes(Checkout.path("target/dood-network-action.jar"));
      assertThat(image.contentOf("/action/jar.sha256"))
          .isEqualToIgnoringNewLines(
              HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(built)));
    }
  }
}
