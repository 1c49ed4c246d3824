import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An engine with one job on it, for the stages to run against where the image is built: a runner in
 * a container, and on the job's network a service and the step's own container. It remembers
 * whether the runner is attached, and under which aliases.
 *
 * <p>Usage: {@code java StubEngine.java SOCKET [more]}. With {@code more}, the jobs after the first
 * one take more: their service publishes a port, and the runner is on a network whose default route
 * has to be kept.
 */
final class StubEngine {

  private static final String NETWORK = "4".repeat(64);
  private static final String SELF = "5".repeat(64);
  private static final String RUNNER = "6".repeat(64);
  private static final String SERVICE = "7".repeat(64);
  private static final String MADE = "9".repeat(64);

  private static final Pattern ALIASES = Pattern.compile("\"Aliases\":(\\[[^]]*])");

  private final boolean more;
  private String aliasesOfRunner = "";
  private boolean takesMore;

  private StubEngine(boolean more) {
    this.more = more;
  }

  public static void main(String[] arguments) throws IOException {
    var socket = Path.of(arguments[0]);
    Files.createDirectories(socket.getParent());
    var engine = new StubEngine(List.of(arguments).contains("more"));
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      while (true) {
        try (var connection = server.accept()) {
          engine.serve(Channels.newInputStream(connection), Channels.newOutputStream(connection));
        }
      }
    }
  }

  private void serve(InputStream in, OutputStream out) throws IOException {
    var request = line(in);
    var length = 0;
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.startsWith("Content-Length: ")) {
        length = Integer.parseInt(header.substring("Content-Length: ".length()));
      }
    }
    var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    var answer = answer(request.replaceFirst(" HTTP/1.1$", ""), body);
    out.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = in.read(); next != '\n' && next >= 0; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  private String answer(String call, String body) {
    if (call.startsWith("GET /containers/json") && call.contains("label")) {
      // Nobody shares the attachment, nor did a killed job leave anything.
      return ok("[]");
    } else if (call.startsWith("GET /containers/json")) {
      return ok("[%s, %s, %s]".formatted(listed(SELF), listed(SERVICE), listed(RUNNER)));
    } else if (call.startsWith("GET /containers/" + RUNNER + "/json")) {
      return ok(inspected(RUNNER));
    } else if (call.startsWith("GET /containers/" + SERVICE + "/json")) {
      return ok(inspected(SERVICE));
    } else if (call.startsWith("GET /containers/" + RUNNER + "/top")) {
      return ok(
          """
          {"Titles": ["PID", "COMMAND"], "Processes": [["1", "sh"], ["77",
           "docker run --name %s --label abc123 -e \\"CI\\" image"]]}"""
              .formatted(name(SELF)));
    } else if (call.matches("GET /containers/[^/]+/top.*")) {
      return ok("{\"Titles\": [\"PID\", \"COMMAND\"], \"Processes\": [[\"1\", \"sleep\"]]}");
    } else if (call.matches("GET /containers/[^/]+/json.*")) {
      return ok(inspected(SELF));
    } else if (call.startsWith("GET /networks/")) {
      return ok(network());
    } else if (call.startsWith("GET /networks")) {
      return ok("[" + network() + "]");
    } else if (call.matches("POST /networks/[^/]+/connect")) {
      var aliases = ALIASES.matcher(body);
      aliasesOfRunner = aliases.find() ? aliases.group(1) : "[]";
      return ok("");
    } else if (call.matches("POST /networks/[^/]+/disconnect")) {
      aliasesOfRunner = "";
      takesMore = more;
      return ok("");
    } else if (call.equals("GET /version")) {
      return ok("{\"ApiVersion\": \"1.41\"}");
    } else if (call.startsWith("POST /containers/create")) {
      return ok("{\"Id\": \"%s\", \"Warnings\": []}".formatted(MADE));
    } else if (call.equals("POST /containers/" + MADE + "/wait")) {
      return ok("{\"StatusCode\": 0}");
    } else if (call.startsWith("GET /containers/" + MADE + "/logs")) {
      return ok(onStandardOutput("listening 5432\nready\n"));
    } else if (call.equals("POST /containers/" + MADE + "/start")
        || call.startsWith("DELETE /containers/")) {
      return ok("");
    }
    System.err.println("the stub engine does not know the call " + call);
    return answered("404 Not Found", "{\"message\": \"no such thing\"}");
  }

  /** As an engine answers: in chunks where there is much to say. */
  private static String ok(String json) {
    return answered("200 OK", json);
  }

  private static String answered(String status, String json) {
    var head = "HTTP/1.1 " + status + "\r\nApi-Version: 1.41\r\nContent-Type: application/json\r\n";
    return json.length() < 1000
        ? head + "Content-Length: " + json.length() + "\r\n\r\n" + json
        : head
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "%x\r\n%s\r\n0\r\n\r\n".formatted(json.length(), json);
  }

  /** In a frame, as the engine puts what a container without a terminal prints. */
  private static String onStandardOutput(String text) {
    return "\1\0\0\0\0\0\0" + (char) text.length() + text;
  }

  private static String name(String id) {
    if (id.equals(SELF)) {
      return "action_0a1b2c";
    }
    return id.equals(RUNNER) ? "runner-1" : "postgres_d3e4f5";
  }

  private String listed(String id) {
    return """
        {"Id": "%s", "Names": ["/%s"], "Image": "image", "ImageID": "sha256:%s", "Command": "sh",
         "Created": 1795471690, "Ports": [], "Labels": {"abc123": ""}, "State": "running",
         "Status": "Up 1 second", "HostConfig": {"NetworkMode": "default"},
         "NetworkSettings": {"Networks": %s}, "Mounts": %s}"""
        .formatted(id, name(id), id, endpoints(id), mounts(id));
  }

  private String inspected(String id) {
    return """
        {"Id": "%s", "Name": "/%s", "Created": "2026-01-01T00:00:00.123456789Z", "Path": "sh",
         "Args": [], "State": {"Status": "running", "Running": true, "Paused": false, "Pid": 283,
         "StartedAt": "2026-01-01T00:00:00.123456789Z"}, "Image": "sha256:%s", "RestartCount": 0,
         "HostConfig": {"Binds": [], "NetworkMode": "%s", "PortBindings": {}, "Tmpfs": {"/t": ""},
         "AutoRemove": true, "CapAdd": null, "ShmSize": 67108864, "MaskedPaths": ["/proc/acpi"]},
         "Mounts": %s, "Config": {"Hostname": "host", "Env": ["CI=true"], "Cmd": null,
         "Labels": {"abc123": ""}}, "NetworkSettings": {"Ports": %s, "Networks": %s}}"""
        .formatted(
            id,
            name(id),
            id,
            id.equals(SELF) ? "job-network" : "default",
            mounts(id),
            ports(id),
            endpoints(id));
  }

  private static String mounts(String id) {
    return id.equals(SERVICE)
        ? "[]"
        : """
          [{"Type": "bind", "Source": "/var/run/docker.sock", "Destination": "/var/run/docker.sock",
          "Mode": "", "RW": true, "Propagation": "rprivate"}, {"Type": "bind", "Source":
          "/home/runner/_work/_temp/_runner_file_commands", "Destination": "%s", "Mode": "",
          "RW": true, "Propagation": "rprivate"}]"""
            .formatted(id.equals(SELF) ? "/github/file_commands" : "/work");
  }

  private String ports(String id) {
    return id.equals(SERVICE) && takesMore
        ? "{\"5432/tcp\": [{\"HostIp\": \"0.0.0.0\", \"HostPort\": \"5432\"}]}"
        : "{}";
  }

  private String endpoints(String id) {
    var onJobNetwork = endpoint("job-network", NETWORK, "[\"postgres\"]");
    if (!id.equals(RUNNER)) {
      return "{" + onJobNetwork + "}";
    }
    var atHome = endpoint(takesMore ? "runners_default" : "bridge", "3".repeat(64), "null");
    return aliasesOfRunner.isEmpty()
        ? "{" + atHome + "}"
        : "{" + atHome + ", " + endpoint("job-network", NETWORK, aliasesOfRunner) + "}";
  }

  private static String endpoint(String name, String id, String aliases) {
    return """
        "%s": {"IPAMConfig": null, "Links": null, "Aliases": %s, "NetworkID": "%s",
         "EndpointID": "8", "Gateway": "172.18.0.1", "IPAddress": "172.18.0.2", "IPPrefixLen": 16,
         "IPv6Gateway": "", "GlobalIPv6Address": "", "GlobalIPv6PrefixLen": 0, "MacAddress": ""}"""
        .formatted(name, aliases, id);
  }

  private static String network() {
    return """
        {"Name": "job-network", "Id": "%s", "Created": "2026-01-01T00:00:00.123456789Z",
         "Scope": "local", "Driver": "bridge", "Internal": false, "Labels": {"abc123": ""},
         "IPAM": {"Driver": "default", "Config": [{"Subnet": "172.18.0.0/16"}]},
         "Containers": {"%s": {"Name": "postgres_d3e4f5"}}}"""
        .formatted(NETWORK, SERVICE);
  }
}
