package org.dood.network.integration.support;

import java.util.ArrayList;
import java.util.List;

/** A service that says back what it is told, as a step does that talks to it. */
public final class EchoService {

  /** Its port in its container. */
  public static final int PORT = 7007;

  private static final String LISTEN =
      "use IO::Socket::INET; my $s = IO::Socket::INET->new(LocalPort => %d, Listen => 99, ReuseAddr => 1) or die $!;"
          + " while (my $c = $s->accept) { while (my $l = <$c>) { print $c $l; $c->flush; } close $c; }";

  private EchoService() {}

  /**
   * The service {@code echo}.
   *
   * @param options further ones, such as {@code -p}
   */
  public static Service service(Workbench bench, String... options) {
    var script = bench.program("echo-service", "#!/usr/bin/perl\n" + LISTEN.formatted(PORT) + "\n");
    var all =
        new ArrayList<>(
            List.of("-v", script + ":/echo-service:ro", "--entrypoint", "/echo-service"));
    all.addAll(List.of("--expose", Integer.toString(PORT)));
    all.addAll(List.of(options));
    return new Service("echo", bench.engine().runnerImage(), all);
  }

  /** The command by which a step hears its word again. */
  public static String[] say(String word, String host, String port) {
    return new String[] {
      "bash",
      "-c",
      "exec 3<>/dev/tcp/%s/%s; echo %s >&3; read -r -t 5 -u 3 heard; echo \"$heard\""
          .formatted(host, port, word)
    };
  }

  /** The command that listens at a port, and stays. */
  public static String[] listenAt(int port) {
    return new String[] {
      "sh", "-c", "perl -e '" + LISTEN.formatted(port) + "' > /dev/null 2>&1 < /dev/null &"
    };
  }
}
