package org.dood.network.integration.support;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the image's JVM tells of itself. */
public final class JvmLog {

  private static final Pattern OPTIONS_OF_STAGES =
      Pattern.compile("\n  exec /action/java/bin/java (\\S+) -m \"\\$@\"");

  private static final String MODULE_OF_STAGES = "org.dood.network/org.dood.network.Main";

  private JvmLog() {}

  /** The log of class loading of a stage, started with the options that entrypoint.sh gives. */
  public static List<String> ofClasses(Workbench bench, String stage, String network) {
    var command =
        Stream.of(Stream.of("-Xlog:class+load:stdout"), optionsOfStages(), Stream.of(stage))
            .flatMap(words -> words)
            .toArray(String[]::new);
    var container =
        bench.start(
            bench.actionImage().name(),
            HostConfig.newHostConfig()
                .withBinds(Bind.parse(bench.engine().socketOnHost() + ":/var/run/docker.sock")),
            c ->
                c.withEntrypoint("/action/java/bin/java")
                    .withCmd(command)
                    .withEnv("INPUT_NETWORK=" + network, "INPUT_DEFAULT_ROUTE=keep"));
    return bench
        .engine()
        .awaitEnd(container)
        .stdout()
        .lines()
        .filter(line -> line.contains("source:"))
        .toList();
  }

  private static Stream<String> optionsOfStages() {
    try {
      var options =
          OPTIONS_OF_STAGES.matcher(Files.readString(Checkout.path("entrypoint.sh"))).results();
      return Stream.concat(options.map(found -> found.group(1)), Stream.of("-m", MODULE_OF_STAGES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
