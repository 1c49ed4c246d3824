package org.dood.network.integration.support;

import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Stands in the place of the image's {@code java} and shows the environment that it gets. */
public final class FakeJava {

  /** Not the shell's own view, which adds variables. */
  private static final String SHOW_ENVIRONMENT = "/action/busybox cat /proc/$$/environ";

  private FakeJava() {}

  /** Starts a container of the action's image, and reads what it passes on. */
  public static Map<String, String> environmentIn(
      Workbench bench, String entrypoint, Map<String, String> environment) {
    return Arrays.stream(
            run(bench, entrypoint, environment, SHOW_ENVIRONMENT).output().split("\0", 0))
        .map(variable -> variable.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  /** Starts a container of the action's image, in which this becomes of Java. */
  public static CommandResult endingBy(String command, Workbench bench, String entrypoint) {
    return run(bench, entrypoint, Map.of(), command);
  }

  private static CommandResult run(
      Workbench bench, String entrypoint, Map<String, String> environment, String command) {
    var container =
        bench.create(
            bench.actionImage().name(),
            HostConfig.newHostConfig(),
            c ->
                c.withEntrypoint(entrypoint)
                    .withEnv(
                        environment.entrySet().stream()
                            .map(e -> e.getKey() + "=" + e.getValue())
                            .toList()));
    bench
        .engine()
        .client()
        .copyArchiveToContainerCmd(container)
        .withHostResource(write(bench, command))
        .withRemotePath("/action/java/bin")
        .exec();
    bench.engine().client().startContainerCmd(container).exec();
    return bench.engine().awaitEnd(container);
  }

  private static String write(Workbench bench, String command) {
    try {
      var script =
          Files.writeString(bench.directory().resolve("java"), "#!/bin/sh\n" + command + "\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      return script.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
