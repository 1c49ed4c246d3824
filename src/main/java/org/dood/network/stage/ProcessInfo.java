package org.dood.network.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dood.network.runner.EngineLocation;
import org.dood.network.services.ResolverConfiguration;

/**
 * What the kernel says of the container that this process runs in.
 *
 * @param container its id, as far as the kernel shows it, else its hostname: the start of its id,
 *     unless it shares another container's network namespace and with it that one's hostname
 * @param engineLocation where the engine that runs it lives
 * @param resolver how it looks up names, as the engine set it up
 */
public record ProcessInfo(
    String container, EngineLocation engineLocation, ResolverConfiguration resolver) {

  /**
   * Where engines keep the file that a container sees as its {@code /etc/hostname}: Docker in a
   * directory named by the container's id, Podman one below that.
   */
  private static final Pattern HOSTNAME_FILE =
      Pattern.compile("/([0-9a-f]{64})/(?:userdata/)?hostname /etc/hostname ");

  /** Reads them from the kernel's {@code /proc}. */
  public static ProcessInfo ofProcess(Path proc) throws IOException {
    var mounts = Files.readString(proc.resolve("self/mountinfo"));
    var hostname = Files.readString(proc.resolve("sys/kernel/hostname")).strip();
    return new ProcessInfo(
        container(mounts).orElse(hostname), EngineLocation.from(mounts), resolver(proc));
  }

  private static ResolverConfiguration resolver(Path proc) throws IOException {
    var file = proc.resolve("self/root" + ResolverConfiguration.PATH);
    return new ResolverConfiguration(
        Files.isReadable(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "");
  }

  /** On the host's network, a container has the host's hostname. */
  private static Optional<String> container(String mounts) {
    return HOSTNAME_FILE.matcher(mounts).results().map(file -> file.group(1)).findFirst();
  }
}
