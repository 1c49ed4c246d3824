package org.dood.network.integration.support;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The action's image, built from this checkout by the command line that a runner has. */
public final class ActionImage implements AutoCloseable {

  /** What builds it: runners without the buildx plugin have the legacy builder only. */
  public enum Builder {
    LEGACY("0"),
    BUILDKIT("1");

    private final String dockerBuildkit;

    Builder(String dockerBuildkit) {
      this.dockerBuildkit = dockerBuildkit;
    }
  }

  private static final String CACHE = "dood-network-action/build";
  private static final String CONTEXT = "/context";
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final EngineUnderTest engine;
  private final String name;

  private ActionImage(EngineUnderTest engine, String name) {
    this.engine = engine;
    this.name = name;
  }

  /** Builds it, which takes minutes where the engine has no layers of an earlier build. */
  public static ActionImage build(Workbench bench, Builder builder) {
    var engine = bench.engine();
    var name = "dood-network-action/it:" + Hex.digits(8);
    // Not at /var/run, a symbolic link: some engines then refuse to copy files into it.
    var socket = Bind.parse(engine.socketOnHost() + ":/run/docker.sock");
    var machine = bench.container(HostConfig.newHostConfig().withBinds(socket), _ -> {});
    copyBuildContext(engine, machine);
    dockerBuild(engine, machine, builder, "-t", name);
    if (builder == Builder.LEGACY) {
      nameBuildStage(
          engine, () -> dockerBuild(engine, machine, builder, "-t", CACHE, "--target", "build"));
    }
    return new ActionImage(engine, name);
  }

  /**
   * The legacy builder leaves the build stage as an image without a name. It gets the one that
   * {@code ./demo} gives it too, and {@code ./demo --clean} removes.
   */
  private static void nameBuildStage(EngineUnderTest engine, Runnable build) {
    var before = idOf(engine, CACHE);
    build.run();
    before
        .filter(id -> !idOf(engine, CACHE).equals(before))
        .ifPresent(id -> {
          try {
            engine.client().removeImageCmd(id).exec();
          } catch (ConflictException _) {
            // Something else was built on it, or it has another name.
          }
        });
  }

  private static Optional<String> idOf(EngineUnderTest engine, String image) {
    return engine.client().listImagesCmd().withReferenceFilter(image).exec().stream()
        .map(Image::getId)
        .findFirst();
  }

  private static void dockerBuild(
      EngineUnderTest engine, String machine, Builder builder, String... options) {
    var command = new ArrayList<>(List.of("docker", "build"));
    command.addAll(List.of(options));
    command.addAll(List.of("--build-arg", "BASE_IMAGE=" + engine.baseImage()));
    command.addAll(List.of("-f", CONTEXT + "/Dockerfile", CONTEXT));
    engine
        .exec(
            PATIENCE,
            machine,
            Map.of("DOCKER_BUILDKIT", builder.dockerBuildkit),
            command.toArray(String[]::new))
        .output();
  }

  private static void copyBuildContext(EngineUnderTest engine, String machine) {
    for (var file : contextFiles()) {
      var directory = Path.of(CONTEXT, file).resolveSibling("").toString();
      engine.exec(machine, Map.of(), "mkdir", "-p", directory).output();
      copy(engine, machine, file, directory);
    }
  }

  /** What the image is built from: all that .dockerignore does not ignore. */
  private static List<String> contextFiles() {
    try {
      var kept =
          Files.readAllLines(Checkout.path(".dockerignore")).stream()
              .filter(line -> line.startsWith("!"))
              .map(line -> line.substring(1));
      return Stream.concat(Stream.of(".dockerignore", "Dockerfile"), kept).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(EngineUnderTest engine, String container, String file, String to) {
    engine
        .client()
        .copyArchiveToContainerCmd(container)
        .withHostResource(Checkout.path(file).toString())
        .withRemotePath(to)
        .exec();
  }

  /** What {@code docker run} calls it. */
  public String name() {
    return name;
  }

  /** The text of a file in it. */
  public String contentOf(String path) {
    return read(
        path,
        tar -> {
          var _ = tar.getNextEntry();
          return new String(tar.readAllBytes(), StandardCharsets.UTF_8);
        });
  }

  /** The regular files in it. */
  public List<TarArchiveEntry> files() {
    return entries(entry -> entry.isFile() && !entry.isLink() && !entry.isSymbolicLink());
  }

  /** The symbolic links in it. */
  public List<TarArchiveEntry> links() {
    return entries(TarArchiveEntry::isSymbolicLink);
  }

  private List<TarArchiveEntry> entries(Predicate<TarArchiveEntry> wanted) {
    return read(
        "/",
        tar -> {
          var entries = new ArrayList<TarArchiveEntry>();
          for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (wanted.test(entry)) {
              entries.add(entry);
            }
          }
          return entries;
        });
  }

  private interface TarReader<T> {
    T read(TarArchiveInputStream tar) throws IOException;
  }

  private <T> T read(String path, TarReader<T> reader) {
    String container;
    try (var command = engine.client().createContainerCmd(name)) {
      container = command.exec().getId();
    }
    try (var archive = engine.client().copyArchiveFromContainerCmd(container, path).exec();
        var tar = new TarArchiveInputStream(archive)) {
      return reader.read(tar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      engine.client().removeContainerCmd(container).withForce(true).exec();
    }
  }

  /** Removes it; what makes the next build quick stays. */
  @Override
  public void close() {
    engine.client().removeImageCmd(name).exec();
  }
}
