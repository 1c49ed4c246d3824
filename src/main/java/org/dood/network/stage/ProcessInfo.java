package org.dood.network.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dood.network.runner.EngineLocation;
import org.dood.network.services.ResolverConfiguration;
import org.dood.network.services.RoutingTable;

/**
 * What the kernel says of the container that this process runs in.
 *
 * @param container its id, as far as the kernel shows it, else its hostname: the start of its id,
 *     unless it shares another container's network namespace and with it that one's hostname
 * @param engineLocation where the engine that runs it lives
 * @param resolver how it looks up names, as the engine set it up
 * @param routes the routes of its network namespace
 * @param rootlessEngine whether the engine that runs it does so without root
 */
public record ProcessInfo(
    String container,
    EngineLocation engineLocation,
    ResolverConfiguration resolver,
    RoutingTable routes,
    boolean rootlessEngine) {

  /**
   * Where engines keep the file that a container sees as its {@code /etc/hostname}: Docker in a
   * directory named by the container's id, Podman one below that.
   */
  private static final Pattern HOSTNAME_FILE =
      Pattern.compile("/([0-9a-f]{64})/(?:userdata/)?hostname /etc/hostname ");

  /** An entry of {@code uid_map} (user_namespaces(7)): the first user, who that is, the length. */
  private static final Pattern ROOT_IS_ONE_USER = Pattern.compile("\\s*0\\s+[1-9]\\d*\\s+1\\s*");

  /** Reads them from the kernel's {@code /proc}. */
  public static ProcessInfo ofProcess(Path proc) throws IOException {
    var mounts = Files.readString(proc.resolve("self/mountinfo"));
    var hostname = Files.readString(proc.resolve("sys/kernel/hostname")).strip();
    return new ProcessInfo(
        container(mounts).orElse(hostname),
        EngineLocation.from(mounts),
        resolver(proc),
        new RoutingTable(textOf(proc.resolve("self/net/route"))),
        isRootless(textOf(proc.resolve("self/uid_map"))));
  }

  private static ResolverConfiguration resolver(Path proc) throws IOException {
    return new ResolverConfiguration(
        textOf(proc.resolve("self/root" + ResolverConfiguration.PATH)));
  }

  /** Empty if there is no such file. */
  private static String textOf(Path file) throws IOException {
    return Files.isReadable(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }

  /**
   * An engine without root can make a user namespace in which root is the one user who started the
   * engine: its first entry has the length one. With root it maps all users, or as with {@code
   * userns-remap} a range of them.
   */
  private static boolean isRootless(String uidMap) {
    return uidMap
        .lines()
        .findFirst()
        .filter(first -> ROOT_IS_ONE_USER.matcher(first).matches())
        .isPresent();
  }

  /** On the host's network, a container has the host's hostname. */
  private static Optional<String> container(String mounts) {
    return HOSTNAME_FILE.matcher(mounts).results().map(file -> file.group(1)).findFirst();
  }
}
