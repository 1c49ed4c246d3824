package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.integration.support.ActionImage;
import org.dood.network.integration.support.Checkout;
import org.dood.network.integration.support.NotOn;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Dockerfile gives the same action with whichever builder a runner has. */
@OnARealEngine
class ImageIT {

  /** Set-user-id, set-group-id, and writable by the group or by others (inode(7)). */
  private static final int SET_ID_OR_WRITABLE = 06022;

  private static final Pattern BUSYBOX = Pattern.compile("/action/busybox (\\w+)");

  @ParameterizedTest
  @EnumSource
  @NotOn(
      value = EngineFamily.PODMAN,
      because =
          "Podman's API has no BuildKit. With the older builder, every other test there runs the image.")
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

  /** No program gets rights by its file, and no process but root's may change a file. */
  @Test
  void its_files_belong_to_root_and_say_which_software_is_in_it(Workbench bench) {
    try (var image = ActionImage.build(bench, ActionImage.Builder.LEGACY)) {
      var files = image.files();

      assertThat(files)
          .filteredOn(f -> (f.getMode() & SET_ID_OR_WRITABLE) != 0 || f.getLongUserId() != 0)
          .extracting(TarArchiveEntry::getName)
          .isEmpty();
      assertThat(files)
          .extracting(TarArchiveEntry::getName)
          .extracting(name -> name.replaceFirst("^[./]+", ""))
          .contains(
              "usr/share/sbom/dood-network-action.cdx.json",
              "usr/share/doc/dood-network-action/LICENSE",
              "usr/share/doc/busybox-static/copyright",
              "usr/share/doc/libc6/copyright",
              "usr/share/doc/openjdk-25-jre-headless/copyright",
              "var/lib/dpkg/status.d/libc6")
          .doesNotContain("action/java/bin/keytool", "action/java/lib/jexec");
    }
  }

  /** Those that a container hook of Kubernetes looks for, and {@code sh}, which it starts. */
  @Test
  void its_only_programs_on_the_path_are_those_of_a_container_hook(Workbench bench) {
    try (var image = ActionImage.build(bench, ActionImage.Builder.LEGACY)) {
      assertThat(image.links())
          .filteredOn(link -> link.getLinkName().equals("/action/busybox"))
          .extracting(link -> link.getName().replaceFirst("^[./]+", ""))
          .containsExactlyInAnyOrder(
              Stream.of("chmod", "env", "find", "mv", "rm", "sh", "stat", "tail", "tar")
                  .map("bin/"::concat)
                  .toArray(String[]::new));
      assertThat(image.files())
          .extracting(file -> file.getName().replaceFirst("^[./]+", ""))
          .noneMatch(name -> name.matches("(usr/)?s?bin/.*"));
    }
  }

  @Test
  void its_scripts_use_four_programs_of_busybox() throws IOException {
    var used = new TreeSet<String>();
    for (var script : List.of("entrypoint.sh", "keep-route")) {
      BUSYBOX
          .matcher(Files.readString(Checkout.path(script)))
          .results()
          .map(call -> call.group(1))
          .forEach(used::add);
    }
    assertThat(used).containsExactly("env", "grep", "ip", "sh");
  }
}
